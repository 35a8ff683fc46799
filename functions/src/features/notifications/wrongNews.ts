import type { Firestore } from 'firebase-admin/firestore';
import { deliveryId, type DeliveryKey } from '../../documents/delivery';
import { messages } from '../../events';
import type { Situation } from './decide';
import type { Message } from './message';
import { findDelivery } from './store';
import { toldWith } from './transitions';

/**
 * What has become of the message that a correction takes back: that of the verdict before. One read, or two
 * where that was told with another.
 */
export async function wrongNewsOf(
  db: Firestore,
  { kind, eventId, day }: Message,
  { uid, channel }: DeliveryKey,
): Promise<Situation['wrongNews']> {
  const { corrects } = messages[kind];
  if (corrects === null) return null;
  const changes = Number(eventId.split('.')[2]);
  const told = `${corrects}.${day}.${changes - 1}`;
  const own = await findDelivery(db, deliveryId({ uid, eventId: told, channel }));
  const leadId = own && toldWith(own);
  const delivery =
    leadId === undefined
      ? own
      : await findDelivery(db, deliveryId({ uid, eventId: leadId, channel }));
  if (!delivery) return 'untold';
  const { status, sentAt, reached } = delivery;
  if (status === 'sending') return 'on-its-way';
  const mayBeOut = sentAt !== null || reached.length > 0 || status === 'unconfirmed';
  return mayBeOut ? 'told' : 'untold';
}
