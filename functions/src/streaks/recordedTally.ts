import type { Day } from '../shared/day';
import type { Program } from '../shared/programSchema';
import { withDayOff } from './cadence';
import type { LedgerDay } from './ledgerDay';
import { withActiveDay } from './periodTally';
import { totalReward } from './reward';
import { type Tally, newTally } from './tally';
import { weekWithDay } from './week';

/**
 * The tally after `through` as the ledger has recorded it, without judging any day again, so that
 * days judged by earlier rules keep what those rules made of them. Weeks count by the categories of
 * the program in force.
 *
 * @param ledger every judged day, in any order
 * @param badges when each badge was earned; those earned later are left out
 */
export function recordedTally(
  ledger: ReadonlyMap<Day, LedgerDay>,
  through: Day,
  badges: Tally['badges'],
  program: Program,
): Tally {
  let tally = newTally(through);
  for (const day of [...ledger.keys()].filter((each) => each <= through).sort()) {
    const entry = ledger.get(day);
    if (entry) tally = withRecorded(tally, day, entry, program);
  }
  const earned = Object.entries(badges).filter(([, day]) => day <= through);
  return { ...tally, badges: Object.fromEntries(earned) };
}

function withRecorded(tally: Tally, day: Day, entry: LedgerDay, program: Program): Tally {
  const after = { ...tally, current: entry.current, freezes: entry.freezes };
  switch (entry.verdict) {
    case 'active': {
      const xp = entry.xp + totalReward(entry.rewards).xp;
      const isLongest = entry.current > tally.longest;
      return {
        ...after,
        longest: Math.max(tally.longest, entry.current),
        runStart: tally.runStart ?? day,
        lastActiveDay: day,
        xp: tally.xp + xp,
        activities: tally.activities + entry.count,
        activeDays: tally.activeDays + 1,
        week: weekWithDay(tally.week, day, entry, program),
        hours: sumOf(tally.hours, entry.hours),
        longestAt: isLongest ? (entry.firstAt ?? null) : tally.longestAt,
        periods: withActiveDay(tally.periods, day, entry, xp),
      };
    }
    case 'frozen':
      return { ...after, frozenDays: tally.frozenDays + 1 };
    case 'broken':
      return {
        ...after,
        runStart: null,
        brokenRuns: tally.brokenRuns + 1,
        longestLost: Math.max(tally.longestLost, entry.lost ?? 0),
      };
    case 'kept':
      return withKept(after, day, entry);
    case 'missed':
      return after;
    case 'open':
      return tally;
  }
}

function withKept(tally: Tally, day: Day, { keptReason, current }: LedgerDay): Tally {
  if (keptReason === 'recovered') {
    return { ...tally, recoveries: tally.recoveries + 1, lastRecovered: day };
  }
  const isOff = keptReason === 'off-day' && current > 0;
  return isOff ? { ...tally, daysOff: withDayOff(tally.daysOff, day) } : tally;
}

function sumOf(a: Tally['hours'], b: Tally['hours']): Tally['hours'] {
  const sum = { ...a };
  for (const [badge, count] of Object.entries(b)) sum[badge] = (sum[badge] ?? 0) + count;
  return sum;
}
