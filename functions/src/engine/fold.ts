import { earnsBonus, weekWithDay, withEarnedBadges } from './badges';
import { type DayRecord, hasRecord } from './dayRecord';
import { addDays, type Day, daysFrom } from './days';
import { type DayFacts, type KeptReason, keptReason, withJourney } from './keptDay';
import { type Program, tells, withDayOff } from './program';
import { type Tally, withActiveDay, withFirstActiveDay } from './tally';
import type { OpenDays } from './timeline';
import { badgesOf, levelOf, totalReward, withBadges } from './xp';

/**
 * What became of a day. `broken` is the missed day that ended a run; a day missed when there was no
 * run to lose is `missed`.
 */
export const verdicts = ['active', 'kept', 'frozen', 'broken', 'missed'] as const;

/** The verdict on a day. */
export type Verdict = (typeof verdicts)[number];

/** Something worth telling that happened on a day of the fold, besides its verdict. */
export type Achievement =
  | { readonly kind: 'milestone'; readonly days: number; readonly runStart: Day }
  | { readonly kind: 'weekly_bonus_earned'; readonly monday: Day }
  /** A run has become longer than every one before it. */
  | { readonly kind: 'personal_record'; readonly days: number; readonly runStart: Day }
  | { readonly kind: 'badge_earned'; readonly badge: string }
  | { readonly kind: 'level_reached'; readonly level: number; readonly tier: string };

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
export interface Ledger extends DayFacts {
  readonly program: Program;
  /** Days with a record, by day. */
  readonly records: ReadonlyMap<Day, DayRecord>;
  /**
   * The days from `from` to `to` without a record that something may keep also where there is no run: no
   * other is kept then. Left out, all may be.
   */
  readonly mayBeKeptWithoutRun?: (from: Day, to: Day) => readonly Day[];
}

/**
 * Judges every day after `tally.through` that is over, in order, and the open days that are active: the
 * others are not judged. Left out are days of which there is nothing to say: those before the first
 * active one, and those missed without a record or a run to lose. Days that are kept are judged also without
 * a run: what kept them, such as a plan, may be forgotten later.
 */
export function fold(
  tally: Tally,
  open: OpenDays,
  ledger: Ledger,
): { tally: Tally; days: JudgedDay[] } {
  const last = addDays(open.first, -1);
  const days: JudgedDay[] = [];
  const recorded = [...ledger.records.keys()].sort();
  let latest = tally;
  const nextAfter = daysToJudge(recorded, last, ledger);
  let day = nextAfter(tally.through, tally);
  for (; day !== undefined && day <= last; day = nextAfter(day, latest)) {
    const judged = withGiven(judgeDay(latest, day, ledger), ledger);
    if (judged.verdict === 'missed' && !ledger.records.has(day)) continue;
    days.push(judged);
    latest = judged.after;
  }
  if (latest.through < last) latest = { ...latest, through: last };
  for (const day of recorded.filter((each) => each >= open.first && each <= open.last)) {
    if ((ledger.records.get(day)?.count ?? 0) === 0) continue;
    const judged = withGiven(judgeDay(latest, day, ledger), ledger);
    days.push(judged);
    latest = judged.after;
  }
  return { tally: latest, days };
}

/** Finds, while a fold goes on, the next day that something may be said of. */
function daysToJudge(
  recorded: readonly Day[],
  last: Day,
  ledger: Ledger,
): (through: Day, tally: Tally) => Day | undefined {
  const { mayBeKeptWithoutRun = daysFrom } = ledger;
  let idle: Day[] | undefined;
  return (through, { current, activeDays }) => {
    if (current > 0) return addDays(through, 1);
    if (activeDays === 0) {
      return recorded.find((day) => day > through && hasSomething(day, ledger));
    }
    idle ??= [...new Set([...recorded, ...mayBeKeptWithoutRun(addDays(through, 1), last)])].sort();
    while (idle[0] !== undefined && idle[0] <= through) idle.shift();
    return idle[0];
  };
}

function hasSomething(day: Day, { records }: Ledger): boolean {
  const record = records.get(day);
  return record !== undefined && hasRecord(record);
}

function judgeDay(tally: Tally, day: Day, ledger: Ledger): JudgedDay {
  const record = ledger.records.get(day);
  if (record && record.count > 0) return judgeActive(tally, day, record, ledger.program);
  const rest = { day, xp: 0, achievements: [], before: tally };
  const through = { ...tally, through: day };
  const reason = keptReason(day, ledger, tally);
  if (reason) {
    const after = { ...through, ...broughtBy(reason, day, tally, ledger.passedOver(day)) };
    return { ...rest, verdict: 'kept', keptReason: reason, after };
  }
  if (tally.current === 0) return { ...rest, verdict: 'missed', after: through };
  if (tally.freezes > 0) {
    const frozen = { freezes: tally.freezes - 1, frozenDays: tally.frozenDays + 1 };
    return { ...rest, verdict: 'frozen', after: { ...through, ...frozen } };
  }
  const broken = {
    current: 0,
    runStart: null,
    brokenRuns: tally.brokenRuns + 1,
    longestLost: Math.max(tally.longestLost, tally.current),
  };
  return { ...rest, verdict: 'broken', after: { ...through, ...broken } };
}

/** What a day that is kept changes about a run. */
export function broughtBy(
  reason: KeptReason,
  day: Day,
  tally: Tally,
  changes: readonly number[],
): Partial<Tally> {
  if (reason === 'travel') return { journeys: withJourney(tally.journeys, changes) };
  if (reason === 'recovered') return { recoveries: tally.recoveries + 1, lastRecovered: day };
  const isOff = reason === 'off-day' && tally.current > 0;
  return isOff ? { daysOff: withDayOff(tally.daysOff, day) } : {};
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
    ...withFirstActiveDay(tally, day),
    freezes: Math.max(tally.freezes, Math.min(maxHeld, tally.freezes + earned)),
    xp,
    activities: tally.activities + record.count,
    activeDays: tally.activeDays + 1,
    week,
    hours,
    badges: withBadges(tally.badges, badgesOf(record), day),
    longestAt: current > tally.longest ? (record.firstAt ?? null) : tally.longestAt,
    periods: withActiveDay(tally.periods, day, record, gained + reward.xp),
  };
  const badges = withEarnedBadges(after, day, program);
  const complete = badges === after.badges ? after : { ...after, badges };
  return {
    day,
    verdict: 'active',
    before: tally,
    after: complete,
    xp: gained,
    achievements: achievementsOf(tally, complete, program),
  };
}

/** What an active day has achieved, by the tallies before and after it. */
export function achievementsOf(before: Tally, after: Tally, program: Program): Achievement[] {
  const { current, runStart, week } = after;
  const achievements: Achievement[] = [];
  if (runStart !== null && program.milestones.includes(current)) {
    achievements.push({ kind: 'milestone', days: current, runStart });
  }
  const hadBonus =
    before.week?.monday === week?.monday &&
    before.week !== null &&
    earnsBonus(before.week, program);
  if (week && !hadBonus && earnsBonus(week, program)) {
    achievements.push({ kind: 'weekly_bonus_earned', monday: week.monday });
  }
  if (runStart !== null && isRecord(before, after, runStart) && tells(program, 'personal_record')) {
    achievements.push({ kind: 'personal_record', days: current, runStart });
  }
  if (tells(program, 'badge_earned') && after.badges !== before.badges) {
    for (const badge of Object.keys(after.badges)) {
      if (!(badge in before.badges)) achievements.push({ kind: 'badge_earned', badge });
    }
  }
  if (tells(program, 'level_reached')) {
    const { level, tier } = levelOf(after.xp, program);
    if (level > levelOf(before.xp, program).level) {
      achievements.push({ kind: 'level_reached', level, tier });
    }
  }
  return achievements;
}

/** Active days of the shortest run that is worth beating. */
const MIN_RECORD = 7;

/** Whether a run has just become longer than the longest of those before it: once in a run. */
function isRecord({ longest, longestAt }: Tally, { current }: Tally, runStart: Day): boolean {
  if (longest < MIN_RECORD || current <= longest || longestAt === null) return false;
  // Of an earlier run it was reached before the day that was missed; of this one, a week after its start.
  return new Date(longestAt).toISOString().slice(0, 10) < runStart;
}
