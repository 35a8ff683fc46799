/** The messages of google.pubsub.v1 that the server looks into, as proto-loader hands them over. */

export interface Duration {
  seconds?: number;
  nanos?: number;
}

export interface Message {
  data?: Buffer;
  attributes?: Record<string, string>;
  messageId: string;
  publishTime: Duration;
  orderingKey?: string;
}

export interface Topic {
  name: string;
  labels?: Record<string, string>;
  messageRetentionDuration?: Duration;
}

export interface RetryPolicy {
  minimumBackoff?: Duration;
  maximumBackoff?: Duration;
}

export interface DeadLetterPolicy {
  deadLetterTopic?: string;
  maxDeliveryAttempts?: number;
}

export interface PushConfig {
  pushEndpoint?: string;
  attributes?: Record<string, string>;
  noWrapper?: { writeMetadata?: boolean };
}

export interface Subscription {
  name: string;
  topic: string;
  ackDeadlineSeconds: number;
  pushConfig?: PushConfig;
  retryPolicy?: RetryPolicy;
  deadLetterPolicy?: DeadLetterPolicy;
  enableMessageOrdering?: boolean;
  enableExactlyOnceDelivery?: boolean;
  filter?: string;
  bigqueryConfig?: object;
  cloudStorageConfig?: object;
  labels?: Record<string, string>;
}

export interface FieldMask {
  paths: string[];
}

export interface ReceivedMessage {
  ackId: string;
  message: Message;
  /** 1 at the first delivery; 0 when the subscription has no dead-letter policy. */
  deliveryAttempt: number;
}

/** Milliseconds of a protobuf duration or timestamp. */
export function toMillis({ seconds = 0, nanos = 0 }: Duration): number {
  return seconds * 1000 + nanos / 1_000_000;
}

/** A protobuf timestamp of milliseconds since the epoch. */
export function toTimestamp(millis: number): Duration {
  return { seconds: Math.floor(millis / 1000), nanos: (millis % 1000) * 1_000_000 };
}

/** Bytes that count against flow control and the size limit of a request. */
export function sizeOf({
  data,
  attributes = {},
  orderingKey = '',
}: Omit<Message, 'messageId' | 'publishTime'>): number {
  const text = Object.entries(attributes).flat().concat(orderingKey);
  return text.reduce((bytes, part) => bytes + Buffer.byteLength(part), data?.length ?? 0);
}
