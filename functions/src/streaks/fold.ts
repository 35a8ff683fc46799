import { type Day, addDays } from '../shared/day';
import type { Program } from '../shared/programSchema';
import { withEarnedBadges } from './badges';
import { canBeOff, isOffWeekday, withDayOff } from './cadence';
import type { DayRecord, KeptReason } from './dayRecord';
import { withActiveDay } from './periodTally';
import { totalReward, withRewardBadges } from './reward';
import type { Tally } from './tally';
import { earnsBonus, weekWithDay } from './week';

/**
 * What became of a day. `broken` is the missed day that ended a run; a day missed when there was no
 * run to lose is `missed`.
 */
export type Verdict = 'active' | 'kept' | 'frozen' | 'broken' | 'missed';

/** Something worth telling that happened on a day of the fold, besides its verdict. */
export type Achievement =
  | { readonly kind: 'milestone'; readonly days: number; readonly runStart: Day }
  | { readonly kind: 'weekly_bonus_earned'; readonly monday: Day };

/** The outcome of one judged day. */
export interface JudgedDay {
  readonly day: Day;
  readonly verdict: Verdict;
  readonly keptReason?: KeptReason;
  /** The tallies before and after the day. */
  readonly before: Tally;
  readonly after: Tally;
  /** XP that counts for the day's activities. */
  readonly xp: number;
  readonly achievements: readonly Achievement[];
}

/** The days that are folded and the rules they are folded by. */
export interface Ledger {
  readonly program: Program;
  /** Days with a record, by day. */
  readonly records: ReadonlyMap<Day, DayRecord>;
  /** Why a day that was not active is kept by where the user was then or by a plan, if it is. */
  keptAhead(day: Day): KeptReason | undefined;
  /** Whether a day that was not active is kept because the service was down. */
  keptByOutage(day: Day): boolean;
}

/**
 * Judges every day after `tally.through` up to and with `last`, in order. Days of which there is
 * nothing to say (no record, no run to lose) are passed over.
 */
export function fold(tally: Tally, last: Day, ledger: Ledger): { tally: Tally; days: JudgedDay[] } {
  const days: JudgedDay[] = [];
  const recorded = [...ledger.records.keys()].sort();
  let standing = tally;
  for (
    let day = nextDayToJudge(standing, recorded);
    day !== undefined && day <= last;
    day = nextDayToJudge(standing, recorded)
  ) {
    const judged = withGiven(judgeDay(standing, day, ledger), ledger);
    days.push(judged);
    standing = judged.after;
  }
  if (standing.through < last) standing = { ...standing, through: last };
  return { tally: standing, days };
}

function nextDayToJudge(tally: Tally, recorded: readonly Day[]): Day | undefined {
  if (tally.current > 0) return addDays(tally.through, 1);
  return recorded.find((day) => day > tally.through);
}

function judgeDay(tally: Tally, day: Day, ledger: Ledger): JudgedDay {
  const record = ledger.records.get(day);
  if (record && record.count > 0) return judgeActive(tally, day, record, ledger.program);
  const rest = { day, xp: 0, achievements: [], before: tally };
  const through = { ...tally, through: day };
  const kept = (keptReason: KeptReason, after: Tally = through): JudgedDay => ({
    ...rest,
    verdict: 'kept',
    keptReason,
    after,
  });
  const keptAhead = ledger.keptAhead(day);
  if (keptAhead) return kept(keptAhead);
  const isRun = tally.current > 0;
  const off = () =>
    kept('off-day', isRun ? { ...through, daysOff: withDayOff(tally.daysOff, day) } : through);
  if (isOffWeekday(day, ledger.program)) return off();
  if (ledger.keptByOutage(day)) return kept('outage');
  if (!isRun) return { ...rest, verdict: 'missed', after: through };
  if (canBeOff(tally.daysOff, day, ledger.program)) return off();
  if (tally.freezes > 0) {
    const frozen = { freezes: tally.freezes - 1, frozenDays: tally.frozenDays + 1 };
    return { ...rest, verdict: 'frozen', after: { ...through, ...frozen } };
  }
  if (record?.granted === 'recovered') {
    const recovered = { recoveries: tally.recoveries + 1, lastRecovered: day };
    return kept('recovered', { ...through, ...recovered });
  }
  const broken = {
    current: 0,
    runStart: null,
    brokenRuns: tally.brokenRuns + 1,
    longestLost: Math.max(tally.longestLost, tally.current),
  };
  return { ...rest, verdict: 'broken', after: { ...through, ...broken } };
}

/** The day with the freezes that operators gave or took on it. */
function withGiven(judged: JudgedDay, { records, program }: Ledger): JudgedDay {
  const given = records.get(judged.day)?.freezesGiven ?? 0;
  if (given === 0) return judged;
  const { after } = judged;
  const most = Math.max(after.freezes, program.freeze.maxHeld);
  const freezes = Math.min(most, Math.max(0, after.freezes + given));
  return { ...judged, after: { ...after, freezes } };
}

function judgeActive(tally: Tally, day: Day, record: DayRecord, program: Program): JudgedDay {
  const { xpPerFreeze, maxHeld } = program.freeze;
  const week = weekWithDay(tally.week, day, record, program);
  const gained = week.boosted ? record.boostedXp : record.plainXp;
  const reward = totalReward(record.rewards);
  const xp = tally.xp + gained + reward.xp;
  const byXp = Math.floor(xp / xpPerFreeze) - Math.floor(tally.xp / xpPerFreeze);
  const earned = byXp + reward.freezes;
  const current = tally.current + 1;
  const runStart = tally.runStart ?? day;
  const hours = { ...tally.hours };
  for (const [badge, count] of Object.entries(record.hours)) {
    hours[badge] = (hours[badge] ?? 0) + count;
  }
  const after: Tally = {
    ...tally,
    through: day,
    current,
    longest: Math.max(tally.longest, current),
    runStart,
    lastActiveDay: day,
    freezes: Math.max(tally.freezes, Math.min(maxHeld, tally.freezes + earned)),
    xp,
    activities: tally.activities + record.count,
    activeDays: tally.activeDays + 1,
    week,
    hours,
    badges: withRewardBadges(tally.badges, record.rewards, day),
    longestAt: current > tally.longest ? (record.firstAt ?? null) : tally.longestAt,
    periods: withActiveDay(tally.periods, day, record, gained + reward.xp),
  };
  const achievements: Achievement[] = [];
  if (program.milestones.includes(current)) {
    achievements.push({ kind: 'milestone', days: current, runStart });
  }
  const hadBonus = tally.week?.monday === week.monday && earnsBonus(tally.week, program);
  if (!hadBonus && earnsBonus(week, program)) {
    achievements.push({ kind: 'weekly_bonus_earned', monday: week.monday });
  }
  const badges = withEarnedBadges(after, day, program);
  return {
    day,
    verdict: 'active',
    before: tally,
    after: badges === after.badges ? after : { ...after, badges },
    xp: gained,
    achievements,
  };
}
