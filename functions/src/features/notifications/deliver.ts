import type { Preferences } from '../../contracts/preferences';
import {
  type Delivery,
  deliveryId,
  type DeliveryKey,
  isClosed,
  newDelivery,
  type Outcome,
} from '../../documents/delivery';
import type { StreakDeps } from '../../documents/load';
import { readPreferences } from '../../documents/preferences';
import { storedStreak } from '../../documents/user';
import type { Program } from '../../engine/program';
import { settle, type Settled } from '../../engine/settle';
import { dayBounds } from '../../engine/timeline';
import { type Channel, messages } from '../../events';
import { languageFor } from '../../languages/catalogues';
import type { GiveUp } from '../../platform/deadLetter';
import { log, type LogContext } from '../../platform/log';
import { measure } from '../../platform/metric';
import { decide } from './decide';
import { type Message, readMessage } from './message';
import { momentOf } from './moment';
import type { Telling } from './render';
import { type Cap, changeDelivery, findDelivery, loadDelivery, type LoadedDelivery } from './store';
import { leads, partsOf } from './together';
import {
  type Change,
  claim,
  conclude,
  defer,
  end,
  isExhausted,
  isUnresolved,
  release,
} from './transitions';
import { sealedDayOf, wrongNewsOf } from './wrongNews';

/** A message on its way to one user. */
export interface Outgoing extends Telling {
  readonly uid: string;
  readonly deliveryId: string;
  readonly correlationId: string;
  /** Milliseconds since the epoch; after `expiresAt` nobody wants it any more. */
  readonly now: number;
  readonly expiresAt: number;
  /** Devices that have it already. */
  readonly reached: readonly string[];
}

/** Sends on one channel. */
export interface Sender {
  /**
   * Whether an attempt of which nothing was heard may be repeated: because a repeat takes the place of
   * the first, or because the provider would have reported the first by then.
   */
  readonly mayRepeat: boolean;
  /**
   * Gets everything ready, so that nothing but the request itself lies between the claim and the
   * answer. Undefined when the user cannot be reached on the channel.
   */
  readonly prepare: (outgoing: Outgoing) => Promise<(() => Promise<Outcome>) | undefined>;
}

/** What deliveries need from outside. */
export interface DeliveryDeps extends StreakDeps {
  /** Channels that are switched off for the whole app are not there. */
  readonly senders: Readonly<Partial<Record<Channel, Sender>>>;
  /**
   * Arranges for a delivery to continue at an instant (milliseconds since the epoch). Once for each instant.
   */
  readonly later: (key: DeliveryKey, at: number, correlationId: string) => Promise<void>;
  readonly giveUp: GiveUp;
}

/** All that an attempt needs to know. Instants in milliseconds since the epoch. */
interface Attempt {
  readonly fresh: Delivery;
  readonly stored: Delivery | undefined;
  readonly telling: Telling;
  readonly now: number;
  readonly expiresAt: number;
  readonly cap: Cap;
  /** Deliveries of what is told with it. */
  readonly joined: readonly Delivery[];
}

/** The process was paused until its claim expired, so another may have sent the message. */
const claimEnded: Outcome = {
  is: 'later',
  code: 'claim-ended',
  attempted: false,
  reached: [],
  providerIds: [],
};

/**
 * Sends a message once: gets it ready, claims the delivery, sends, records. A crash in between leaves a claim
 * that expires, and nothing is sent under an expired claim.
 *
 * @returns what is stored after it, if anything is; or that it, or what is told with it, is not free
 */
async function attempt(
  { db, now: clock }: DeliveryDeps,
  sender: Sender,
  { fresh, stored, telling, now, expiresAt, cap, joined }: Attempt,
): Promise<Delivery | 'not-claimed' | undefined> {
  const { uid, reached, correlationId } = fresh;
  const about = { uid, deliveryId: deliveryId(fresh), correlationId, reached };
  const send = await sender.prepare({ ...about, ...telling, now, expiresAt });
  if (!send) return unreachable(db, fresh, stored, now);
  const claimed = await changeDelivery(db, fresh, claim(now, clock), now, cap, joined);
  if (!claimed) return 'not-claimed';
  if (claimed.status !== 'sending') return claimed;
  const outcome = clock() < (claimed.dueAt ?? 0) ? await send() : claimEnded;
  const at = Math.max(now, clock());
  return changeDelivery(db, fresh, conclude(claimed.attempts, outcome, at), at);
}

/**
 * Nothing is recorded for users without a device or an address: most have none, and a record costs a write.
 */
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

/** A delivery that is due, or may be. */
export interface Job {
  readonly key: DeliveryKey;
  readonly correlationId: string;
  /** Milliseconds since the epoch; undefined: by `deps.now`. */
  readonly at?: number;
}

/**
 * Takes a delivery as far as it can go now: decides by the user's present streak and preferences, claims,
 * sends and records the outcome, or schedules the next step. It may be called at any time, any number of
 * times, also concurrently.
 *
 * @throws when a store failed; call it again
 */
export async function deliver(deps: DeliveryDeps, job: Job): Promise<void> {
  const sender = deps.senders[job.key.channel];
  if (!sender) return;
  const now = job.at ?? deps.now();
  const loaded = await loadDelivery(deps.db, job.key);
  const { delivery } = loaded;
  const mustWait = delivery && !isClosed(delivery) && (delivery.dueAt ?? 0) > now;
  const done = delivery && isClosed(delivery);
  const after = done || mustWait ? delivery : await goOn(deps, job, sender, loaded, now);
  if (!after) return;
  if (!done && !mustWait) tell(after, job);
  if (after.dueAt !== null) await deps.later(job.key, after.dueAt, after.correlationId);
  if (after.status === 'failed' && after.sentAt === null) await deps.giveUp(letterOf(after));
}

/** One step of a delivery whose time has come. @returns what is stored after it, if anything is */
async function goOn(
  deps: DeliveryDeps,
  { key, correlationId }: Job,
  sender: Sender,
  { user, event, delivery }: LoadedDelivery,
  now: number,
  isAlone = false,
): Promise<Delivery | undefined> {
  const { db, program, outages } = deps;
  const streak = storedStreak(user.data());
  const message = event && readMessage(key.eventId, event);
  const fresh = delivery ?? (message && newDelivery(key, message.kind, correlationId, now));
  if (!fresh) return undefined;
  const change = (to: Change) => changeDelivery(db, fresh, to, now);
  if (!streak || !message) return delivery && change(end('withdrawn', 'gone', now));
  if (isUnresolved(fresh, now)) {
    if (!sender.mayRepeat) return change(end('unconfirmed', 'no-answer', now));
    if (isExhausted(fresh)) return change(end('unconfirmed', 'no-answer', now));
  }
  const settled = settle(streak, now, program, outages);
  const preferences = readPreferences(user.data(), program);
  const { uid, channel } = key;
  const decisionFor = async (told: Message) => {
    const sealed = await sealedDayOf(db, uid, told.day, settled);
    const { changes = 0 } = settled.state.recent[told.day] ?? sealed ?? {};
    const wrongNews = await wrongNewsOf(db, told, key, changes);
    return decide({
      ...{ uid, channel, message: { ...told, sealed }, wrongNews },
      ...{ preferences, settled, now, program },
    });
  };
  const decision = await decisionFor(message);
  switch (decision.do) {
    case 'nothing':
      await releaseParts(deps, message, delivery, now);
      return delivery && change(end('withdrawn', decision.reason, now));
    case 'withdraw':
      await releaseParts(deps, message, delivery, now);
      return change(end('withdrawn', decision.reason, now));
    case 'defer':
      return change(defer(decision.until, now));
    case 'send': {
      const parts = isAlone ? [] : await partsOf(db, message, key, correlationId, now, decisionFor);
      const again = async () => {
        const loaded = await loadDelivery(db, key);
        return goOn(deps, { key, correlationId }, sender, loaded, now, true);
      };
      const [heaviest] = parts;
      if (heaviest && leads(heaviest.message, message)) {
        const lead = { ...key, eventId: heaviest.message.eventId };
        await deliver(deps, { key: lead, correlationId, at: now });
        return again();
      }
      const joined = parts.map((part) => part.delivery);
      const cap = capFor(message, settled, preferences, program);
      const language = languageFor(preferences.language);
      const also = parts.map((part) => part.message);
      const telling = { message, also, moment: momentOf(settled, now, program), language };
      const { expiresAt } = decision;
      const parcel = { fresh, stored: delivery, telling, now, expiresAt, cap, joined };
      const after = await attempt(deps, sender, parcel);
      if (after !== 'not-claimed') return after;
      return joined.length > 0 ? again() : undefined;
    }
  }
}

/** What was to be told with a message that is not told after all goes on alone. */
async function releaseParts(
  { db, later }: DeliveryDeps,
  { together = [] }: Message,
  stored: Delivery | undefined,
  now: number,
): Promise<void> {
  if (!stored) return;
  const { uid, channel, eventId, correlationId } = stored;
  for (const each of together) {
    const key = { uid, channel, eventId: each };
    const found = await findDelivery(db, deliveryId(key));
    const released = found && (await changeDelivery(db, found, release(eventId, now), now));
    if (released) await later(key, now, correlationId);
  }
}

/**
 * The places of the streak day for a message. The last one is kept for what is pressing; a correction that
 * finds none waits for the next day, since what it takes back has been told.
 */
function capFor(
  { kind }: Message,
  { today, state }: Settled,
  { dailyCap }: Preferences,
  { dayStartHour }: Program,
): Cap {
  const { isPressing, corrects } = messages[kind];
  return {
    day: today,
    most: isPressing ? dailyCap : dailyCap - 1,
    orElse: corrects === null ? null : dayBounds(state.timeline, today, dayStartHour).end,
  };
}

/** Tells where a delivery has come to. */
function tell(delivery: Delivery, { key, correlationId }: Job): void {
  const { kind, channel, status, reason, attempts } = delivery;
  const context: LogContext = { operation: 'deliver', correlationId, userId: key.uid };
  const fields = { reason, attempts, ...measure('message', 1, { kind, channel, status }) };
  if (status === 'failed' || status === 'waiting') log.warn('message_not_sent', context, fields);
  else log.info('message', context, fields);
}

function letterOf(delivery: Delivery) {
  const { uid, eventId, channel, reason, attempts, correlationId } = delivery;
  const code = reason ?? 'unknown';
  return {
    operation: 'deliverNotification',
    key: deliveryId(delivery),
    payload: { uid, eventId, channel },
    reason: code,
    attempts,
    codes: [code],
    correlationId,
  };
}
