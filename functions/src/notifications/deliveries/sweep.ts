import { Timestamp } from 'firebase-admin/firestore';
import { inParallel } from '../../shared/inParallel';
import type { DeliveryDeps } from './deps';
import { deliveryDocument } from './stored';

/** A delivery that is so long overdue has lost its task. */
const OVERDUE_MS = 3_600_000;
const MOST = 500;
const LANES = 8;

/**
 * Has deliveries gone on with that should have been long ago, because their task was lost. It finds
 * nothing where nothing went wrong.
 *
 * @returns how many
 */
export async function sweep({
  db,
  now,
  later,
}: Pick<DeliveryDeps, 'db' | 'now' | 'later'>): Promise<number> {
  const at = now();
  const overdue = await db
    .collection('deliveries')
    .where('dueAt', '<=', Timestamp.fromMillis(at - OVERDUE_MS))
    .orderBy('dueAt')
    .limit(MOST)
    .get();
  await inParallel(overdue.docs, LANES, async (found) => {
    const { uid, eventId, channel, correlationId } = deliveryDocument.parse(found.data());
    await later({ uid, eventId, channel }, at, correlationId);
  });
  return overdue.size;
}
