import type { DocumentData } from 'firebase-admin/firestore';
import { userPath } from '../../contracts/ids';
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
import { readMonth, storedStreak } from '../../documents/user';
import { type Day, monthOf } from '../../engine/days';
import type { LedgerDay } from '../../engine/ledger';
import { settle, type Settled } from '../../engine/settle';
import { type Channel, messages } from '../../events';
import { languageFor } from '../../languages/catalogues';
import type { GiveUp } from '../../platform/deadLetter';
import { log, type LogContext } from '../../platform/log';
import { metric } from '../../platform/metric';
import { decide, type Situation } from './decide';
import { type Message, readMessage } from './message';
import { momentOf } from './moment';
import { isReminded, readReminded } from './reminder';
import type { Telling } from './render';
import { type Cap, changeDelivery, findDelivery, loadDelivery, type LoadedDelivery } from './store';
import { type Change, claim, conclude, defer, end, isExhausted, isUnresolved } from './transitions';

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
 * @returns what is stored after it, if anything is
 */
async function attempt(
  { db, now: clock }: DeliveryDeps,
  sender: Sender,
  { fresh, stored, telling, now, expiresAt, cap }: Attempt,
): Promise<Delivery | undefined> {
  const { uid, reached, correlationId } = fresh;
  const about = { uid, deliveryId: deliveryId(fresh), correlationId, reached };
  const send = await sender.prepare({ ...about, ...telling, now, expiresAt });
  if (!send) return unreachable(db, fresh, stored, now);
  const claimed = await changeDelivery(db, fresh, claim(now, clock), now, cap);
  if (claimed?.status !== 'sending') return claimed;
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
): Promise<Delivery | undefined> {
  const { program, outages } = deps;
  const streak = storedStreak(user.data());
  const message = event && readMessage(key.eventId, event);
  const fresh = delivery ?? (message && newDelivery(key, message.kind, correlationId, now));
  if (!fresh) return undefined;
  const change = (to: Change) => changeDelivery(deps.db, fresh, to, now);
  if (!streak || !message) return delivery && change(end('withdrawn', 'gone', now));
  if (isUnresolved(fresh, now)) {
    if (!sender.mayRepeat) return change(end('unconfirmed', 'no-answer', now));
    if (isExhausted(fresh)) return change(end('unconfirmed', 'no-answer', now));
  }
  const settled = settle(streak, now, program, outages);
  const preferences = readPreferences(user.data());
  const wrongNews = await wrongNewsOf(deps.db, message, key);
  const sealed = await sealedDayOf(deps.db, key.uid, message.day, settled);
  const decision = decide({
    ...{ uid: key.uid, channel: key.channel, message: { ...message, sealed }, wrongNews },
    ...{ preferences, settled, now, program },
  });
  switch (decision.do) {
    case 'nothing':
      return delivery && change(end('withdrawn', decision.reason, now));
    case 'withdraw':
      return change(end('withdrawn', decision.reason, now));
    case 'defer':
      return change(defer(decision.until, now));
    case 'send': {
      const reserved = warningToCome(message, key.channel, settled, preferences, user.data());
      const cap = { day: settled.today, most: preferences.dailyCap, reserved };
      const language = languageFor(preferences.language);
      const telling = { message, moment: momentOf(settled, now, program), language };
      const { expiresAt } = decision;
      return attempt(deps, sender, { fresh, stored: delivery, telling, now, expiresAt, cap });
    }
  }
}

/**
 * The warning that may still come on the streak day, which keeps its place under the daily cap from whatever
 * is neither a warning nor the end of a run nor a correction.
 */
function warningToCome(
  { kind }: Message,
  channel: Channel,
  { today, atRisk, tally }: Settled,
  preferences: Preferences,
  user: DocumentData | undefined,
): string | undefined {
  if (messages[kind].isPressing || atRisk !== today) return undefined;
  const mayCome = isReminded(tally, preferences, readReminded(user), channel);
  return mayCome ? `at_risk.${today}` : undefined;
}

/** The day that a message tells of as the ledger has it, where it is sealed: then it is one read. */
async function sealedDayOf(
  db: DeliveryDeps['db'],
  uid: string,
  day: Day,
  { state }: Settled,
): Promise<LedgerDay | undefined> {
  if (day > state.checkpoint.through) return undefined;
  const month = (await db.doc(`${userPath(uid)}/months/${monthOf(day)}`).get()).data();
  return month && readMonth(month)[day];
}

/** How many changes of a verdict are looked back. More in three days is nobody's day. */
const MOST_CHANGES = 10;

/**
 * What has become of the message that a correction takes back: the last one of its day that went out, if that
 * was not put right since. One read for each change of the verdict, mostly one, and for corrections before.
 */
async function wrongNewsOf(
  db: DeliveryDeps['db'],
  { kind, eventId, day }: Message,
  { uid, channel }: DeliveryKey,
): Promise<Situation['wrongNews']> {
  const { corrects } = messages[kind];
  if (corrects === null) return null;
  const [correction = '', , number] = eventId.split('.');
  const changes = Number(number);
  const found = async (told: string, change: number) =>
    stateOf(
      await findDelivery(db, deliveryId({ uid, eventId: `${told}.${day}.${change}`, channel })),
    );
  for (let change = changes - 1; change >= Math.max(0, changes - MOST_CHANGES); change -= 1) {
    const wrong = await found(corrects, change);
    if (wrong !== 'untold') return wrong;
    if (change > 0 && (await found(correction, change)) === 'told') return 'untold';
  }
  return 'untold';
}

function stateOf(delivery: Delivery | undefined): 'told' | 'untold' | 'on-its-way' {
  if (!delivery) return 'untold';
  const { status, sentAt, reached } = delivery;
  if (status === 'sending') return 'on-its-way';
  return sentAt !== null || reached.length > 0 || status === 'unconfirmed' ? 'told' : 'untold';
}

/** Logs and counts where a delivery has come to. */
function tell(delivery: Delivery, { key, correlationId }: Job): void {
  const { kind, channel, status, reason, attempts } = delivery;
  const context: LogContext = { operation: 'deliver', correlationId, userId: key.uid };
  const fields = { kind, channel, status, reason, attempts };
  if (status === 'failed' || status === 'waiting') log.warn('message_not_sent', context, fields);
  else log.info('message', context, fields);
  metric('message', 1, context, { kind, channel, status });
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
