import {
  onTaskDispatched,
  type Request,
  type TaskQueueFunction,
  type TaskQueueOptions,
} from 'firebase-functions/tasks';
import { codesOf, type GiveUp } from '../platform/deadLetter';
import { logFailures } from './logFailures';
import type { HandlerOf, TaskRow } from './rows';

/**
 * A function that runs the tasks of a queue. One that is malformed becomes a dead letter at once, and
 * where the row says so one whose last attempt has failed.
 */
export function task(
  operation: string,
  { task: schema, retry, maxConcurrentDispatches, givesUpAs }: TaskRow,
  handle: HandlerOf<TaskRow>,
  giveUp: GiveUp,
  options: TaskQueueOptions,
): TaskQueueFunction {
  return onTaskDispatched(
    {
      ...options,
      retryConfig: retry,
      ...(maxConcurrentDispatches !== undefined && { rateLimits: { maxConcurrentDispatches } }),
    },
    logFailures(
      operation,
      ({ data, id }: Request<unknown>) => schema().safeParse(data).data?.correlationId ?? id,
      async ({ data, id, retryCount }) => {
        const parsed = schema().safeParse(data);
        const correlationId = parsed.data?.correlationId ?? id;
        const letter = { operation, key: id, correlationId, attempts: retryCount + 1 };
        if (!parsed.success) {
          const reason = 'malformed-message';
          await giveUp({ ...letter, payload: { taskId: id }, reason, codes: [] });
          return;
        }
        try {
          await handle(parsed.data, { operation, correlationId });
        } catch (error) {
          if (givesUpAs === undefined || retryCount < retry.maxAttempts - 1) throw error;
          const payload = { task: parsed.data };
          await giveUp({ ...letter, payload, reason: givesUpAs, codes: codesOf(error) });
        }
      },
    ),
  );
}
