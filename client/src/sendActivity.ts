import type { Refusal, WaitingActivity } from './activityStore';
import type { Callables, ResponseOf } from './callables';
import type { DeviceClock, Reading } from './deviceClock';
import { FirestreakError } from './failure';

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

/**
 * Sends an activity, again without what the server objects to and could do without.
 *
 * @param seen the clocks when it was logged, if that was on this page
 */
export async function sendActivity(
  deps: SendDeps,
  waiting: WaitingActivity,
  seen: Reading | undefined,
): Promise<Outcome> {
  const { activityId } = waiting;
  const timeZone = waiting.timeZone ?? deps.timeZone(); // earlier versions kept none
  let request: Request = {
    ...aged(waiting, deps.clock.since(waiting.loggedAt, seen)),
    activityId,
    ...(timeZone !== undefined && { timeZone }),
  };
  for (;;) {
    try {
      return { status: 'recorded', activityId, answer: await deps.logActivity(request) };
    } catch (error) {
      if (!(error instanceof FirestreakError)) throw error;
      const easier = withoutObjection(request, error, waiting, seen && deps.clock.awakeSince(seen));
      if (!easier) return { status: error.isFinal ? 'refused' : 'waiting', activityId, error };
      request = easier;
    }
  }
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
