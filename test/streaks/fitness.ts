import { programSchema } from '../../functions/src/shared/programSchema';

/** Another app's program: days start at midnight, one category, small numbers that come up often. */
export const fitness = programSchema.parse({
  version: 'fit-3',
  dayStartHour: 0,
  activities: {
    walk: { xp: 1, category: 'sport' },
    run: { xp: 7, category: 'sport' },
    swim: { xp: 11, category: 'sport' },
    rest_day: { xp: 0, category: 'sport' },
  },
  maxQuantity: 5,
  freeze: { xpPerFreeze: 40, maxHeld: 3 },
  milestones: [1, 2, 3, 5, 8, 13],
  weeklyBonus: { factor: 1.25 },
  levels: {
    perTier: 4,
    last: 12,
    tiers: [
      { name: 'Starter', fromXp: 0 },
      { name: 'Mover', fromXp: 50 },
      { name: 'Athlete', fromXp: 350 },
    ],
  },
  badges: {
    first_steps: { name: 'First Steps', rule: { kind: 'run', days: 3 } },
    back_again: { name: 'Back Again', rule: { kind: 'comeback', days: 2, afterLosing: 3 } },
    century: { name: 'Century', rule: { kind: 'xp', xp: 100 } },
    regular: { name: 'Regular', rule: { kind: 'bonusWeeks', weeks: 2 } },
    late_lap: { name: 'Late Lap', rule: { kind: 'hours', from: 22, to: 2, activities: 3 } },
    five_a_week: { name: 'Five a Week', rule: { kind: 'activeWeek', days: 5 } },
  },
});
