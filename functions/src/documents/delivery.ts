import { type DocumentData, Timestamp } from 'firebase-admin/firestore';
import { z } from 'zod';
import { type Channel, channels, type MessageKind, messageKinds } from '../events';
import { instant, knownFieldsWrite, type Write } from '../platform/write';
import { known } from '../contracts/shapes';

/** What an attempt to send came to. `code` is the provider's, for logs: never an address or token. */
export type Outcome =
  /** It is out. */
  | {
      readonly is: 'accepted';
      readonly providerIds: readonly string[];
      readonly reached: readonly string[];
    }
  /** There is no device or address left to send to. */
  | { readonly is: 'unreachable' }
  /** It will never be taken. */
  | { readonly is: 'refused'; readonly code: string }
  /** It is not out, or a repeat does no harm; not to be tried again before `at`. */
  | {
      readonly is: 'later';
      readonly code: string;
      /** Milliseconds since the epoch, where the provider said when. */
      readonly at?: number | undefined;
      readonly reached: readonly string[];
      readonly providerIds: readonly string[];
      /** False when nothing was asked of the provider: it is known to be down, or the claim was over. */
      readonly attempted: boolean;
    }
  /** It may be out: no answer came, or one that does not say. */
  | { readonly is: 'unknown'; readonly code: string };

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
export const deliveryStatuses = [
  'deferred',
  'sending',
  'waiting',
  'sent',
  'withdrawn',
  'capped',
  'failed',
  'unconfirmed',
] as const;

export type DeliveryStatus = (typeof deliveryStatuses)[number];

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

const count = z.int().min(0);

/** `deliveries/{uid}_{eventId}_{channel}`. */
export const deliveryDocument = z.object({
  uid: z.string(),
  eventId: z.string(),
  channel: z.enum(channels),
  kind: z.enum(messageKinds),
  correlationId: z.string(),
  status: z.enum(deliveryStatuses),
  reason: z.string().nullable(),
  attempts: count,
  deferrals: count,
  dueAt: instant.nullable(),
  reached: z.array(z.string()).readonly(),
  providerIds: z.array(z.string()).readonly(),
  day: z.string(),
  createdAt: instant,
  sentAt: instant.nullable(),
  deliveredAt: instant.nullable(),
  openedAt: instant.nullable(),
  reports: z.array(z.string()).readonly(),
}) satisfies z.ZodType<Delivery>;

/** `messageDays/{uid}`: the events told on a streak day, by channel, for the daily cap. */
export const messageDayDocument = z.object({
  day: z.string(),
  push: z.array(z.string()).readonly(),
  email: z.array(z.string()).readonly(),
});

/** Records are kept for 90 days by the TTL policy on `expireAt`. */
const RECORD_TTL_MS = 90 * 86_400_000;

/** Path of a delivery, by its id. */
export function deliveryPath(id: string): string {
  return `deliveries/${id}`;
}

/** A delivery as stored; undefined where there is none. @throws ZodError if malformed */
export function readDelivery(data: DocumentData | undefined): Delivery | undefined {
  return data && deliveryDocument.parse(known('deliveries', data));
}

/** Replaces a delivery at `now` (milliseconds since the epoch). */
export function deliveryWrite(delivery: Delivery, now: number): Write {
  const { createdAt } = delivery;
  const data = {
    ...z.encode(deliveryDocument, delivery),
    delivered: delivery.deliveredAt !== null,
    opened: delivery.openedAt !== null,
    wasDeferred: delivery.deferrals > 0,
    updatedAt: Timestamp.fromMillis(now),
    expireAt: Timestamp.fromMillis(createdAt + RECORD_TTL_MS),
  };
  return knownFieldsWrite(deliveryPath(deliveryId(delivery)), data);
}
