import type { Program } from '../../functions/src/engine/program';
import { referenceBadges } from './badges';
import { hasOneToSpare, isFreeWeekday } from './cadence';
import { type JoinedChallenge, type ReferencePart, progressIn } from './challenges';
import { daysLater, mondayOf } from './calendar';
import * as journey from './journey';
import { type Downtime, isLostTo } from './downtime';
import { placed } from './participation';
import { type Announcement, isAnnounced } from './plan';
import { type Worth, totalXp, worthOf } from './worth';
import { type BegunRecovery, type Break, isWonBack, referenceOffer } from './recovery';

/** The rules of a streak, once more and naively: day by day over the calendar, nothing remembered. */

export interface PastActivity {
  readonly occurredAt: number;
  readonly type: string;
  readonly quantity: number;
  /** What the device showed; left out, the zone in force. */
  readonly timeZone?: string | undefined;
  /** Decides what comes first of what occurred at the same instant. */
  readonly activityId?: string | undefined;
}

export interface History {
  readonly program: Program;
  /** The zone that the user starts in; left out, the first that is reported. */
  readonly home?: string | undefined;
  /** Zones that are told without an activity. */
  readonly moves: readonly journey.Move[];
  /** Accepted activities, in any order. */
  readonly activities: readonly PastActivity[];
  /** Those of them that were taken back. */
  readonly undone?: readonly { readonly activityId: string }[];
  /** Outages that are in force at the end. */
  readonly outages?: readonly Downtime[];
  /** What was said of days ahead, in order. */
  readonly announced?: readonly Announcement[];
  /** Recoveries that were begun. */
  readonly recoveries?: readonly BegunRecovery[];
  /** Challenges that were joined and never left. */
  readonly challenges?: readonly JoinedChallenge[];
  readonly until: number;
}

export type ReferenceVerdict = 'active' | 'kept' | 'frozen' | 'broken' | 'missed';

export interface ReferenceStreak {
  readonly current: number;
  readonly longest: number;
  readonly lastActiveDay: string | null;
  readonly freezes: number;
  readonly xp: number;
  readonly level: number;
  readonly activeDays: number;
  readonly frozenDays: number;
  readonly activities: number;
  readonly recoveries: number;
  readonly lastRecovered: string | null;
  readonly offer: ReturnType<typeof referenceOffer>;
  readonly events: {
    readonly freeze_applied: number;
    readonly milestone: number;
    readonly streak_broken: number;
    readonly weekly_bonus: number;
  };
  /** Of each judged day, from that of the first activity on. */
  readonly verdicts: Readonly<Record<string, ReferenceVerdict>>;
  /** Those of them that are kept because the cadence does not ask for them. */
  readonly off: readonly string[];
  /** The day on which each badge was earned. */
  readonly badges: Readonly<Record<string, string>>;
  /** Of each challenge, what was done of it and the day that completed it. */
  readonly challenges: Readonly<Record<string, ReferencePart>>;
}

/** What has come of a history by `until`. */
export function referenceStreak({
  program,
  home,
  moves,
  activities: logged,
  undone = [],
  outages = [],
  announced = [],
  recoveries = [],
  challenges = [],
  until,
}: History): ReferenceStreak {
  const startHour = program.dayStartHour;
  const activities = logged.filter(({ activityId }) =>
    undone.every((each) => each.activityId !== activityId),
  );
  const stays = journeyOfUser({ program, home, moves, activities });
  const done = placed(activities, stays, startHour);
  const days = done.map(({ day }) => day).sort();
  const today = journey.dayShown(stays, until, startHour);
  const first = days[0] ?? daysLater(today, 1);
  // No zone is more than a day ahead of another, but what is dated ahead may be.
  const last = [daysLater(today, 2), ...days].sort().at(-1) ?? today;
  const byDay = new Map<string, typeof done>();
  for (const activity of done) {
    byDay.set(activity.day, [...(byDay.get(activity.day) ?? []), activity]);
  }
  const soFar: typeof done = [];
  const leaps = journey.leapsOf(stays, startHour);
  const leapsThatKept = new Set<journey.Leap>();
  const travelled: string[] = [];
  const categoryOf = (type: string) => program.activities[type]?.category ?? '';
  const everyCategory = new Set(Object.keys(program.activities).map(categoryOf));
  const hasBonus = (monday: string, through: string): boolean => {
    const seen = new Set<string>();
    for (let day = monday; day <= through && day < daysLater(monday, 7); day = daysLater(day, 1)) {
      for (const { type } of byDay.get(day) ?? []) seen.add(categoryOf(type));
    }
    return seen.size === everyCategory.size;
  };

  let [current, longest, freezes, xp] = [0, 0, 0, 0];
  let [milestone, weeklyBonus] = [0, 0];
  let lastActiveDay: string | null = null;
  const verdicts: Record<string, ReferenceVerdict> = {};
  const breaks: Break[] = [];
  let wonBack = 0;
  let lastRecovered: string | null = null;
  const badges: Record<string, string> = {};
  const worth: Worth[] = [];
  const parts: Record<string, ReferencePart> = {};
  for (const { id } of challenges) parts[id] = { value: 0, completedOn: null };
  const isLeftOut = (day: string) =>
    travelled.includes(day) || journey.isSkippedDate(stays, day, startHour);
  const isNobodysFault = (day: string) =>
    isLeftOut(day) || outages.some((outage) => isLostTo(outage, day, stays, startHour));
  const off: string[] = [];
  const spared: string[] = [];
  const gain = (points: number) => {
    for (let point = 1; point <= points; point++) {
      xp += 1;
      if (xp % program.freeze.xpPerFreeze === 0) gainFreezes(1);
    }
  };
  const gainFreezes = (count: number) => {
    freezes = Math.min(Math.max(freezes, program.freeze.maxHeld), freezes + count);
  };
  for (let day = first; day <= last; day = daysLater(day, 1)) {
    const hasEnded = journey.hasEnded(day, until, stays, startHour);
    if (!hasEnded && !journey.isOpen(day, until, stays, startHour)) continue; // it has yet to begin
    const ofDay = byDay.get(day) ?? [];
    const leap = journey.leapThatKeeps(day, leaps, leapsThatKept);
    soFar.push(...ofDay);
    if (ofDay.length > 0) {
      const lastMonday = daysLater(mondayOf(day), -7);
      const factor = hasBonus(lastMonday, day) ? program.weeklyBonus.factor : 1;
      const ofToday = ofDay.map((activity) => worthOf(activity, day, factor, program));
      worth.push(...ofToday);
      gain(totalXp(ofToday));
      for (const challenge of challenges) {
        const joinedOn = journey.dayShown(stays, challenge.joinedAt, startHour);
        const before = parts[challenge.id]?.completedOn ?? null;
        const value = progressIn(challenge, joinedOn, worth, isNobodysFault);
        const isCompleted = before !== null || value === challenge.goal.target;
        parts[challenge.id] = { value, completedOn: isCompleted ? (before ?? day) : null };
        if (before !== null || !isCompleted) continue;
        gain(challenge.reward.xp);
        gainFreezes(challenge.reward.freezes);
        if (challenge.reward.badge !== undefined) badges[challenge.reward.badge] ??= day;
      }
      current += 1;
      longest = Math.max(longest, current);
      lastActiveDay = day;
      verdicts[day] = 'active';
      if (program.milestones.includes(current)) milestone += 1;
      const monday = mondayOf(day);
      if (hasBonus(monday, day) && !hasBonus(monday, daysLater(day, -1))) weeklyBonus += 1;
      for (const id of referenceBadges(program, {
        day,
        done: soFar,
        current,
        lostRuns: breaks.map(({ lost }) => lost),
        xp,
        hasBonus: (week) => hasBonus(week, day),
      })) {
        badges[id] ??= day;
      }
    } else if (!hasEnded) {
      continue;
    } else if (isAnnounced(day, announced, stays, program)) {
      verdicts[day] = 'kept';
    } else if (current > 0 && leap) {
      verdicts[day] = 'kept';
      travelled.push(day);
      leapsThatKept.add(leap);
    } else if (journey.isSkippedDate(stays, day, startHour)) {
      verdicts[day] = 'kept';
    } else if (isFreeWeekday(day, program)) {
      verdicts[day] = 'kept';
      off.push(day);
    } else if (isNobodysFault(day)) {
      verdicts[day] = 'kept';
    } else if (current === 0) {
      verdicts[day] = 'missed';
    } else if (hasOneToSpare(day, spared, program)) {
      verdicts[day] = 'kept';
      off.push(day);
      spared.push(day);
    } else if (freezes > 0) {
      verdicts[day] = 'frozen';
      freezes -= 1;
    } else if (recoveries.some((r) => r.day === day && isWonBack(r, activities, stays, program))) {
      verdicts[day] = 'kept';
      wonBack += 1;
      lastRecovered = day;
    } else {
      verdicts[day] = 'broken';
      const activeDays = new Set(soFar.map((activity) => activity.day)).size;
      breaks.push({ day, lost: current, activities: soFar.length, activeDays, lastRecovered });
      current = 0;
    }
  }

  const counted = (verdict: ReferenceVerdict) =>
    Object.values(verdicts).filter((other) => other === verdict).length;
  return {
    current,
    longest,
    lastActiveDay,
    freezes,
    xp,
    level: referenceLevel(xp, program),
    activeDays: counted('active'),
    frozenDays: counted('frozen'),
    activities: soFar.length,
    recoveries: wonBack,
    lastRecovered,
    offer: referenceOffer(breaks.at(-1), until, stays, program),
    events: {
      freeze_applied: counted('frozen'),
      milestone,
      streak_broken: breaks.length,
      weekly_bonus: weeklyBonus,
    },
    verdicts,
    off,
    badges,
    challenges: parts,
  };
}

/** Where a user has been, by what was told and what their activities show. */
export function journeyOfUser({
  program,
  home,
  moves,
  activities,
}: Pick<History, 'program' | 'home' | 'moves' | 'activities'>): journey.Stay[] {
  const shown = activities.flatMap(({ occurredAt: at, timeZone: zone }) =>
    zone === undefined ? [] : [{ at, zone }],
  );
  return journey.journeyOf(home, [...moves, ...shown], program.dayStartHour);
}

/** One more than the levels whose end has been reached; on the last tier, the last level. */
function referenceLevel(xp: number, { levels }: Program): number {
  let level = 1;
  for (const [index, { fromXp }] of levels.tiers.entries()) {
    const next = levels.tiers[index + 1];
    if (!next) return xp >= fromXp ? levels.last : level;
    for (let step = 1; step <= levels.perTier; step++) {
      if ((xp - fromXp) * levels.perTier >= step * (next.fromXp - fromXp)) level += 1;
    }
  }
  return level;
}
