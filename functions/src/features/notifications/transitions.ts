import {
  type Delivery,
  type DeliveryStatus,
  isClosed,
  type Outcome,
} from '../../documents/delivery';

/** After so long without word an attempt counts as lost. Longer than any function here may run. */
export const LEASE_MS = 10 * 60_000;

/** Attempts before a message is given up; with the waits between them, about 10 hours. */
const MAX_ATTEMPTS = 12;
const FIRST_WAIT_MS = 60_000;
const MAX_WAIT_MS = 2 * 3_600_000;

/** A message is deferred once a night; more often than this means somebody keeps changing zones. */
const MAX_DEFERRALS = 6;

/** A change of a delivery; undefined when it has moved on and the change is not to be made. */
export type Change = (delivery: Delivery) => Delivery | undefined;

/** Whether it may be acted on at an instant: it is open and nobody else holds it. */
export function isFree(delivery: Delivery, now: number): boolean {
  const isHeld = delivery.status === 'sending' && (delivery.dueAt ?? 0) > now;
  return !isClosed(delivery) && !isHeld;
}

/**
 * Claims a free delivery for one attempt. The lease starts when the delivery is claimed, so that earlier work
 * does not shorten it.
 */
export function claim(now: number, clock = () => now): Change {
  return (delivery) => {
    if (!isFree(delivery, now)) return undefined;
    const dueAt = Math.max(now, clock()) + LEASE_MS;
    return { ...delivery, status: 'sending', attempts: delivery.attempts + 1, dueAt };
  };
}

/** Puts it off until quiet hours end. */
export function defer(until: number, now: number): Change {
  return (delivery) => {
    if (!isFree(delivery, now)) return undefined;
    const deferrals = delivery.deferrals + 1;
    return deferrals > MAX_DEFERRALS
      ? close(delivery, 'failed', 'deferred-too-often')
      : { ...delivery, status: 'deferred', deferrals, dueAt: until };
  };
}

/** Ends it without sending. */
export function end(
  status: 'withdrawn' | 'capped' | 'unconfirmed',
  why: string,
  now: number,
): Change {
  return (delivery) => (isFree(delivery, now) ? close(delivery, status, why) : undefined);
}

/** Why a delivery is closed whose event is told with another of its moment. */
const TOLD_WITH = 'told-with ';

/** Ends it, since it is told with another event of its moment: as it was where that is so already. */
export function join(delivery: Delivery, leadId: string, now: number): Delivery | undefined {
  if (toldWith(delivery) === leadId) return delivery;
  return isFree(delivery, now) ? close(delivery, 'withdrawn', TOLD_WITH + leadId) : undefined;
}

/** The event that it is told with; undefined where it is on its own. */
export function toldWith({ reason }: Delivery): string | undefined {
  return reason?.startsWith(TOLD_WITH) ? reason.slice(TOLD_WITH.length) : undefined;
}

/** Lets go of what was to be told with an event that is not told after all. */
export function release(leadId: string, now: number): Change {
  return (delivery) =>
    toldWith(delivery) === leadId
      ? { ...delivery, status: 'waiting', reason: null, dueAt: now }
      : undefined;
}

/** Reopens a failed delivery that is not known to have been sent. */
export function reopen(now: number): Change {
  return (delivery) =>
    delivery.status === 'failed' && delivery.sentAt === null
      ? { ...delivery, status: 'waiting', attempts: 0, dueAt: now }
      : undefined;
}

/**
 * Notes what the attempt with a number came to. That a message is out is noted whatever has happened
 * since; anything else only while the attempt still counts.
 */
export function conclude(attempt: number, outcome: Outcome, now: number): Change {
  return (delivery) => {
    if (outcome.is === 'accepted') return accepted(delivery, outcome, now);
    if (delivery.status !== 'sending' || delivery.attempts !== attempt) return undefined;
    if (outcome.is === 'unreachable') return close(delivery, 'withdrawn', 'unreachable');
    if (outcome.is === 'refused') return close(delivery, 'failed', outcome.code);
    if (outcome.is === 'unknown') return { ...delivery, reason: outcome.code };
    const tried = outcome.attempted ? attempt : attempt - 1;
    const noted = {
      ...delivery,
      attempts: tried,
      reason: outcome.code,
      reached: union(delivery.reached, outcome.reached),
      providerIds: union(delivery.providerIds, outcome.providerIds),
    };
    if (tried >= MAX_ATTEMPTS) {
      return noted.reached.length > 0
        ? { ...close(noted, 'sent', outcome.code), sentAt: now }
        : close(noted, 'failed', outcome.code);
    }
    const wait = Math.min(MAX_WAIT_MS, FIRST_WAIT_MS * 2 ** Math.max(0, tried - 1));
    return { ...noted, status: 'waiting', dueAt: Math.max(now + wait, outcome.at ?? 0) };
  };
}

/** Whether an attempt got no answer and its time is over, so that nobody knows whether it is out. */
export function isUnresolved({ status, dueAt }: Delivery, now: number): boolean {
  return status === 'sending' && (dueAt ?? 0) <= now;
}

/** Whether no further attempt is made. */
export function isExhausted({ attempts }: Delivery): boolean {
  return attempts >= MAX_ATTEMPTS;
}

function accepted(
  delivery: Delivery,
  outcome: Extract<Outcome, { is: 'accepted' }>,
  now: number,
): Delivery {
  const isReported = isClosed(delivery) && delivery.reports.length > 0;
  return {
    ...(isReported ? delivery : close(delivery, 'sent', null)),
    sentAt: delivery.sentAt ?? now,
    reached: union(delivery.reached, outcome.reached),
    providerIds: union(delivery.providerIds, outcome.providerIds),
  };
}

function close(delivery: Delivery, status: DeliveryStatus, reason: string | null): Delivery {
  return { ...delivery, status, reason, dueAt: null };
}

function union(some: readonly string[], more: readonly string[]): string[] {
  return [...new Set([...some, ...more])];
}
