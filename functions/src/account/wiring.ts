import { clock } from '../platform/clock';
import { database } from '../platform/firestore';
import { enqueue, queues } from '../platform/tasks';
import type { ErasureDeps } from './deleteMyData';
import { lookAgainAfterMs } from './erasureTask';

/** Erasing as it is deployed. */
export function erasure(): ErasureDeps {
  return {
    db: database(),
    lookAgain: (task) => {
      const { uid, of, requestedAt, correlationId } = task;
      const at = clock.now() + lookAgainAfterMs[of];
      const name = `erasure ${uid} ${of} ${requestedAt}`;
      return enqueue(queues.finishErasure, task, { name, at, correlationId });
    },
  };
}
