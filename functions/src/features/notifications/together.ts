import type { Firestore } from 'firebase-admin/firestore';
import { type Delivery, type DeliveryKey, newDelivery } from '../../documents/delivery';
import { messages } from '../../events';
import type { Decision } from './decide';
import type { Message } from './message';
import { loadMoment } from './store';
import { isFree, toldWith } from './transitions';

/** An event of the moment, and how its message stands on the channel. */
export interface Part {
  readonly message: Message;
  readonly delivery: Delivery;
}

/**
 * The other events of a message's moment that are to be told on its channel now, or that an earlier attempt
 * was to tell with it. Two reads for each event that there is.
 *
 * @param decisionFor what would be done about one on its own
 */
export async function partsOf(
  db: Firestore,
  { eventId, together = [] }: Message,
  { uid, channel }: DeliveryKey,
  correlationId: string,
  now: number,
  decisionFor: (message: Message) => Promise<Decision>,
): Promise<Part[]> {
  if (together.length === 0) return [];
  const found = await loadMoment(db, { uid, channel }, together);
  const parts = await Promise.all(
    found.map(async ({ message, delivery: stored }) => {
      const key = { uid, channel, eventId: message.eventId };
      const delivery = stored ?? newDelivery(key, message.kind, correlationId, now);
      const isOurs = isFree(delivery, now) || toldWith(delivery) === eventId;
      if (!isOurs || (await decisionFor(message)).do !== 'send') return [];
      return [{ message, delivery }];
    }),
  );
  return parts.flat().sort((a, b) => weigh(b.message, a.message));
}

/** Whether another of a message's moment leads, since it weighs more. */
export function leads(other: Message, message: Message): boolean {
  return weigh(other, message) > 0;
}

function weigh(a: Message, b: Message): number {
  const heavier = messages[a.kind].weight - messages[b.kind].weight;
  if (heavier !== 0) return heavier;
  return a.eventId < b.eventId ? 1 : -1;
}
