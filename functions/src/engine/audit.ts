import { isDeepStrictEqual } from 'node:util';
import type { Rules } from './streakDays';
import { type DayRecord, emptyDay, withActivity } from './dayRecord';
import type { Day } from './days';
import { type LedgerDay, unknownSealedDays, withoutKeptWithoutRun } from './ledger';
import type { Program } from './program';
import { refold } from './reopen';
import { settle, type Settled } from './settle';
import { localHourOf } from './placement';
import { openDay, type StreakState } from './streakState';
import type { Tally } from './tally';
import { segmentAt } from './timeline';
import { type UserFields, userFields } from './userFields';

/** A field that is not what it should be. */
export interface Difference {
  /** Names of the field and of those that it lies in, with dots between. */
  readonly field: string;
  /** Undefined where there is none. */
  readonly before: unknown;
  readonly after: unknown;
}

/** Every field, however deep, in which two plain values differ. Lists are compared as wholes. */
export function differencesBetween(before: unknown, after: unknown, field = ''): Difference[] {
  if (isRecord(before) && isRecord(after)) {
    const names = [...new Set([...Object.keys(before), ...Object.keys(after)])].sort();
    return names.flatMap((name) =>
      differencesBetween(before[name], after[name], field === '' ? name : `${field}.${name}`),
    );
  }
  return JSON.stringify(before) === JSON.stringify(after) ? [] : [{ field, before, after }];
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** An accepted activity as it is stored. */
export interface StoredActivity {
  readonly type: string;
  readonly quantity: number;
  /** Milliseconds since the epoch. */
  readonly occurredAt: number;
  /** The streak day that it was put on. */
  readonly day: Day;
  /** What its device showed, if it said so. */
  readonly timeZone?: string | undefined;
}

/**
 * The ledger with the records that the activities lead to, wherever it says otherwise; verdicts stay
 * as they are. A day with a record but no activity is left alone, as is what a day judged by earlier
 * rules was worth, unless its number of activities is wrong.
 */
export function ledgerOfActivities(
  activities: readonly StoredActivity[],
  ledger: ReadonlyMap<Day, LedgerDay>,
  state: StreakState,
  program: Program,
): Map<Day, LedgerDay> {
  const records = new Map<Day, DayRecord>();
  const zones = new Map<Day, string>();
  for (const activity of activities) {
    const localHour = localHourOf(state.timeline, activity);
    const before = records.get(activity.day) ?? emptyDay;
    records.set(activity.day, withActivity(before, { ...activity, localHour }, program));
    zones.set(activity.day, segmentAt(state.timeline, activity.occurredAt).zone);
  }
  const corrected = new Map(ledger);
  for (const [day, record] of records) {
    const entry = ledger.get(day) ?? openDay(zones.get(day) ?? '', program);
    if (!isSame(entry, record, program)) corrected.set(day, { ...entry, ...record });
  }
  return corrected;
}

/** Hours do not count here: the timeline may have forgotten the zone of an old activity. */
function isSame(entry: LedgerDay, record: DayRecord, program: Program): boolean {
  if (entry.count !== record.count) return false;
  if (entry.programVersion !== program.version) return true;
  return (
    entry.plainXp === record.plainXp &&
    entry.boostedXp === record.boostedXp &&
    isDeepStrictEqual(entry.capped, record.capped) &&
    entry.categories.join() === record.categories.join()
  );
}

/** All that is stored of a user's streak. */
export interface Stored {
  /** The shard that the user belongs to. */
  readonly shard: number;
  readonly user: UserFields & { readonly shard: number; readonly board?: unknown };
  /** Every judged day. */
  readonly ledger: ReadonlyMap<Day, LedgerDay>;
}

/**
 * Where the user document and the ledger are not what the days' records lead to, at the instant of
 * the last settling. A document written under an earlier version of the program is first settled
 * under this one.
 *
 * @param source the ledger with its records corrected
 * @throws StaleOutagesError when the streak was settled with a later list of outages
 */
export function driftOf(
  { shard, user, ledger }: Stored,
  rules: Rules,
  source: Stored['ledger'] = ledger,
): Difference[] {
  const { streak } = user;
  const { program, outages } = rules;
  const at = streak.settledAt;
  const settled = refold(streak, ledger, source, at, rules);
  const actual =
    user.programVersion === program.version
      ? user
      : { shard, ...userFields(settle(streak, at, program, outages), program) };
  const { sealedDays } = actual.streak;
  const isKnown = sealedDays.from !== unknownSealedDays.from;
  const expected = { ...settled, state: { ...settled.state, ...(!isKnown && { sealedDays }) } };
  return [
    ...differencesBetween(
      comparable(actual),
      comparable(withFirstDaysAsIn(actual, { shard, ...userFields(expected, program) })),
    ),
    ...ledgerDifferences(ledger, settled, program),
  ];
}

/** The first active day has not always been kept: a document that lacks it is not wrong. */
function withFirstDaysAsIn<User extends Stored['user']>(actual: Stored['user'], user: User): User {
  const asIn = (known: Tally, { firstActiveDay, ...tally }: Tally): Tally =>
    firstActiveDay === undefined || known.firstActiveDay === undefined
      ? tally
      : { ...tally, firstActiveDay };
  const checkpoint = asIn(actual.streak.checkpoint, user.streak.checkpoint);
  const standing = asIn(actual.standing, user.standing);
  return { ...user, streak: { ...user.streak, checkpoint }, standing };
}

/** Activities in the ledger and on days that are not judged yet. */
export function countedActivities({ ledger, user }: Stored): number {
  const open = Object.values(user.streak.recent).filter(({ verdict }) => verdict === 'open');
  return [...ledger.values(), ...open].reduce((sum, { count }) => sum + count, 0);
}

/**
 * Without the version of the outages: whoever none concerned has not been written since. And without
 * the reminder's time, which is no longer what settling made it once the reminder was given, and the
 * count of reopenings, of which an audit makes one itself, nor scores, which follow from the rest, nor
 * sealed days that were kept without a run.
 */
function comparable({ streak, remindAt: _, board: __, ...user }: Stored['user']) {
  const sealedDays = withoutKeptWithoutRun(streak.sealedDays);
  return { ...user, streak: { ...streak, sealedDays, outagesVersion: 0, reopened: 0 } };
}

/** Days that were kept without a run have not always been noted, and what kept them may be forgotten. */
function isKeptWithoutRun({ verdict, current }: LedgerDay): boolean {
  return verdict === 'kept' && current === 0;
}

function ledgerDifferences(
  ledger: Stored['ledger'],
  { changedDays }: Settled,
  program: Program,
): Difference[] {
  return Object.entries(changedDays).flatMap(([day, after]) => {
    const before = ledger.get(day);
    const isOfOldRules = before !== undefined && before.programVersion !== program.version;
    const isUnnoted = before === undefined && isKeptWithoutRun(after);
    return isOfOldRules || isUnnoted ? [] : differencesBetween(before, after, `days.${day}`);
  });
}
