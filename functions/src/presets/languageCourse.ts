import type { Preset } from './preset';
import { reservedNames } from './reservedNames';

/**
 * A language course: a little every day. Lessons are worth most; what can be repeated at will is capped.
 * Half an hour a day, some 40 XP, earns a freeze in a week. The tiers are the levels of the Common European
 * Framework of Reference for Languages.
 */
export const languageCourse: Preset = {
  dayStartHour: 4,
  cadence: { kind: 'daily' },
  activities: {
    lesson_completed: { xp: 15, category: 'lessons' },
    test_passed: { xp: 40, category: 'lessons' },
    review_completed: { xp: 5, category: 'vocabulary', maxPerDay: 10 },
    words_learned: { xp: 1, category: 'vocabulary', maxPerDay: 50 },
    story_read: { xp: 10, category: 'reading', maxPerDay: 5 },
    dialogue_heard: { xp: 10, category: 'listening', maxPerDay: 5 },
    speaking_practiced: { xp: 15, category: 'speaking', maxPerDay: 5 },
  },
  maxQuantity: 50,
  freeze: { xpPerFreeze: 300, maxHeld: 2 },
  recovery: { minRun: 3, everyDays: 30, windowHours: 24, factor: 2, maxNormal: 10 },
  planning: { pauseDaysPerYear: 30, restDaysPerWeek: 1 },
  milestones: [3, 7, 14, 30, 50, 100, 200, 365, 500, 730, 1000],
  weeklyBonus: { factor: 1.5 },
  levels: {
    perTier: 10,
    last: 60,
    tiers: [
      { name: 'Beginner (A1)', fromXp: 0 },
      { name: 'Elementary (A2)', fromXp: 2000 },
      { name: 'Intermediate (B1)', fromXp: 6000 },
      { name: 'Upper Intermediate (B2)', fromXp: 15000 },
      { name: 'Advanced (C1)', fromXp: 30000 },
      { name: 'Proficient (C2)', fromXp: 60000 },
    ],
  },
  badges: {
    first_words: { name: 'First Words', rule: { kind: 'run', days: 1 } },
    one_week: { name: 'One Week', rule: { kind: 'run', days: 7 } },
    one_month: { name: 'One Month', rule: { kind: 'run', days: 30 } },
    hundred_days: { name: 'Hundred Days', rule: { kind: 'run', days: 100 } },
    one_year: { name: 'One Year', rule: { kind: 'run', days: 365 } },
    back_in_class: {
      name: 'Back in Class',
      rule: { kind: 'comeback', days: 7, afterLosing: 30 },
    },
    phrasebook: { name: 'Phrasebook', rule: { kind: 'xp', xp: 1000 } },
    dictionary: { name: 'Dictionary', rule: { kind: 'xp', xp: 10000 } },
    polyglot: { name: 'Polyglot', rule: { kind: 'xp', xp: 50000 } },
    well_rounded: { name: 'Well Rounded', rule: { kind: 'bonusWeeks', weeks: 4 } },
    fluent_habit: { name: 'Fluent Habit', rule: { kind: 'bonusWeeks', weeks: 26 } },
    perfect_week: { name: 'Perfect Week', rule: { kind: 'activeWeek', days: 7 } },
    early_bird: { name: 'Early Bird', rule: { kind: 'hours', from: 4, to: 8, activities: 10 } },
    night_owl: { name: 'Night Owl', rule: { kind: 'hours', from: 22, to: 4, activities: 10 } },
    challenger: { name: 'Challenger', rule: { kind: 'reward' } },
  },
  reservedNames: [...reservedNames, 'teacher', 'tutor'],
};
