import { type Request, onTaskDispatched } from 'firebase-functions/tasks';
import { runWith } from 'firebase-functions/v1';
import { callable } from '../platform/callable';
import { codesOf } from '../platform/deadLetter';
import { database } from '../platform/firestore';
import { giveUp } from '../platform/giveUp';
import { log } from '../platform/log';
import { reported } from '../platform/reported';
import { scaled } from '../scaling';
import { deleteMyDataContract, exportMyDataContract } from './contract';
import { deleteMyData as erase } from './deleteMyData';
import { eraseUser } from './eraseUser';
import { erasureTask, taskOf } from './erasureTask';
import { exportMyData as read } from './exportMyData';
import { finishErasure as finish } from './finishErasure';
import { erasure } from './wiring';

const MAX_ATTEMPTS = 20;

/** `exportMyData`, see docs/api.md. */
export const exportMyData = callable(exportMyDataContract, (caller, request) =>
  read({ db: database() }, caller, request),
);

/** `deleteMyData`, see docs/api.md. */
export const deleteMyData = callable(deleteMyDataContract, (caller) => erase(erasure(), caller));

/** Looks once more after an erasure, and makes good one that was broken off. */
export const finishErasure = onTaskDispatched(
  {
    ...scaled('finishErasure'),
    retryConfig: { maxAttempts: MAX_ATTEMPTS, minBackoffSeconds: 60, maxBackoffSeconds: 3_600 },
    timeoutSeconds: 300,
  },
  reported(
    'finishErasure',
    ({ data, id }: Request<unknown>) => erasureTask.safeParse(data).data?.correlationId ?? id,
    async ({ data, id, retryCount }) => {
      const task = erasureTask.safeParse(data);
      const correlationId = task.data?.correlationId ?? id;
      const letter = {
        operation: 'finishErasure',
        key: id,
        correlationId,
        attempts: retryCount + 1,
      };
      if (!task.success) {
        const reason = 'malformed-message';
        await giveUp({ ...letter, payload: { taskId: id }, reason, codes: [] });
        return;
      }
      try {
        const { deleted } = await finish(database(), task.data);
        const context = { operation: 'finishErasure', correlationId };
        if (deleted > 0) log.info('erasure_finished', context, { deleted });
      } catch (error) {
        if (retryCount < MAX_ATTEMPTS - 1) throw error;
        const payload = { task: task.data };
        await giveUp({ ...letter, payload, reason: 'erasure-kept-failing', codes: codesOf(error) });
      }
    },
  ),
);

/**
 * Deletes all data of a user whose account was deleted. Of the first generation: the second has no
 * event for it.
 */
export const onAccountDeleted = runWith({
  maxInstances: scaled('onAccountDeleted').maxInstances,
  failurePolicy: true,
  timeoutSeconds: 300,
})
  .auth.user()
  .onDelete(
    reported(
      'onAccountDeleted',
      (_, { eventId }) => eventId,
      async ({ uid }, { eventId }) => {
        const { db, lookAgain } = erasure();
        await lookAgain(await taskOf(db, uid, 'account', eventId));
        const { deleted, complete } = await eraseUser(db, uid);
        if (!complete) throw new Error('Documents of a deleted account keep being written.');
        const context = { operation: 'onAccountDeleted', correlationId: eventId };
        log.info('data_erased', context, { deleted });
      },
    ),
  );
