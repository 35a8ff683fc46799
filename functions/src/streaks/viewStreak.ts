import { viewPlan } from '../plans/viewPlan';
import { nextRecoveryFrom } from '../recovery/offer';
import { viewRecovery } from '../recovery/viewRecovery';
import { type Program, categoriesOf, daysAskedFor } from '../shared/programSchema';
import { dayBounds, segmentAt } from '../shared/timeline';
import { daysOffPerWeek, daysOffUsed } from './cadence';
import { levelOf } from './level';
import type { Settled } from './settle';
import { bonusWeeks, weekOf } from './week';
import type { StreakView } from './wire';

const isoInstant = (milliseconds: number) => new Date(milliseconds).toISOString();

/** A settled streak as clients see it at `now` (milliseconds since the epoch). */
export function viewStreak(settled: Settled, now: number, program: Program): StreakView {
  const { standing, today, lossAt } = settled;
  const { timeline } = settled.state;
  const { level, tier, fromXp, nextAt } = levelOf(standing.xp, program);
  const waiting = timeline.find(({ from }) => from > now);
  return {
    today,
    timeZone: segmentAt(timeline, now).zone,
    nextTimeZone: waiting
      ? { timeZone: waiting.zone, effectiveAt: isoInstant(waiting.from) }
      : null,
    current: standing.current,
    longest: standing.longest,
    runStart: standing.runStart,
    activeToday: standing.lastActiveDay === today,
    dayEndsAt: isoInstant(dayBounds(timeline, today, program.dayStartHour).end),
    lapsesAt: lossAt === null ? null : isoInstant(lossAt),
    lastActiveDay: standing.lastActiveDay,
    freezes: standing.freezes,
    xp: standing.xp,
    level,
    tier,
    levelFromXp: fromXp,
    nextLevelAtXp: nextAt,
    nextMilestone: program.milestones.find((days) => days > standing.current) ?? null,
    activities: standing.activities,
    activeDays: standing.activeDays,
    frozenDays: standing.frozenDays,
    recovery: viewRecovery(settled, program),
    recoveries: {
      count: standing.recoveries,
      lastDay: standing.lastRecovered,
      nextFrom: nextRecoveryFrom(standing, program),
    },
    plan: viewPlan(settled.state.plan, today, program),
    cadence: viewCadence(settled, program),
    week: viewWeek(settled, program),
    badges: Object.entries(standing.badges).map(([id, earnedOn]) => ({
      id,
      name: program.badges[id]?.name ?? id,
      earnedOn,
    })),
  };
}

function viewCadence({ standing, today }: Settled, program: Program): StreakView['cadence'] {
  const { cadence } = program;
  const of = daysOffPerWeek(program);
  return {
    kind: cadence.kind,
    weekdays: cadence.kind === 'weekdays' ? [...cadence.weekdays] : [1, 2, 3, 4, 5, 6, 7],
    daysPerWeek: daysAskedFor(cadence),
    daysOff: cadence.kind === 'perWeek' ? { used: daysOffUsed(standing.daysOff, today), of } : null,
  };
}

function viewWeek({ standing, today }: Settled, program: Program): StreakView['week'] {
  const week = weekOf(standing.week, today, program);
  return {
    monday: week.monday,
    categories: [...week.categories],
    missing: categoriesOf(program).filter((category) => !week.categories.includes(category)),
    activeDays: week.activeDays,
    boosted: week.boosted,
    bonusWeeks: bonusWeeks(week, program) || week.bonusWeeksBefore,
  };
}
