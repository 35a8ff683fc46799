import type { DocumentData, Firestore, Transaction } from 'firebase-admin/firestore';
import { codeOfReason, type ErrorReason, FirestreakError, isRefusal } from '../../contracts/errors';
import { userPath } from '../../contracts/ids';
import type { Limit } from '../../contracts/rateLimits';
import type {
  LogActivitiesRequest,
  LogActivitiesResponse,
  LogActivityRequest,
  LogActivityResponse,
} from '../../contracts/streaks';
import {
  activitiesArrival,
  activitiesLimit,
  activityPath,
  readAnswer,
  readPlaced,
  undoneDay,
} from '../../documents/activity';
import type { StreakDeps } from '../../documents/load';
import { publishedFrom } from '../../documents/outbox';
import { readStreak, streakWrites } from '../../documents/user';
import { viewParticipation } from '../../engine/challengeProgress';
import { type DatedActivity, repeated } from '../../engine/recordActivity';
import type { Refusal } from '../../engine/refusal';
import { LATE_WINDOW_MS, settle, type Settled } from '../../engine/settle';
import { knownStreak } from '../../engine/streakState';
import { viewStreak } from '../../engine/streakView';
import { catalogue } from '../../events';
import { metric } from '../../platform/metric';
import { assertAllowed, consume, readLimit } from '../../platform/rateLimit';
import type { Caller } from '../../platform/request';
import { runTransaction, type Write, writeInTransaction } from '../../platform/write';
import { RecordBatch } from './recordBatch';
import { withoutToldEvents } from './resettle';

/** What logging needs from outside. */
export interface LoggingDeps extends StreakDeps {
  /** How many activities a user may log; left out: as many as come. */
  readonly limit?: Limit;
  /** How far activities may be dated back, in milliseconds; left out: 48 hours, as far as a device may. */
  readonly window?: number;
}

/** What became of one activity, in the order of the request. */
type Outcome =
  | { readonly answer: LogActivityResponse; readonly isNew: boolean }
  | { readonly activityId: string; readonly refusal: Refusal<ErrorReason> };

/**
 * Records an activity in one transaction: the activity with its answer, the user's streak, the
 * ledger days that changed, and the events that follow. A repeat of the `activityId` gets the first
 * answer and changes nothing, also while the first call is still running.
 *
 * How many a user may log is counted in the user's document, which is read and written anyway.
 *
 * @throws FirestreakError for what the contract names
 */
export async function logActivity(
  deps: LoggingDeps,
  caller: Caller,
  request: LogActivityRequest,
): Promise<LogActivityResponse> {
  const { outcomes } = await logAll(deps, caller, 'logActivity', [request]);
  const [outcome] = outcomes;
  if (!outcome) throw new Error('An activity has no outcome.');
  if ('refusal' in outcome) throw outcome.refusal;
  return outcome.answer;
}

/**
 * Records activities in the order in which they are given, all in one transaction: what comes of it is what
 * would come of logging them one by one. One that is refused does not keep the others.
 *
 * @throws FirestreakError for what concerns all of them
 */
export async function logActivities(
  deps: LoggingDeps,
  caller: Caller,
  { activities }: LogActivitiesRequest,
): Promise<LogActivitiesResponse> {
  const { outcomes, streak } = await logAll(deps, caller, 'logActivities', activities);
  const { program, outages } = deps;
  const at = deps.now();
  const settled = streak && settle(streak, at, program, outages);
  return {
    outcomes: outcomes.map((outcome) => {
      if ('answer' in outcome) {
        const { activityId, streak: _, challenges: __, ...recorded } = outcome.answer;
        return { activityId, recorded, refused: null };
      }
      const { activityId, refusal } = outcome;
      const { reason, message, details } = refusal;
      const wait = details['retryAfterMs'];
      const limited = typeof wait === 'number' && { retryAfterMs: wait };
      const refused = { reason, code: codeOfReason[reason], message, ...limited };
      return { activityId, recorded: null, refused };
    }),
    streak: settled ? viewStreak(settled, at, program) : null,
    challenges: Object.entries(settled?.challenges ?? {}).map(([id, participation]) =>
      viewParticipation(id, participation, participation),
    ),
  };
}

/** Records activities in one transaction, and tells the metrics of it. */
async function logAll(
  deps: LoggingDeps,
  { uid, correlationId }: Caller,
  operation: string,
  requests: readonly LogActivityRequest[],
) {
  const { db, now } = deps;
  const arrivedAt = now(); // before attempts that conflicts may repeat
  const activities = requests.map((request) => dated(request, arrivedAt));
  const logged = await runTransaction(db, uid, (transaction) =>
    logIn(transaction, deps, { uid, correlationId }, activities),
  );
  for (const [index, outcome] of logged.outcomes.entries()) {
    const isCapped = 'answer' in outcome && outcome.isNew && outcome.answer.cappedXp > 0;
    if (!isCapped) continue;
    const context = { operation, correlationId, userId: uid };
    metric('xp_capped', outcome.answer.cappedXp, context, { type: activities[index]?.type ?? '' });
  }
  return logged;
}

async function logIn(
  transaction: Transaction,
  { db, program, now, outages, publishes, limit, window = LATE_WINDOW_MS }: LoggingDeps,
  { uid, correlationId }: Caller,
  activities: readonly DatedActivity[],
) {
  const ids = [...new Set(activities.map(({ activityId }) => activityId))];
  const [user, ...found] = await transaction.getAll(
    db.doc(userPath(uid)),
    ...ids.map((id) => db.doc(activityPath(uid, id))),
  );
  const known = new Map(found.map((each) => [each.id, each.data()]));
  const context = { now: now(), program, outages, correlationId, window };
  const streak = readStreak(user?.data());
  const batch = new RecordBatch(transaction, db, uid, streak, context);
  let arrival: Promise<number | undefined> | undefined;
  const answers = new Map<string, LogActivityResponse>();
  const logOne = async (activity: DatedActivity) => {
    const { activityId } = activity;
    const stored = known.get(activityId);
    assertNotUndone(stored);
    const answered = answers.get(activityId) ?? (stored && readAnswer(stored));
    if (answered) return { answer: answered, isNew: false };
    const merged = readPlaced(activityId, stored);
    if (merged) {
      const settled = batch.settled ?? settle(knownStreak(streak), context.now, program, outages);
      return { answer: repeated(merged, settled, context.now, program), isNew: false };
    }
    arrival ??= limit && arrivalSoFar(transaction, db, uid, user?.data());
    const next = limit && counted(await arrival, context.now, limit);
    const { response } = await batch.record(activity);
    if (limit) arrival = Promise.resolve(next);
    answers.set(activityId, response);
    return { answer: response, isNew: true };
  };
  const outcomes: Outcome[] = [];
  for (const activity of activities) {
    const { activityId } = activity;
    try {
      outcomes.push(await logOne(activity));
    } catch (refusal) {
      if (!isRefusal(refusal)) throw refusal;
      outcomes.push({ activityId, refusal });
    }
  }
  const { settled } = batch;
  if (settled) {
    const arrives = await arrival;
    const origin = {
      ...publishedFrom(publishes, user?.data()),
      backdated: batch.isBackdated,
    };
    const alongside = arrives !== undefined && { alongside: activitiesArrival.write(arrives) };
    const writes = streakWrites(uid, settled, { ...context, ...alongside, ...origin });
    writeInTransaction(transaction, db, [
      ...batch.writes(),
      ...(await withoutKnown(transaction, db, settled, writes)),
    ]);
  }
  return { outcomes, streak: settled?.state ?? streak };
}

/** @throws FirestreakError `activity-undone` */
function assertNotUndone(activity: DocumentData | undefined): void {
  if (undoneDay(activity) === undefined) return;
  const message = 'This activity was taken back. Log another under an activityId of its own.';
  throw new FirestreakError('activity-undone', message);
}

/** The activity with its instant by the server's clock, when it was sent with its age. */
function dated({ ageMs, ...activity }: LogActivityRequest, arrivedAt: number): DatedActivity {
  if (ageMs === undefined) return activity;
  return { ...activity, occurredAt: new Date(arrivedAt - ageMs).toISOString() };
}

/** With a run comes back what was achieved in it, which has been told if it stood before. */
function withoutKnown(
  transaction: Transaction,
  db: Firestore,
  { events }: Settled,
  writes: readonly Write[],
): Promise<Write[]> | readonly Write[] {
  const isBack = events.some(({ kind }) => catalogue[kind].category === 'run-back');
  return isBack ? withoutToldEvents(transaction, db, writes) : writes;
}

/**
 * The theoretical arrival time of the user's next activity. If the user's document does not have it, an
 * erasure may have deleted it: then it is in `rateLimits`, which is one more read, once in the life of a
 * document.
 */
async function arrivalSoFar(
  transaction: Transaction,
  db: Firestore,
  uid: string,
  user: DocumentData | undefined,
): Promise<number | undefined> {
  const known = activitiesArrival.read(user);
  if (known !== undefined) return known;
  return readLimit((await transaction.get(activitiesLimit(db, uid))).data());
}

/**
 * Counts an activity.
 *
 * @returns the theoretical arrival time of the next one
 * @throws FirestreakError
 */
function counted(arrival: number | undefined, now: number, limit: Limit): number {
  const result = consume(arrival, now, limit);
  assertAllowed(result);
  return result.theoreticalArrival;
}
