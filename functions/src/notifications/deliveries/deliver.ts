import { type LogContext, log } from '../../platform/log';
import { metric } from '../../platform/metric';
import { readStreak } from '../../streaks/documents';
import { type Settled, settle } from '../../streaks/settle';
import { decide } from '../messages/decide';
import type { Message } from '../messages/message';
import { readMessage } from '../messages/stored';
import { readPreferences } from '../preferences/documents';
import type { Preferences } from '../preferences/preferences';
import { type Delivery, type DeliveryKey, deliveryId, isClosed, newDelivery } from './delivery';
import type { DeliveryDeps, Sender } from './deps';
import { attempt } from './attempt';
import { type LoadedDelivery, changeDelivery, loadDelivery } from './store';
import { type Change, defer, end, isExhausted, isUnresolved } from './transitions';

/** A delivery that is due, or may be. */
export interface Job {
  readonly key: DeliveryKey;
  readonly correlationId: string;
  /** Milliseconds since the epoch; undefined: by `deps.now`. */
  readonly at?: number;
}

/**
 * Brings a delivery as far as it can go now: decides by the user's streak and preferences at this
 * moment, claims, sends, and records what came of it; or arranges for it to be gone on with when its
 * time comes. It may be called at any time, any number of times, also side by side.
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
  const streak = readStreak(user.data());
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
  const decision = decide({ ...about(message, key, preferences, settled), now, program });
  switch (decision.do) {
    case 'nothing':
      return delivery && change(end('withdrawn', decision.reason, now));
    case 'withdraw':
      return change(end('withdrawn', decision.reason, now));
    case 'defer':
      return change(defer(decision.until, now));
    case 'send': {
      const cap = { day: settled.today, most: preferences.dailyCap };
      const { language } = preferences;
      const { expiresAt } = decision;
      return attempt(deps, sender, {
        fresh,
        stored: delivery,
        message,
        language,
        now,
        expiresAt,
        cap,
      });
    }
  }
}

function about(
  message: Message,
  { uid, channel }: DeliveryKey,
  preferences: Preferences,
  settled: Settled,
) {
  return { uid, message, channel, preferences, settled };
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
