import { z } from 'zod';
import { planView } from '../plans/wire';
import { recoveryView } from '../recovery/wire';

/** Shapes that the streak callables answer with. */

export const dayText = z.iso.date().describe('A streak day, `YYYY-MM-DD`.');
export const instantText = z.iso.datetime().describe('An instant in UTC, ISO 8601.');

const daily = {
  kind: 'daily' as const,
  weekdays: [1, 2, 3, 4, 5, 6, 7],
  daysPerWeek: 7,
  daysOff: null,
};

export const streakView = z.object({
  today: dayText.describe("The user's streak day now."),
  timeZone: z.string().describe('The zone in force, as it was given.'),
  nextTimeZone: z
    .object({ timeZone: z.string(), effectiveAt: instantText })
    .nullable()
    .describe('A change of zone that waits for the end of the day.'),
  current: z.int().describe('Active days of the run so far, today included once it is active.'),
  longest: z.int().describe('Active days of the longest run.'),
  runStart: dayText.nullable().describe('First day of the run.'),
  activeToday: z.boolean(),
  dayEndsAt: instantText.describe('When today ends and the next streak day starts.'),
  lapsesAt: instantText
    .nullable()
    .describe('When the first day ends that nothing covers yet; null without a run.'),
  lastActiveDay: dayText.nullable(),
  freezes: z.int().describe('Freezes held. One is used by itself for a missed day.'),
  xp: z.int(),
  level: z.int(),
  tier: z.string(),
  levelFromXp: z.int().describe('XP at which the level started.'),
  nextLevelAtXp: z.int().nullable().describe('Null on the last level.'),
  nextMilestone: z.int().nullable().describe('Days of the next milestone of this run.'),
  activities: z.int(),
  activeDays: z.int(),
  frozenDays: z.int(),
  recovery: recoveryView.nullable().describe('The broken run that can be won back now, if any.'),
  recoveries: z.object({
    count: z.int().describe('Runs won back.'),
    lastDay: dayText.nullable().describe('The missed day that was recovered last.'),
    nextFrom: dayText.nullable().describe('The first day that may be recovered; null: any.'),
  }),
  plan: planView.describe('What the user has planned: kept days.'),
  cadence: z
    .object({
      kind: z.enum(['daily', 'weekdays', 'perWeek']),
      weekdays: z.array(z.int()).describe('Weekdays that may ask for activity, 1 is Monday.'),
      daysPerWeek: z.int().describe('Days of a week that ask for activity.'),
      daysOff: z
        .object({ used: z.int(), of: z.int() })
        .nullable()
        .describe('`perWeek`: days off that the run has had this week, and how many a week has.'),
    })
    .default(daily) // of answers that were stored before there was any other
    .describe('On which days a run asks for activity.'),
  week: z.object({
    monday: dayText,
    categories: z.array(z.string()).describe('Categories active this week.'),
    missing: z.array(z.string()).describe('Categories still missing for the weekly bonus.'),
    activeDays: z.int(),
    boosted: z.boolean().describe('Whether the bonus of last week boosts this week’s XP.'),
    bonusWeeks: z.int().describe('Weeks in a row with the bonus, this one included once earned.'),
  }),
  badges: z.array(z.object({ id: z.string(), name: z.string(), earnedOn: dayText })),
});

export const eventView = z.object({
  id: z.string(),
  kind: z.enum([
    'freeze_applied',
    'freeze_refunded',
    'streak_broken',
    'streak_restored',
    'recovered',
    'day_kept',
    'milestone',
    'weekly_bonus_earned',
    'challenge_completed',
  ]),
  day: dayText,
});

export const explainedDay = z.object({
  day: dayText,
  verdict: z
    .enum(['active', 'kept', 'frozen', 'broken', 'missed', 'open'])
    .describe('`broken`: missed, and it ended a run. `missed`: there was no run to lose.'),
  keptReason: z
    .enum(['travel', 'skipped-date', 'recovered', 'paused', 'rest', 'outage', 'off-day'])
    .nullable(),
  dayOff: z
    .object({ nth: z.int(), of: z.int() })
    .nullable()
    .describe('Of a day off that was taken: the how-manieth of its week, of how many.'),
  reason: z.string().describe('The verdict in words.'),
  timeZone: z.string().describe('The zone in force when the day ends.'),
  start: instantText.describe('First instant of the day.'),
  end: instantText.describe('First instant of the next day.'),
  activities: z.int(),
  xp: z.int().describe('XP that counts for the day’s activities.'),
  rewards: z
    .array(
      z.object({
        challengeId: z.string(),
        xp: z.int(),
        freezes: z.int(),
        badge: z.string().nullable(),
      }),
    )
    .describe('Given for challenges that were completed on the day.'),
  capped: z
    .array(z.object({ type: z.string(), xp: z.int(), counted: z.int() }))
    .describe(
      'Types of which more was done than counts on one day: XP of all of it, and what counts.',
    ),
  current: z.int().describe('The run after the day.'),
  freezes: z.int().describe('Freezes held after the day.'),
  programVersion: z.string().describe('Version of the rules that judged the day.'),
});

export type ExplainedDay = z.infer<typeof explainedDay>;
export type StreakView = z.infer<typeof streakView>;
