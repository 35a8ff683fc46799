import { bonusWeeks, weekOf } from './badges';
import { type Day, isoWeekStart } from './days';
import { type PlanView, viewPlan } from './plans';
import {
  type Cadence,
  categoriesOf,
  daysAskedFor,
  daysOffPerWeek,
  daysOffUsed,
  type Program,
} from './program';
import { nextRecoveryFrom } from './recovery';
import { isActive } from './dayRecord';
import type { Settled } from './settle';
import { dayBounds, segmentAt } from './timeline';
import { type RecoveryView, viewRecovery } from './winBack';
import { levelOf } from './xp';

/** A streak as clients see it. Instants are in UTC, ISO 8601; `contracts/views.ts` says what each field means. */
export interface StreakView {
  today: Day;
  timeZone: string;
  timeZoneFixed: boolean;
  current: number;
  longest: number;
  runStart: Day | null;
  activeToday: boolean;
  dayEndsAt: string;
  lapsesAt: string | null;
  lastActiveDay: Day | null;
  freezes: number;
  xp: number;
  level: number;
  tier: string;
  levelFromXp: number;
  nextLevelAtXp: number | null;
  nextMilestone: number | null;
  activities: number;
  activeDays: number;
  frozenDays: number;
  recovery: RecoveryView | null;
  recoveries: { count: number; lastDay: Day | null; nextFrom: Day | null };
  plan: PlanView;
  cadence: {
    kind: Cadence['kind'];
    weekdays: number[];
    daysPerWeek: number;
    daysOff: { used: number; of: number } | null;
  };
  week: {
    monday: Day;
    categories: string[];
    missing: string[];
    activeDays: number;
    boosted: boolean;
    bonusWeeks: number;
  };
  badges: { id: string; name: string; earnedOn: Day }[];
}

const isoInstant = (milliseconds: number) => new Date(milliseconds).toISOString();

/** A settled streak as clients see it at `now` (milliseconds since the epoch). */
export function viewStreak(settled: Settled, now: number, program: Program): StreakView {
  const { tally, today, lossAt } = settled;
  const { timeline } = settled.state;
  const { level, tier, fromXp, nextAt } = levelOf(tally.xp, program);
  const { zone, fixed } = segmentAt(timeline, now);
  return {
    today,
    timeZone: zone,
    timeZoneFixed: fixed ?? false,
    current: tally.current,
    longest: tally.longest,
    runStart: tally.runStart,
    activeToday: isActive(settled, today),
    dayEndsAt: isoInstant(dayBounds(timeline, today, program.dayStartHour).end),
    lapsesAt: lossAt === null ? null : isoInstant(lossAt),
    lastActiveDay: tally.lastActiveDay,
    freezes: tally.freezes,
    xp: tally.xp,
    level,
    tier,
    levelFromXp: fromXp,
    nextLevelAtXp: nextAt,
    nextMilestone: program.milestones.find((days) => days > tally.current) ?? null,
    activities: tally.activities,
    activeDays: tally.activeDays,
    frozenDays: tally.frozenDays,
    recovery: viewRecovery(settled, program),
    recoveries: {
      count: tally.recoveries,
      lastDay: tally.lastRecovered,
      nextFrom: nextRecoveryFrom(tally, program),
    },
    plan: viewPlan(settled.state.plan, today, program),
    cadence: viewCadence(settled, program),
    week: viewWeek(settled, program),
    badges: Object.entries(tally.badges).map(([id, earnedOn]) => ({
      id,
      name: program.badges[id]?.name ?? id,
      earnedOn,
    })),
  };
}

function viewCadence({ tally, today }: Settled, program: Program): StreakView['cadence'] {
  const { cadence } = program;
  const of = daysOffPerWeek(program);
  return {
    kind: cadence.kind,
    weekdays: cadence.kind === 'weekdays' ? [...cadence.weekdays] : [1, 2, 3, 4, 5, 6, 7],
    daysPerWeek: daysAskedFor(cadence),
    daysOff: cadence.kind === 'perWeek' ? { used: daysOffUsed(tally.daysOff, today), of } : null,
  };
}

function viewWeek({ tally, today, days }: Settled, program: Program): StreakView['week'] {
  // Days of the next week may be active already: they have begun in another zone.
  const later = days.find(({ day }) => isoWeekStart(day) > today);
  const week = weekOf((later?.before ?? tally).week, today, program);
  return {
    monday: week.monday,
    categories: [...week.categories],
    missing: categoriesOf(program).filter((category) => !week.categories.includes(category)),
    activeDays: week.activeDays,
    boosted: week.boosted,
    bonusWeeks: bonusWeeks(week, program) || week.bonusWeeksBefore,
  };
}
