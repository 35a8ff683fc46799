import type { CloudEvent, CloudFunction } from 'firebase-functions/core';
import {
  type MessagePublishedData,
  onMessagePublished,
  type PubSubOptions,
} from 'firebase-functions/pubsub';
import { topicId } from '../installation';
import { codesOf, type GiveUp } from '../platform/deadLetter';
import { log } from '../platform/log';
import { guardForeignLogs } from './foreignLogs';
import type { HandlerOf, WorkerRow } from './rows';

/** A message that has failed for this long is given up; by then, what is due has been announced again. */
const GIVE_UP_AFTER_MS = 3_600_000;

/** A worker takes on nothing more when this share of its time is used. */
const BUDGET = 0.8;

/**
 * A Pub/Sub function that neither loses a message nor retries it forever: when its handler throws, the
 * message is redelivered, with Pub/Sub's own backoff, for an hour. After that, or at once if it is malformed,
 * it becomes a dead letter and is acknowledged. A handler that reaches the deadline publishes the rest.
 */
export function worker(
  operation: string,
  { topic, message: schema, logs, scale }: WorkerRow,
  handle: HandlerOf<WorkerRow>,
  { giveUp, now }: { readonly giveUp: GiveUp; readonly now: () => number },
  options: Omit<PubSubOptions, 'topic'>,
): CloudFunction<CloudEvent<MessagePublishedData>> {
  const budgetMs = scale.timeoutSeconds * 1000 * BUDGET;
  return onMessagePublished(
    {
      retry: true,
      ...options,
      topic: topicId(topic),
    },
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
      const message = schema().safeParse(jsonOf(data.message.data));
      if (!message.success) {
        const payload = { messageId };
        await giveUp({ ...letter, payload, reason: 'malformed-message', codes: [] });
        return;
      }
      try {
        const done = await handle(message.data, context, now() + budgetMs);
        if (done) log.info(logs, context, { ...done });
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
