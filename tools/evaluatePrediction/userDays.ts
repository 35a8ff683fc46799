import { type DayRecord, emptyDay, withActivity } from '../../functions/src/engine/dayRecord';
import { addDays, type Day, laterDay } from '../../functions/src/engine/days';
import { fold, type JudgedDay } from '../../functions/src/engine/fold';
import type { Program } from '../../functions/src/engine/program';
import { newTally } from '../../functions/src/engine/tally';
import { streakDayAt, zoneOffset } from '../../functions/src/engine/zones';
import type { LogRow } from '../replay/logRow';
import { groupBy } from './groupBy';

/** One user of a log: what was done on each day, and how the streak went. */
export interface UserDays {
  readonly user: string;
  readonly records: ReadonlyMap<Day, DayRecord>;
  /** Wall-clock hour, with its fraction, of the first activity of each day. */
  readonly firstHours: ReadonlyMap<Day, number>;
  /** Days judged by the streak rules; days on which there was no streak to lose are missing. */
  readonly judged: ReadonlyMap<Day, JudgedDay>;
}

/**
 * The users of a log. Each activity is put on the streak day of its row's zone, never on one before the
 * row that precedes it; what changes of zone keep is left out, since no likelihood speaks of it.
 */
export function userDays(rows: readonly LogRow[], program: Program): UserDays[] {
  const byUser = groupBy(rows, ({ user }) => user);
  return [...byUser].map(([user, own]) => daysOf(user, own, program));
}

function daysOf(user: string, rows: readonly LogRow[], program: Program): UserDays {
  const seen = new Set<string>();
  const records = new Map<Day, DayRecord>();
  const firstHours = new Map<Day, number>();
  let floor: Day = '';
  for (const row of [...rows].sort((a, b) => a.occurredAt - b.occurredAt)) {
    if (seen.has(row.activityId)) continue;
    seen.add(row.activityId);
    const { timeZone, occurredAt, type, quantity } = row;
    const day = laterDay(streakDayAt(occurredAt, timeZone, program.dayStartHour), floor);
    floor = day;
    const hour = wallHour(occurredAt, timeZone);
    if (!firstHours.has(day)) firstHours.set(day, hour);
    const activity = { type, quantity, localHour: Math.floor(hour), occurredAt };
    records.set(day, withActivity(records.get(day) ?? emptyDay, activity, program));
  }
  const end = addDays(floor, 11);
  const { days } = fold(
    newTally(''),
    { first: end, last: end },
    {
      program,
      records,
      planned: () => undefined,
      passedOver: () => [],
      isSkippedDate: () => false,
      keptByOutage: () => false,
      isWonBack: () => false,
    },
  );
  return { user, records, firstHours, judged: new Map(days.map((day) => [day.day, day])) };
}

function wallHour(instant: number, zone: string): number {
  return ((instant + zoneOffset(zone, instant)) % 86_400_000) / 3_600_000;
}
