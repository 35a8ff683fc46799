import { isDeepStrictEqual } from 'node:util';
import { activityPath, activityWrite } from '../../functions/src/documents/activity';
import { streakWrites } from '../../functions/src/documents/user';
import { progressedSince } from '../../functions/src/engine/challengeProgress';
import type { Day } from '../../functions/src/engine/days';
import type { LedgerDay } from '../../functions/src/engine/ledger';
import type { LivedActivity, Relived } from '../../functions/src/engine/relive';
import { settle, type Settled } from '../../functions/src/engine/settle';
import { withStoredFacts } from '../../functions/src/engine/storedFacts';
import type { Tally } from '../../functions/src/engine/tally';
import type { Write } from '../../functions/src/platform/write';
import type { ReadRow } from '../replay/readLog';
import { type ImportRules, reliveUser } from './reliveUser';
import type { StoredUser } from './storedUser';

/** A row that does not count, and why. */
export interface RefusedRow {
  readonly line: number;
  readonly reason: string;
}

/** A user as they are once the rows of a log are part of their history, ready to be written. */
export interface MergedUser {
  /** One document an activity that was not there before, the latest first. */
  readonly added: readonly Write[];
  /** The user, the ledger and what follows from them: to be written together. Empty where nothing is added. */
  readonly streak: readonly Write[];
  /** How the user stood, had they been settled now, and how they stand with the rows. */
  readonly before: Tally | undefined;
  readonly after: Tally | undefined;
  readonly refused: readonly RefusedRow[];
  /** Lines of rows whose activity is known already, from the log or from life. */
  readonly duplicates: readonly number[];
}

/**
 * The history of a user with the rows of a log in it: as if each had been logged when it was delivered.
 *
 * All that the user has done is lived through again, the rows among it, by the deployed rules; what else
 * is known of their days is kept (`withStoredFacts`). No events: what happened then is not told today.
 *
 * @param rows all of the user's, in the order of delivery
 * @param stored what is there; undefined where nothing is known of the user
 * @throws UnmergeableUser, or StaleOutagesError when the user was settled with a later list of outages
 */
export function mergedUser(
  uid: string,
  rows: readonly ReadRow[],
  rules: ImportRules,
  stored?: StoredUser,
): MergedUser {
  const { program, outages, now, source } = rules;
  const before = stored?.streak && settle(stored.streak, now, program, outages).tally;
  const relived = reliveUser(rows, rules, stored);
  const { answers, dayOf, refused, duplicates } = relived;
  const added = rows.flatMap((row) => {
    const recorded = answers.get(row);
    if (!recorded) return [];
    const { activityId, type, quantity, timeZone } = row;
    const context = { now: row.deliveredAt, correlationId: source };
    const write = activityWrite(uid, { activityId, type, quantity, timeZone }, recorded, context);
    return [{ ...write, data: { ...write.data, day: dayOf.get(activityId) } }];
  });
  if (!relived.settled || added.length === 0) {
    return { added: [], streak: [], before, after: before, refused, duplicates };
  }
  const lives = stored?.streak ? [stored] : [];
  const whole = withStoredFacts(relived.settled, lives, now, rules);
  const settled = asHistory(whole, relived, stored);
  const streak = [
    ...streakWrites(uid, settled, { now, program, correlationId: source }),
    ...movedActivities(uid, relived, stored),
  ];
  return { added: added.reverse(), streak, before, after: settled.tally, refused, duplicates };
}

/**
 * All that differs from what is stored, also days that had been judged and are open again, and nothing to
 * tell. A verdict that was told is not forgotten: what a later correction of it is told as is named after
 * how often the verdict has changed.
 */
function asHistory(
  settled: Settled,
  { challenges }: Pick<Relived, 'challenges'>,
  stored: StoredUser | undefined,
): Settled {
  const known = stored?.streak;
  const judgedBefore = new Map([...(stored?.ledger ?? []), ...Object.entries(known?.recent ?? {})]);
  const asJudged = (days: Readonly<Record<Day, LedgerDay>>) =>
    Object.fromEntries(
      Object.entries(days).map(([day, entry]) => [day, since(judgedBefore.get(day), entry)]),
    );
  const openAgain = Object.entries(settled.state.recent).filter(
    ([day, { verdict }]) => verdict === 'open' && stored?.ledger.has(day),
  );
  const days = { ...settled.changedDays, ...Object.fromEntries(openAgain) };
  const changed = Object.entries(asJudged(days)).filter(
    ([day, entry]) => !isDeepStrictEqual(entry, stored?.ledger.get(day)),
  );
  return {
    ...settled,
    state: {
      ...settled.state,
      recent: asJudged(settled.state.recent),
      ...(known && { plan: known.plan }),
      reopened: (known?.reopened ?? 0) + (judgedBefore.size > 0 ? 1 : 0),
    },
    changedDays: Object.fromEntries(changed),
    events: [],
    progressed: progressedSince(known?.enrolments ?? {}, challenges),
  };
}

/** A day as it is judged now, with what is remembered of how it was judged before. */
function since(before: LedgerDay | undefined, entry: LedgerDay): LedgerDay {
  if (!before) return { ...entry, changes: 0 };
  const wasOtherwise = before.verdict !== 'open' && before.verdict !== entry.verdict;
  const wasRest = before.keptReason === 'rest' && entry.keptReason === 'paused'; // `planWithLedger`
  return {
    ...entry,
    ...(wasRest && { keptReason: 'rest' }),
    changes: before.changes + (wasOtherwise ? 1 : 0),
  };
}

/** Activities that were logged, and count for another day now that more is known of where the user was. */
function movedActivities(
  uid: string,
  { dayOf }: Relived,
  { activities = [] }: Partial<StoredUser> = {},
): Write[] {
  const isMoved = ({ activityId, day }: LivedActivity) => (dayOf.get(activityId) ?? day) !== day;
  return activities.filter(isMoved).map(({ activityId }) => ({
    path: activityPath(uid, activityId),
    data: { day: dayOf.get(activityId) },
    fields: [['day']],
  }));
}
