import type { ReceivedMessage } from './wire';

/** Whoever takes messages from a subscription: a stream, a waiting pull, a push endpoint. */
export interface Consumer {
  /** How much it may hold unacknowledged before it is sent no more. */
  readonly limits: { messages: number; bytes: number };
  /** What it holds; kept by the queue. */
  readonly holds: { messages: number; bytes: number };
  /** The acknowledgement deadline of what it is sent; undefined for the subscription's own. */
  ackDeadlineSeconds?: number;
  send(messages: ReceivedMessage[]): void;
  /** The subscription is gone. */
  detach(): void;
}

export function hasRoom({ limits, holds }: Consumer): boolean {
  return holds.messages < limits.messages && holds.bytes < limits.bytes;
}
