import type { WaitingActivity } from './activityStore';
import type { Callables, ResponseOf } from './callables';
import { FirestreakError } from './failure';

/** What became of an activity. */
export type Outcome =
  | { readonly status: 'recorded'; readonly activityId: string; readonly answer: Answer }
  /** Not sent yet: it is kept, and sent when that is possible. */
  | { readonly status: 'waiting'; readonly activityId: string; readonly error?: FirestreakError }
  /** Refused for good, and given up. */
  | { readonly status: 'refused'; readonly activityId: string; readonly error: FirestreakError };

type Answer = ResponseOf<'logActivity'>;

export interface SendDeps {
  readonly logActivity: Callables['logActivity'];
  /** The user's IANA zone now, or undefined to leave it as it is. */
  readonly timeZone: () => string | undefined;
  readonly now: () => number;
}

/** So long after it was logged, the server's time is as good as the device's. */
const FRESH_MS = 60_000;

/** Sends an activity, once more without what the server objects to and could do without. */
export async function sendActivity(deps: SendDeps, waiting: WaitingActivity): Promise<Outcome> {
  const { activityId } = waiting;
  const timeZone = deps.timeZone();
  const request = { ...waiting.activity, activityId, ...(timeZone !== undefined && { timeZone }) };
  try {
    const answer = await deps.logActivity(request).catch((error: unknown) => {
      const easier = withoutObjection(request, error, deps.now() - waiting.loggedAt, waiting);
      if (!easier) throw error;
      return deps.logActivity(easier);
    });
    return { status: 'recorded', activityId, answer };
  } catch (error) {
    if (!(error instanceof FirestreakError)) throw error;
    return { status: error.isFinal ? 'refused' : 'waiting', activityId, error };
  }
}

type Request = Parameters<Callables['logActivity']>[0];

function withoutObjection(
  request: Request,
  error: unknown,
  age: number,
  { loggedAt }: WaitingActivity,
): Request | undefined {
  if (!(error instanceof FirestreakError)) return undefined;
  if (error.reason === 'too-many-zone-changes' && request.timeZone !== undefined) {
    const { timeZone: _, ...rest } = request;
    return rest;
  }
  // It happened just now by a clock that is wrong, so it happened just now.
  const isNow = request.occurredAt === new Date(loggedAt).toISOString();
  if (error.reason === 'out-of-range' && isNow && age < FRESH_MS) {
    const { occurredAt: _, ...rest } = request;
    return rest;
  }
  return undefined;
}
