import { z } from 'zod';
import { isDocumentId } from '../../shared/documentId';
import { channels } from '../kinds';
import { deliveryId } from './delivery';
import type { DeliveryDeps } from './deps';
import { changeDelivery, findDelivery } from './store';
import { reopen } from './transitions';

const payloadOf = z.object({
  uid: z.string().refine(isDocumentId),
  eventId: z.string().refine(isDocumentId),
  channel: z.enum(channels),
});

/**
 * Has a delivery that was given up gone on with, as its dead letter names it. It is decided anew, so
 * what is no longer true is not told; one that has been taken up already is left as it is.
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
