import { type MessagePublishedData, onMessagePublished } from 'firebase-functions/pubsub';
import type { CloudEvent, CloudFunction } from 'firebase-functions/core';
import type { z } from 'zod';
import { clock } from './clock';
import { type GiveUp, codesOf } from './deadLetter';
import { guardForeignLogs } from './foreignLogs';
import { type LogContext, log } from './log';
import type { topics } from './publish';
import { type FunctionName, scaled } from '../scaling';

/** A message that has failed for so long is given up; what is due is announced again by then. */
const GIVE_UP_AFTER_MS = 3_600_000;

const TIMEOUT_SECONDS = 300;

/** A worker takes on nothing more when this much of its time is used. */
const BUDGET_MS = TIMEOUT_SECONDS * 1000 * 0.8;

/** Memory of a worker's instance. */
export const WORKER_MEMORY_MIB = 256;

const workerOptions = {
  retry: true,
  timeoutSeconds: TIMEOUT_SECONDS,
  memory: `${WORKER_MEMORY_MIB}MiB`,
} as const;

/** A worker that handles the messages of a topic. */
export interface Subscriber<Message extends z.ZodType<Record<string, unknown>>> {
  readonly operation: FunctionName;
  readonly topic: (typeof topics)[keyof typeof topics];
  readonly message: Message;
  readonly giveUp: GiveUp;
  /**
   * Does the work, and announces what is left of it by `deadline` (milliseconds since the epoch).
   *
   * @throws for the message to come back
   */
  readonly handle: (
    message: z.output<Message>,
    context: LogContext,
    deadline: number,
  ) => Promise<void>;
}

/**
 * A Pub/Sub function that loses no message and loops on none: what its handler throws brings the
 * message back, with Pub/Sub's own backoff, for an hour; then, and at once when it is malformed, it
 * becomes a dead letter and is acknowledged.
 */
export function subscriber<Message extends z.ZodType<Record<string, unknown>>>({
  operation,
  topic,
  message: schema,
  giveUp,
  handle,
}: Subscriber<Message>): CloudFunction<CloudEvent<MessagePublishedData>> {
  return onMessagePublished(
    { ...workerOptions, ...scaled(operation), topic },
    async ({ data, time }) => {
      guardForeignLogs();
      const { attributes, messageId } = data.message;
      const context = { operation, correlationId: attributes['correlationId'] ?? messageId };
      const letter = {
        operation,
        key: messageId,
        correlationId: context.correlationId,
        attempts: 1,
      };
      const message = schema.safeParse(jsonOf(data.message.data));
      if (!message.success) {
        const payload = { messageId };
        await giveUp({ ...letter, payload, reason: 'malformed-message', codes: [] });
        return;
      }
      try {
        await handle(message.data, context, clock.now() + BUDGET_MS);
      } catch (error) {
        const codes = codesOf(error);
        log.warn('message_handed_back', context, { messageId, codes });
        const ageMs = Date.now() - Date.parse(time); // both by the world's clock, not by a test's
        if (ageMs < GIVE_UP_AFTER_MS) throw error;
        const payload = message.data;
        await giveUp({ ...letter, payload, reason: 'message-kept-failing', codes });
      }
    },
  );
}

function jsonOf(base64: string): unknown {
  try {
    return JSON.parse(Buffer.from(base64, 'base64').toString('utf8'));
  } catch {
    return undefined;
  }
}
