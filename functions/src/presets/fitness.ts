import type { Preset } from './preset';
import { reservedNames } from './reservedNames';

/**
 * A fitness app: so many days a week, whichever they are (`cadence.days`). Days start at midnight, XP of
 * what can be repeated at will is capped, and milestones count training days: 52 are a quarter of a year.
 */
export const fitness: Preset = {
  dayStartHour: 0,
  cadence: { kind: 'perWeek', days: 4 },
  activities: {
    walk: { xp: 5, category: 'cardio', maxPerDay: 3 },
    run: { xp: 15, category: 'cardio', maxPerDay: 2 },
    swim: { xp: 25, category: 'cardio' },
    lift: { xp: 21, category: 'strength', maxPerDay: 2 },
    yoga: { xp: 11, category: 'mobility', maxPerDay: 3 },
    stretch: { xp: 0, category: 'mobility' },
  },
  maxQuantity: 5,
  freeze: { xpPerFreeze: 150, maxHeld: 2 },
  recovery: { minRun: 2, everyDays: 21, windowHours: 24, factor: 2, maxNormal: 3 },
  planning: { pauseDaysPerYear: 42, restDaysPerWeek: 1 },
  milestones: [1, 4, 8, 12, 24, 52, 104, 208, 500, 1000],
  weeklyBonus: { factor: 1.25 },
  levels: {
    perTier: 4,
    last: 16,
    tiers: [
      { name: 'Starter', fromXp: 0 },
      { name: 'Mover', fromXp: 250 },
      { name: 'Athlete', fromXp: 2500 },
      { name: 'Champion', fromXp: 15000 },
    ],
  },
  badges: {
    first_step: { name: 'First Step', rule: { kind: 'run', days: 1 } },
    dozen: { name: 'Dozen', rule: { kind: 'run', days: 12 } },
    back_again: {
      name: 'Back Again',
      rule: { kind: 'comeback', days: 2, afterLosing: 4 },
    },
    five_hundred: { name: 'Five Hundred', rule: { kind: 'xp', xp: 500 } },
    all_round: { name: 'All Round', rule: { kind: 'bonusWeeks', weeks: 2 } },
    late_lap: {
      name: 'Late Lap',
      rule: { kind: 'hours', from: 22, to: 2, activities: 3 },
    },
    five_a_week: { name: 'Five a Week', rule: { kind: 'activeWeek', days: 5 } },
    team_mate: { name: 'Team Mate', rule: { kind: 'reward' } },
  },
  reservedNames: [...reservedNames, 'coach', 'trainer'],
};
