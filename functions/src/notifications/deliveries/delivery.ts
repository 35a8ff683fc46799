import type { Channel, MessageKind } from '../kinds';

/** Names a delivery: one event, told on one channel. */
export interface DeliveryKey {
  readonly uid: string;
  readonly eventId: string;
  readonly channel: Channel;
}

/**
 * Where a delivery stands. Going on: `deferred` (quiet hours), `sending` (somebody does, until
 * `dueAt`), `waiting` (the provider did not take it). Closed: `sent`, `withdrawn` (no longer true or
 * wanted), `capped`, `failed` (refused or given up), `unconfirmed` (it may be out and nobody can
 * tell, so it is not sent again).
 */
export type DeliveryStatus =
  'deferred' | 'sending' | 'waiting' | 'sent' | 'withdrawn' | 'capped' | 'failed' | 'unconfirmed';

/** What is known of a delivery. Instants in milliseconds since the epoch. */
export interface Delivery extends DeliveryKey {
  readonly kind: MessageKind;
  readonly correlationId: string;
  readonly status: DeliveryStatus;
  /** Why it is closed, or why the last attempt did not get through. */
  readonly reason: string | null;
  /** Attempts that reached out to the provider. */
  readonly attempts: number;
  readonly deferrals: number;
  /** When to go on; null when closed. While `sending`: when the attempt counts as lost. */
  readonly dueAt: number | null;
  /** Devices that have it. */
  readonly reached: readonly string[];
  /** The provider's ids of what was sent. */
  readonly providerIds: readonly string[];
  /** UTC day of its beginning, which the daily figures go by. */
  readonly day: string;
  readonly createdAt: number;
  readonly sentAt: number | null;
  readonly deliveredAt: number | null;
  readonly openedAt: number | null;
  /** Ids of the provider's reports that have been counted. */
  readonly reports: readonly string[];
}

/** The document's id. Uids and event ids have no `_` at an end that could be mistaken. */
export function deliveryId({ uid, eventId, channel }: DeliveryKey): string {
  return `${uid}_${eventId}_${channel}`;
}

/** A delivery whose message nobody has tried to send yet. */
export function newDelivery(
  key: DeliveryKey,
  kind: MessageKind,
  correlationId: string,
  now: number,
): Delivery {
  return {
    ...key,
    kind,
    correlationId,
    status: 'waiting',
    reason: null,
    attempts: 0,
    deferrals: 0,
    dueAt: now,
    reached: [],
    providerIds: [],
    day: new Date(now).toISOString().slice(0, 10),
    createdAt: now,
    sentAt: null,
    deliveredAt: null,
    openedAt: null,
    reports: [],
  };
}

/** Whether nothing more will be done about it. */
export function isClosed({ status }: Delivery): boolean {
  return status !== 'deferred' && status !== 'sending' && status !== 'waiting';
}
