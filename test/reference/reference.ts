import type { Program } from '../../functions/src/shared/programSchema';
import { referenceBadges } from './badges';
import { daysLater, hourShown, mondayOf } from './calendar';
import { type Move, dayOn, isSkippedDate, journeyOf, stayAt } from './journey';

/** The rules of a streak, once more and naively: day by day over the calendar, nothing remembered. */

export interface PastActivity {
  readonly occurredAt: number;
  readonly type: string;
  readonly quantity: number;
}

export interface History {
  readonly program: Program;
  /** The zone that the user starts in. */
  readonly home: string;
  /** In order of time. */
  readonly moves: readonly Move[];
  /** Accepted activities, in any order. */
  readonly activities: readonly PastActivity[];
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
  readonly events: {
    readonly freeze_applied: number;
    readonly milestone: number;
    readonly streak_broken: number;
    readonly weekly_bonus: number;
  };
  /** Of each judged day, from that of the first activity on. */
  readonly verdicts: Readonly<Record<string, ReferenceVerdict>>;
  /** The day on which each badge was earned. */
  readonly badges: Readonly<Record<string, string>>;
}

/** What has come of a history by `until`. */
export function referenceStreak({
  program,
  home,
  moves,
  activities,
  until,
}: History): ReferenceStreak {
  const startHour = program.dayStartHour;
  const stays = journeyOf(home, moves, startHour);
  const today = dayOn(stays, until, startHour);
  const done = activities.map((activity) => ({
    ...activity,
    day: dayOn(stays, activity.occurredAt, startHour),
    hour: hourShown(stayAt(stays, activity.occurredAt).zone, activity.occurredAt),
  }));
  const first = done.map(({ day }) => day).sort()[0] ?? daysLater(today, 1);
  const byDay = new Map<string, typeof done>();
  for (const activity of done) {
    byDay.set(activity.day, [...(byDay.get(activity.day) ?? []), activity]);
  }
  const soFar: typeof done = [];
  const jumpedOver = new Set(stays.flatMap((stay) => stay.jumpedOver));
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
  const lostRuns: number[] = [];
  const badges: Record<string, string> = {};
  for (let day = first; day <= today; day = daysLater(day, 1)) {
    const ofDay = byDay.get(day) ?? [];
    soFar.push(...ofDay);
    if (ofDay.length > 0) {
      const lastMonday = daysLater(mondayOf(day), -7);
      const factor = hasBonus(lastMonday, day) ? program.weeklyBonus.factor : 1;
      for (const { type, quantity } of ofDay) {
        const gained = Math.floor((program.activities[type]?.xp ?? 0) * quantity * factor);
        for (let point = 1; point <= gained; point++) {
          const earnsFreeze = (xp + point) % program.freeze.xpPerFreeze === 0;
          if (earnsFreeze && freezes < program.freeze.maxHeld) freezes += 1;
        }
        xp += gained;
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
        lostRuns,
        xp,
        hasBonus: (week) => hasBonus(week, day),
      })) {
        badges[id] ??= day;
      }
    } else if (day === today) {
      break;
    } else if (jumpedOver.has(day) || isSkippedDate(stays, day, startHour)) {
      verdicts[day] = 'kept';
    } else if (current === 0) {
      verdicts[day] = 'missed';
    } else if (freezes > 0) {
      verdicts[day] = 'frozen';
      freezes -= 1;
    } else {
      verdicts[day] = 'broken';
      lostRuns.push(current);
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
    activities: done.filter(({ day }) => day <= today).length,
    events: {
      freeze_applied: counted('frozen'),
      milestone,
      streak_broken: lostRuns.length,
      weekly_bonus: weeklyBonus,
    },
    verdicts,
    badges,
  };
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
