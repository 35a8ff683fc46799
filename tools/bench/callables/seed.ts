import { z } from 'zod';
import {
  deliveryDocument,
  deliveryId,
  newDelivery,
} from '../../../functions/src/documents/delivery';
import { streakWrites } from '../../../functions/src/documents/user';
import { firestoreRpc } from '../../../functions/src/platform/firestoreRpc';
import type { Write } from '../../../functions/src/platform/write';
import { program } from '../../../functions/src/program';
import { history } from '../population';
import { lostOf, toldOf } from './examples';

const TIMEOUT_MS = 60_000;

/** Stores what only time could bring about: runs that have just been lost, and messages about them. */
export async function seed(projectId: string, users: number): Promise<void> {
  const now = Date.now();
  const lost = history(2, 'quiz_easy_passed', now);
  const rpc = firestoreRpc(projectId);
  for (let n = 0; n < users; n += 1) {
    const uid = lostOf(n);
    const [user] = streakWrites(uid, lost, { now, program, correlationId: 'bench' });
    const delivery = newDelivery(toldOf(n), 'streak_broken', 'bench', now);
    const told: Write = {
      path: `deliveries/${deliveryId(delivery)}`,
      data: z.encode(deliveryDocument, delivery),
    };
    await rpc.commit(user ? [user, told] : [told], TIMEOUT_MS);
  }
}
