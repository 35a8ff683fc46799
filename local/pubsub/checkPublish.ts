import { invalidArgument } from './rpcError';
import type { Message } from './wire';
import { sizeOf } from './wire';

/** Limits of one Publish request: https://cloud.google.com/pubsub/quotas#resource_limits */
const MAX = {
  messages: 1000,
  bytes: 10_000_000,
  attributes: 100,
  keyBytes: 256,
  valueBytes: 1024,
  orderingKeyBytes: 1024,
};

export type Draft = Omit<Message, 'messageId' | 'publishTime'>;

/** @throws INVALID_ARGUMENT when production would not take these messages. */
export function checkPublish(messages: readonly Draft[]): void {
  if (messages.length === 0) throw invalidArgument('The request has no messages.');
  if (messages.length > MAX.messages) {
    throw invalidArgument(`The value for message_count is too large: ${messages.length}.`);
  }
  const bytes = messages.reduce((sum, message) => sum + sizeOf(message), 0);
  if (bytes > MAX.bytes) throw invalidArgument(`Request payload size exceeds the limit: ${bytes}.`);
  messages.forEach(checkMessage);
}

function checkMessage({ data, attributes = {}, orderingKey = '' }: Draft): void {
  const entries = Object.entries(attributes);
  if (!data?.length && entries.length === 0) {
    throw invalidArgument('Some messages in the request are empty: no data and no attributes.');
  }
  if (entries.length > MAX.attributes) throw invalidArgument('A message has too many attributes.');
  for (const [key, value] of entries) {
    if (!key || Buffer.byteLength(key) > MAX.keyBytes || key.startsWith('goog')) {
      throw invalidArgument(`An attribute has an invalid key: ${key}`);
    }
    if (Buffer.byteLength(value) > MAX.valueBytes) {
      throw invalidArgument(`The value of attribute ${key} is too long.`);
    }
  }
  if (Buffer.byteLength(orderingKey) > MAX.orderingKeyBytes) {
    throw invalidArgument('An ordering key is too long.');
  }
}
