import type { Language } from '../preferences/preferences';
import type { Message } from '../messages/message';
import { type Delivery, deliveryId } from './delivery';
import type { DeliveryDeps, Sender } from './deps';
import type { Outcome } from './outcome';
import { type Cap, changeDelivery } from './store';
import { claim, conclude, end } from './transitions';

/** All that an attempt needs to know. Instants in milliseconds since the epoch. */
interface Attempt {
  readonly fresh: Delivery;
  readonly stored: Delivery | undefined;
  readonly message: Message;
  readonly language: Language;
  readonly now: number;
  readonly expiresAt: number;
  readonly cap: Cap;
}

/** The process stood still until the claim was over, so others may have sent the message. */
const claimEnded: Outcome = {
  is: 'later',
  code: 'claim-ended',
  attempted: false,
  reached: [],
  providerIds: [],
};

/**
 * Sends a message once: gets it ready, claims the delivery, sends, records. Whoever crashes in
 * between leaves a claim that ends by itself, and nothing is sent after the end of a claim.
 *
 * @returns what is stored after it, if anything is
 */
export async function attempt(
  { db, now: clock }: DeliveryDeps,
  sender: Sender,
  { fresh, stored, message, language, now, expiresAt, cap }: Attempt,
): Promise<Delivery | undefined> {
  const { uid, reached, correlationId } = fresh;
  const about = { uid, deliveryId: deliveryId(fresh), correlationId, message, language, reached };
  const send = await sender.prepare({ ...about, now, expiresAt });
  if (!send) return unreachable(db, fresh, stored, now);
  const claimed = await changeDelivery(db, fresh, claim(now, clock), now, cap);
  if (claimed?.status !== 'sending') return claimed;
  const outcome = clock() < (claimed.dueAt ?? 0) ? await send() : claimEnded;
  const at = Math.max(now, clock());
  return changeDelivery(db, fresh, conclude(claimed.attempts, outcome, at), at);
}

/** Nobody is told of users without a device or an address: most have none, and a record costs. */
function unreachable(
  db: DeliveryDeps['db'],
  fresh: Delivery,
  stored: Delivery | undefined,
  now: number,
): Promise<Delivery | undefined> {
  const { reached, providerIds } = fresh;
  const hasReached: Outcome = { is: 'accepted', providerIds, reached };
  if (reached.length > 0) {
    return changeDelivery(db, fresh, conclude(fresh.attempts, hasReached, now), now);
  }
  if (!stored) return Promise.resolve(undefined);
  return changeDelivery(db, fresh, end('withdrawn', 'unreachable', now), now);
}
