import { isDeepStrictEqual } from 'node:util';
import type { Day } from '../shared/day';
import type { Program } from '../shared/programSchema';
import { segmentAt } from '../shared/timeline';
import { type DayRecord, emptyDay, withActivity } from '../streaks/dayRecord';
import type { LedgerDay } from '../streaks/ledgerDay';
import { type StreakState, localHourAt, openDay } from '../streaks/streakState';

/** An accepted activity as it is stored. */
export interface StoredActivity {
  readonly type: string;
  readonly quantity: number;
  /** Milliseconds since the epoch. */
  readonly occurredAt: number;
  /** The streak day that it was put on. */
  readonly day: Day;
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
    const localHour = localHourAt(state, activity.occurredAt);
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
