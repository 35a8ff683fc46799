import { Timestamp } from 'firebase-admin/firestore';
import { z } from 'zod';
import { isDocumentId } from '../../contracts/ids';
import { deliveryDocument, deliveryId } from '../../documents/delivery';
import { channels } from '../../events';
import { inParallel } from '../../platform/concurrency';
import type { DeliveryDeps } from './deliver';
import { changeDelivery, findDelivery } from './store';
import { reopen } from './transitions';
import { known } from '../../contracts/shapes';

const payloadOf = z.object({
  uid: z.string().refine(isDocumentId),
  eventId: z.string().refine(isDocumentId),
  channel: z.enum(channels),
});

/**
 * Continues a delivery that was given up, as named by its dead letter. It is decided anew, so nothing untrue
 * is sent; one that has already been reopened is left as it is.
 *
 * @throws ZodError when the payload names no delivery, or when a store failed
 */
export async function replayDelivery(
  { db, now, later }: Pick<DeliveryDeps, 'db' | 'now' | 'later'>,
  payload: Readonly<Record<string, unknown>>,
  correlationId: string,
): Promise<void> {
  const key = payloadOf.parse(payload);
  const found = await findDelivery(db, deliveryId(key));
  if (!found) return;
  const at = now();
  const reopened = await changeDelivery(db, found, reopen(at), at);
  if (reopened) await later(key, at, correlationId);
}

/** A delivery that is so long overdue has lost its task. */
const OVERDUE_MS = 3_600_000;
const MOST = 500;
const LANES = 8;

/**
 * Continues overdue deliveries, whose tasks were lost. Normally there are none.
 *
 * @returns how many
 */
export async function sweepDeliveries({
  db,
  now,
  later,
}: Pick<DeliveryDeps, 'db' | 'now' | 'later'>): Promise<number> {
  const at = now();
  const overdue = await db
    .collection('deliveries')
    .where('dueAt', '<=', Timestamp.fromMillis(at - OVERDUE_MS))
    .orderBy('dueAt')
    .limit(MOST)
    .get();
  await inParallel(overdue.docs, LANES, async (found) => {
    const { uid, eventId, channel, correlationId } = deliveryDocument.parse(
      known('deliveries', found.data()),
    );
    await later({ uid, eventId, channel }, at, correlationId);
  });
  return overdue.size;
}
