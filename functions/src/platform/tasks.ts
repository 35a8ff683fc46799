import { createHash } from 'node:crypto';
import { appForAdmin } from './adminApp';
import { log } from './log';

/** Every task queue: the name of the function that takes its tasks. */
export const queues = {
  deliverNotification: 'deliverNotification',
  finishErasure: 'finishErasure',
} as const;

/**
 * Has a task function called with JSON at an instant (milliseconds since the epoch). The same `name`
 * is taken once; a second time nothing happens.
 */
export async function enqueue(
  queue: (typeof queues)[keyof typeof queues],
  json: object,
  { name, at, correlationId }: { name: string; at: number; correlationId: string },
): Promise<void> {
  const { getFunctions } = await import('firebase-admin/functions');
  // Names that begin alike would crowd one server of Cloud Tasks, so they are hashed.
  const id = createHash('sha256').update(name).digest('hex').slice(0, 40);
  try {
    const options = { id, scheduleTime: new Date(at) };
    await getFunctions(appForAdmin()).taskQueue(queue).enqueue(json, options);
  } catch (error) {
    if (!isKnownAlready(error)) throw error;
    log.debug('task_known', { operation: queue, correlationId });
  }
}

function isKnownAlready(error: unknown): boolean {
  return (
    error instanceof Error && 'code' in error && error.code === 'functions/task-already-exists'
  );
}
