import { weekWithDay } from './badges';
import type { Rules } from './streakDays';
import { addDays, type Day, earlierDay, FIRST_DAY, LAST_DAY } from './days';
import { achievementEvents, badgeId } from './events';
import { achievementsOf, broughtBy } from './fold';
import { type LedgerDay, sealedDaysUpTo } from './ledger';
import type { Program } from './program';
import { settle, type Settled } from './settle';
import type { StreakState } from './streakState';
import { newTally, type Tally, withActiveDay, withFirstActiveDay } from './tally';
import { totalReward } from './xp';

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
        ...withFirstActiveDay(tally, day),
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
      return entry.keptReason
        ? { ...after, ...broughtBy(entry.keptReason, day, after, entry.passedOver ?? []) }
        : after;
    case 'missed':
      return after;
    case 'open':
      return tally;
  }
}

function sumOf(a: Tally['hours'], b: Tally['hours']): Tally['hours'] {
  const sum = { ...a };
  for (const [badge, count] of Object.entries(b)) sum[badge] = (sum[badge] ?? 0) + count;
  return sum;
}

/** Ids of what sealed days have achieved after the last one of `tally`, as the ledger has recorded it. */
function recordedAchievements(
  ledger: ReadonlyMap<Day, LedgerDay>,
  tally: Tally,
  { through, badges: earned }: Tally,
  program: Program,
): string[] {
  const days = [...ledger.keys()].filter((day) => day > tally.through && day <= through).sort();
  let before = tally;
  const badges = Object.entries(earned).filter(([, day]) => day > tally.through && day <= through);
  const achieved = days.flatMap((day) => {
    const entry = ledger.get(day);
    if (!entry) return [];
    const after = withRecorded(before, day, entry, program);
    const achievements = entry.verdict === 'active' ? achievementsOf(before, after, program) : [];
    before = after;
    return achievementEvents({ day, achievements }).map(({ id }) => id);
  });
  return [...achieved, ...badges.map(([badge]) => badgeId(badge))];
}

/** A streak whose sealed days can be judged again, and what is stored of it, for `settle`. */
export interface Reopened {
  readonly state: StreakState;
  readonly stored: StreakState;
}

/**
 * Opens every day after `through` again, and those that are open anyway. The ledger is the source: of the user document only the
 * days that are not judged yet are taken, the timeline, and the badges earned until then.
 *
 * @param ledger every judged day of the user
 */
export function reopen(
  state: StreakState,
  ledger: ReadonlyMap<Day, LedgerDay>,
  through: Day,
  program: Program,
): Reopened {
  const last = earlierDay(through, state.checkpoint.through);
  const judged = Object.fromEntries([...ledger].filter(([day]) => day > last));
  const open = Object.entries(state.recent).filter(([, { verdict }]) => verdict === 'open');
  const checkpoint = recordedTally(ledger, last, state.checkpoint.badges, program);
  const achieved = recordedAchievements(ledger, checkpoint, state.checkpoint, program);
  return {
    state: {
      ...state,
      checkpoint,
      sealedDays: sealedDaysUpTo(state.sealedDays, last),
      recent: { ...Object.fromEntries(open), ...judged },
      told: [...achieved, ...state.told],
      reopened: state.reopened + 1,
    },
    stored: { ...state, recent: judged },
  };
}

type Days = ReadonlyMap<Day, LedgerDay>;

/**
 * What the whole ledger says a streak is at `now` (milliseconds since the epoch). Days that were
 * sealed under an earlier version of the program keep what that made of them; from the last of those
 * on, every day is judged again.
 *
 * @param ledger every judged day, as stored
 * @param source the same days, with their records corrected where they were wrong
 * @throws StaleOutagesError when the streak was settled with a later list of outages
 */
export function refold(
  state: StreakState,
  ledger: Days,
  source: Days,
  now: number,
  { program, outages }: Rules,
): Settled {
  const through = earlierDay(lastDayOfOldRules(ledger, program), beforeCorrections(ledger, source));
  const opened = reopen(state, source, through, program);
  const stored = { ...state, recent: Object.fromEntries(ledger) };
  return settle(opened.state, now, program, outages, stored);
}

function lastDayOfOldRules(ledger: Days, program: Program): Day {
  const old = [...ledger].filter(([, entry]) => entry.programVersion !== program.version);
  return old.map(([day]) => day).reduce((a, b) => (a > b ? a : b), FIRST_DAY);
}

/** The day before the first one whose record is corrected. */
function beforeCorrections(ledger: Days, source: Days): Day {
  const corrected = [...source].filter(([day, entry]) => entry !== ledger.get(day));
  return corrected.map(([day]) => addDays(day, -1)).reduce(earlierDay, LAST_DAY);
}
