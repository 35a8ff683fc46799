import type { Refusal, WaitingActivity } from './activityStore';
import type { Callables, ResponseOf } from './callables';
import type { DeviceClock, Reading } from './deviceClock';
import { type FailureReason, FirestreakError } from './failure';

/** What became of an activity. */
export type Outcome =
  | { readonly status: 'recorded'; readonly activityId: string; readonly answer: Answer }
  /** Not sent yet: it is kept, and sent when that is possible. */
  | {
      readonly status: 'waiting';
      readonly activityId: string;
      readonly error?: FirestreakError;
      /** Whether it is to be taken back. */
      readonly undo?: true;
    }
  /** Taken back; `answer` is null where it had never arrived. */
  | {
      readonly status: 'undone';
      readonly activityId: string;
      readonly answer: ResponseOf<'undoActivity'> | null;
    }
  /** Refused for good: it is not sent again, and kept until the app acknowledges that. */
  | { readonly status: 'refused'; readonly activityId: string; readonly error: FirestreakError };

type Answer = ResponseOf<'logActivity'>;

export interface SendDeps {
  readonly logActivity: Callables['logActivity'];
  readonly logActivities: Callables['logActivities'];
  readonly undoActivity: Callables['undoActivity'];
  /** The user's IANA zone now, or undefined to leave it as it is. */
  readonly timeZone: () => string | undefined;
  readonly clock: DeviceClock;
}

type Request = Parameters<Callables['logActivity']>[0];

/** Whoever has been awake for less since then has done it just now, whatever the clocks say. */
const FRESH_MS = 60_000;

/** An activity is too old long before this, which any server takes for an age. */
const MAX_AGE_MS = 366 * 86_400_000;

/** An activity that is to be sent. */
export interface Sending {
  readonly waiting: WaitingActivity;
  /** The clocks when it was logged, if that was on this page. */
  readonly seen: Reading | undefined;
}

/** Sends an activity, again without what the server objects to and could do without. */
export async function sendActivity(deps: SendDeps, sending: Sending): Promise<Outcome> {
  const { waiting, seen } = sending;
  const { activityId } = waiting;
  let request = requestOf(deps, sending);
  for (;;) {
    try {
      return { status: 'recorded', activityId, answer: await deps.logActivity(request) };
    } catch (error) {
      if (!(error instanceof FirestreakError)) throw error;
      const easier = withoutObjection(request, error, waiting, seen && deps.clock.awakeSince(seen));
      if (!easier) return unsent(activityId, error);
      request = easier;
    }
  }
}

/**
 * Sends activities in one call, oldest first. What the server objects to and could do without is sent again
 * alone.
 *
 * @returns what became of each; undefined where the call as a whole is refused for good, as by functions that
 *   do not know it yet: then each is to be sent alone
 */
export async function sendActivities(
  deps: SendDeps,
  batch: readonly Sending[],
): Promise<readonly Outcome[] | undefined> {
  const requests = batch.map((sending) => requestOf(deps, sending));
  let answer;
  try {
    answer = await deps.logActivities({ activities: requests });
  } catch (error) {
    if (!(error instanceof FirestreakError)) throw error;
    if (error.isFinal || isAbsent(error)) return undefined;
    return batch.map(({ waiting }) => unsent(waiting.activityId, error));
  }
  const { outcomes, streak, challenges } = answer;
  const became: Outcome[] = [];
  for (const [index, sending] of batch.entries()) {
    const { recorded, refused } = outcomes[index] ?? { recorded: null, refused: null };
    const { activityId } = sending.waiting;
    if (recorded && streak) {
      const whole = { activityId, ...recorded, streak, challenges };
      became.push({ status: 'recorded', activityId, answer: whole });
    } else if (refused) {
      const { reason, code, message, retryAfterMs } = refused;
      const of = [reason as FailureReason, code, message, undefined, undefined] as const;
      const error = new FirestreakError(...of, retryAfterMs);
      const awake = sending.seen && deps.clock.awakeSince(sending.seen);
      const request = requests[index];
      const easier = request && withoutObjection(request, error, sending.waiting, awake);
      became.push(easier ? await sendActivity(deps, sending) : unsent(activityId, error));
    }
  }
  return became;
}

function requestOf({ timeZone, clock }: SendDeps, { waiting, seen }: Sending): Request {
  const zone = waiting.timeZone ?? timeZone(); // earlier versions kept none
  return {
    ...aged(waiting, clock.since(waiting.loggedAt, seen)),
    activityId: waiting.activityId,
    ...(zone !== undefined && { timeZone: zone }),
  };
}

function unsent(activityId: string, error: FirestreakError): Outcome {
  return { status: error.isFinal ? 'refused' : 'waiting', activityId, error };
}

function isAbsent({ reason }: FirestreakError): boolean {
  return reason === 'misconfigured' || reason === 'not-deployed';
}

/** Takes an activity back. */
export async function sendUndo(
  { undoActivity }: SendDeps,
  { activityId }: WaitingActivity,
): Promise<Outcome> {
  try {
    return { status: 'undone', activityId, answer: await undoActivity({ activityId }) };
  } catch (error) {
    if (!(error instanceof FirestreakError)) throw error;
    if (error.reason === 'unknown-activity') return { status: 'undone', activityId, answer: null };
    if (error.isFinal) return { status: 'refused', activityId, error };
    return { status: 'waiting', activityId, error, undo: true };
  }
}

/** Why an activity was refused, as it is kept. */
export function refusalOf({ reason, code, message, correlationId }: FirestreakError): Refusal {
  return { reason, code, message, ...(correlationId !== undefined && { correlationId }) };
}

/**
 * The activity with its age instead of its time: how long ago it was by the device's own clock, which
 * the server takes from its own. A time ahead of that clock is not by it, and left to the server.
 *
 * @param sinceLogged milliseconds
 */
function aged({ activity, loggedAt }: WaitingActivity, sinceLogged: number) {
  const { occurredAt, ...rest } = activity;
  const before = loggedAt - Date.parse(occurredAt);
  return before >= 0 ? { ...rest, ageMs: Math.min(before + sinceLogged, MAX_AGE_MS) } : activity;
}

/** @param awake how long the device has been awake since it was logged, if that is known */
function withoutObjection(
  request: Request,
  { reason }: FirestreakError,
  waiting: WaitingActivity,
  awake: number | undefined,
): Request | undefined {
  if (reason === 'unknown-time-zone' && request.timeZone !== undefined) {
    const { timeZone: _, ...rest } = request;
    return rest;
  }
  const fresh = aged(waiting, 0);
  if (reason === 'out-of-range' && awake !== undefined && 'ageMs' in fresh) {
    // The clock was set forward, which looks as if the device had slept.
    const looksOlder = (request.ageMs ?? 0) - fresh.ageMs > FRESH_MS;
    if (awake < FRESH_MS && looksOlder) return { ...request, ageMs: fresh.ageMs };
  }
  return undefined;
}
