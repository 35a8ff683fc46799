import { type Request, onTaskDispatched } from 'firebase-functions/tasks';
import { runWith } from 'firebase-functions/v1';
import { callable } from '../platform/callable';
import { codesOf } from '../platform/deadLetter';
import { database } from '../platform/firestore';
import { giveUp } from '../platform/giveUp';
import { log } from '../platform/log';
import { reported } from '../platform/reported';
import { scaled } from '../scaling';
import { isDocumentId } from '../shared/documentId';
import { deleteMyDataContract, exportMyDataContract } from './contract';
import { deleteMyData as erase } from './deleteMyData';
import { type ErasureTask, erasureTask } from './erasureTask';
import { exportMyData as read } from './exportMyData';
import { finishErasure as finish } from './finishErasure';
import { erasure } from './wiring';

const MAX_ATTEMPTS = 20;

/**
 * As long as the first generation may take, and less than the 10 minutes after which Cloud Tasks takes a
 * task for lost. 40,000 documents, ten years of much activity, take a minute or two (docs/security.md).
 */
const TIMEOUT_SECONDS = 540;

/** Says when so much of a function's time is used that it should come to an end. */
function timeLimit(): () => boolean {
  const end = performance.now() + TIMEOUT_SECONDS * 1000 * 0.8;
  return () => performance.now() >= end;
}

/** `exportMyData`, see docs/api.md. */
export const exportMyData = callable(exportMyDataContract, (caller, request) =>
  read({ db: database() }, caller, request),
);

/** `deleteMyData`, see docs/api.md. */
export const deleteMyData = callable(
  deleteMyDataContract,
  (caller) => erase(erasure(), caller, timeLimit()),
  { timeoutSeconds: TIMEOUT_SECONDS },
);

/** Looks once more after an erasure, and makes good one that was broken off. */
export const finishErasure = onTaskDispatched(
  {
    ...scaled('finishErasure'),
    retryConfig: { maxAttempts: MAX_ATTEMPTS, minBackoffSeconds: 60, maxBackoffSeconds: 3_600 },
    timeoutSeconds: TIMEOUT_SECONDS,
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
        const { deleted } = await finish(erasure(), task.data, timeLimit());
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
 * Deletes all data of a user whose account was deleted, as of the instant when it was, however late and
 * often that is told: the account may be there again. Of the first generation: the second has no event
 * for it.
 */
export const onAccountDeleted = runWith({
  maxInstances: scaled('onAccountDeleted').maxInstances,
  failurePolicy: true,
  timeoutSeconds: TIMEOUT_SECONDS,
})
  .auth.user()
  .onDelete(
    reported(
      'onAccountDeleted',
      (_, { eventId }) => eventId,
      async ({ uid, tenantId }, { eventId, timestamp }) => {
        if (!isDocumentId(uid)) return; // every call of such a user was refused
        const task: ErasureTask = {
          ...{ uid, of: 'account', correlationId: eventId },
          requestedAt: new Date(timestamp).toISOString(),
          ...(typeof tenantId === 'string' && { tenant: tenantId }),
        };
        await erasure().lookAgain(task);
        const { deleted } = await finish(erasure(), task, timeLimit());
        const context = { operation: 'onAccountDeleted', correlationId: eventId };
        log.info('data_erased', context, { deleted });
      },
    ),
  );
