import { type DocumentData, Timestamp } from 'firebase-admin/firestore';
import { z } from 'zod';
import type { Write } from '../../platform/write';
import { type Delivery, deliveryId } from './delivery';
import { deliveryDocument } from './stored';

/** Records are kept for 90 days by the TTL policy on `expireAt`. */
const RECORD_TTL_MS = 90 * 86_400_000;

/** Path of a delivery, by its id. */
export function deliveryPath(id: string): string {
  return `deliveries/${id}`;
}

/** A delivery as stored; undefined where there is none. @throws ZodError if malformed */
export function readDelivery(data: DocumentData | undefined): Delivery | undefined {
  return data && deliveryDocument.parse(data);
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
  return { path: deliveryPath(deliveryId(delivery)), data };
}
