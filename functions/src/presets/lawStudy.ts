import type { Program } from '../engine/program';
import type { Preset } from './preset';
import { reservedNames } from './reservedNames';

/**
 * A law school's study app: every day counts, XP for flashcards, guides, quizzes and evaluations, freezes
 * for steady work, and a bonus for weeks that have some of each.
 */
export const lawStudy: Preset = {
  dayStartHour: 4,
  cadence: { kind: 'daily' },
  activities: {
    flashcard_set_completed: { xp: 5, category: 'flashcards' },
    study_guide_completed: { xp: 15, category: 'guide' },
    quiz_easy_passed: { xp: 10, category: 'quiz' },
    quiz_hard_passed: { xp: 25, category: 'quiz' },
    evaluation_low: { xp: 20, category: 'evaluation' },
    evaluation_high: { xp: 50, category: 'evaluation' },
  },
  maxQuantity: 20,
  freeze: { xpPerFreeze: 500, maxHeld: 2 },
  recovery: { minRun: 2, everyDays: 30, windowHours: 24, factor: 2, maxNormal: 10 },
  planning: { pauseDaysPerYear: 30, restDaysPerWeek: 2 },
  milestones: [7, 14, 30, 60, 100, 180, 365, 500, 730, 1000],
  weeklyBonus: { factor: 1.5 },
  levels: {
    perTier: 10,
    last: 100,
    tiers: [
      { name: 'Junior Clerk', fromXp: 0 },
      { name: 'Summer Associate', fromXp: 1000 },
      { name: 'Junior Partner', fromXp: 5000 },
      { name: 'Senior Partner', fromXp: 15000 },
      { name: 'Juris Doctor', fromXp: 50000 },
    ],
  },
  badges: {
    ignition: { name: 'Ignition', rule: { kind: 'run', days: 1 } },
    warming_up: { name: 'Warming Up', rule: { kind: 'run', days: 7 } },
    on_fire: { name: 'On Fire', rule: { kind: 'run', days: 14 } },
    blazing: { name: 'Blazing', rule: { kind: 'run', days: 30 } },
    inferno: { name: 'Inferno', rule: { kind: 'run', days: 60 } },
    eternal_flame: { name: 'Eternal Flame', rule: { kind: 'run', days: 90 } },
    phoenix: { name: 'Phoenix', rule: { kind: 'comeback', days: 7, afterLosing: 30 } },
    novice: { name: 'Novice', rule: { kind: 'xp', xp: 500 } },
    apprentice: { name: 'Apprentice', rule: { kind: 'xp', xp: 1000 } },
    scholar: { name: 'Scholar', rule: { kind: 'xp', xp: 2500 } },
    expert: { name: 'Expert', rule: { kind: 'xp', xp: 5000 } },
    master: { name: 'Master', rule: { kind: 'xp', xp: 10000 } },
    grandmaster: { name: 'Grandmaster', rule: { kind: 'xp', xp: 25000 } },
    consistent_learner: { name: 'Consistent Learner', rule: { kind: 'bonusWeeks', weeks: 4 } },
    dedication: { name: 'Dedication', rule: { kind: 'bonusWeeks', weeks: 8 } },
    commitment: { name: 'Commitment', rule: { kind: 'bonusWeeks', weeks: 12 } },
    unstoppable: { name: 'Unstoppable', rule: { kind: 'bonusWeeks', weeks: 26 } },
    night_owl: { name: 'Night Owl', rule: { kind: 'hours', from: 23, to: 4, activities: 10 } },
    early_bird: { name: 'Early Bird', rule: { kind: 'hours', from: 4, to: 8, activities: 10 } },
    sprinter: { name: 'Sprinter', rule: { kind: 'reward' } },
    challenger: { name: 'Challenger', rule: { kind: 'reward' } },
    perfect_week: { name: 'Perfect Week', rule: { kind: 'activeWeek', days: 7 } },
  },
  reservedNames,
};

/** The program of whoever brings none: the law school's. */
export const defaultProgram: Program = { version: '1', ...lawStudy };
