import type { App } from 'firebase-admin/app';
import { createHash } from 'node:crypto';
import type { QueueName } from '../contracts/messages';
import { log } from './log';

/**
 * Has a task function called with JSON at an instant (milliseconds since the epoch). The same `name`
 * is taken once; a second time nothing happens.
 */
export type Enqueue = (
  queue: QueueName,
  json: object,
  task: { readonly name: string; readonly at: number; readonly correlationId: string },
) => Promise<void>;

/**
 * Adds tasks to queues in Cloud Tasks.
 *
 * @param app of the Admin SDK
 * @param placeOf a queue: its name, or `locations/…/functions/…`
 */
export function enqueueBy(app: () => App, placeOf: (queue: QueueName) => string): Enqueue {
  return async (queue, json, { name, at, correlationId }) => {
    const { getFunctions } = await import('firebase-admin/functions');
    // Names that begin alike would crowd one server of Cloud Tasks, so they are hashed.
    const id = createHash('sha256').update(name).digest('hex').slice(0, 40);
    try {
      const options = { id, scheduleTime: new Date(at) };
      await getFunctions(app()).taskQueue(placeOf(queue)).enqueue(json, options);
    } catch (error) {
      if (!isKnownAlready(error)) throw error;
      log.debug('task_known', { operation: queue, correlationId });
    }
  };
}

function isKnownAlready(error: unknown): boolean {
  return (
    error instanceof Error && 'code' in error && error.code === 'functions/task-already-exists'
  );
}
