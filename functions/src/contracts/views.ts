import { z } from 'zod';
import type { ParticipationView } from '../engine/challengeProgress';
import type { ExplainedDay } from '../engine/explain';
import { verdicts } from '../engine/fold';
import { keptReasons } from '../engine/keptDay';
import type { PlanView } from '../engine/plans';
import type { StreakView } from '../engine/streakView';
import type { RecoveryView } from '../engine/winBack';
import { streakEventKinds } from '../events';

const day = z.iso.date();
const instant = z.iso.datetime();

const recoveryView = z.object({
  status: z
    .enum(['offered', 'started', 'recovered'])
    .describe('`offered` waits for `startRecovery`; `started` for activities.'),
  day: day.describe('The missed day that ended the run.'),
  lost: z.int().describe('Length of the run that can be won back.'),
  needed: z.int().describe('Activities that win it back: twice what is usual.'),
  done: z.int().describe('Activities since `startRecovery` that count.'),
  normal: z.int().describe('`activities` / `activeDays`, rounded: at least 1, at most 10.'),
  activities: z.int().describe('Activities before the break.'),
  activeDays: z.int().describe('Active days before the break.'),
  opensAt: instant.describe('The break: the end of the missed day.'),
  closesAt: instant.describe('Activities must have occurred before this.'),
  nextFrom: day.describe('The first day that can be recovered next, if this recovery is used.'),
}) satisfies z.ZodType<RecoveryView>;

const weekdays = z.array(z.int().min(1).max(7)).describe('1 is Monday, 7 is Sunday.');

const planView = z.object({
  pauses: z
    .array(z.object({ from: day, to: day }))
    .describe('Pauses of this year, last year and the future; both days are included.'),
  pauseDaysLeft: z.int().describe('Days of this year that can still be paused.'),
  restDays: weekdays.describe('Weekdays of rest now: 1 is Monday, 7 is Sunday.'),
  nextRestDays: z
    .object({ restDays: weekdays, from: day })
    .nullable()
    .describe('A change of them that takes effect on Monday.'),
}) satisfies z.ZodType<PlanView>;

export const aboutView = z.object({
  programVersion: z.string().describe('Version of the rules in force now.'),
  activities: z
    .array(
      z.object({
        type: z.string().describe('What `logActivity` takes.'),
        xp: z.int().describe('XP of one unit.'),
        category: z.string(),
        maxPerDay: z.int().nullable().describe('Units of a day that earn XP; null: all of them.'),
      }),
    )
    .describe('What users can log.'),
  maxQuantity: z.int().describe('The most units of one activity.'),
  tiers: z.array(z.object({ name: z.string(), fromXp: z.int() })).describe('Of the levels.'),
  milestones: z.array(z.int()).describe('Lengths of a run that are celebrated, in active days.'),
  badges: z.array(z.object({ id: z.string(), name: z.string() })).describe('All that there are.'),
  pauseDaysPerYear: z.int().describe('Days of a calendar year that users may pause.'),
  restDaysPerWeek: z.int().describe('The most weekdays of rest.'),
  features: z
    .array(z.string())
    .describe('The features that are deployed; docs/features.md says what is in each.'),
  callables: z
    .array(z.string())
    .describe('The functions that are deployed for clients to call; no other will answer.'),
  clientLogging: z
    .boolean()
    .default(true)
    .describe('Whether clients may log activities; if not, the app does so on its servers.'),
});

export type AboutView = z.output<typeof aboutView>;

export const dayText = z.iso.date().describe('A streak day, `YYYY-MM-DD`.');
export const instantText = z.iso.datetime().describe('An instant in UTC, ISO 8601.');

/** What an administrator says of a change that is recorded. */
export const operatorReason = z
  .string()
  .trim()
  .min(1)
  .max(500)
  .describe('Why, for anyone who looks into it later.');

const daily = {
  kind: 'daily' as const,
  weekdays: [1, 2, 3, 4, 5, 6, 7],
  daysPerWeek: 7,
  daysOff: null,
};

export const streakView = z.object({
  today: dayText.describe("The user's streak day now."),
  timeZone: z.string().describe('The zone in force, as it was given.'),
  timeZoneFixed: z
    .boolean()
    .default(false)
    .describe('Whether the zone was fixed, so that devices do not change it.'),
  current: z.int().describe('Active days of the run so far, today included once it is active.'),
  longest: z.int().describe('Active days of the longest run.'),
  runStart: dayText.nullable().describe('First day of the run.'),
  activeToday: z.boolean(),
  dayEndsAt: instantText.describe('When today has ended in every zone of the last seven days.'),
  lapsesAt: instantText
    .nullable()
    .describe('When the first uncovered day ends; null without a run.'),
  lastActiveDay: dayText.nullable(),
  freezes: z.int().describe('Freezes held. One is used automatically for a missed day.'),
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
    lastDay: dayText.nullable().describe('The missed day of the last recovery.'),
    nextFrom: dayText.nullable().describe('The first day that may be recovered; null: any.'),
  }),
  plan: planView.describe('What the user has planned: kept days.'),
  cadence: z
    .object({
      kind: z.enum(['daily', 'weekdays', 'perWeek']),
      weekdays: z
        .array(z.int())
        .describe('Weekdays on which activity may be required, 1 is Monday.'),
      daysPerWeek: z.int().describe('Days of a week on which activity is required.'),
      daysOff: z
        .object({ used: z.int(), of: z.int() })
        .nullable()
        .describe('`perWeek`: days off that the run has used this week, and how many a week has.'),
    })
    .default(daily) // of answers that were stored before there was any other
    .describe('On which days a run requires activity.'),
  week: z.object({
    monday: dayText,
    categories: z.array(z.string()).describe('Categories active this week.'),
    missing: z.array(z.string()).describe('Categories still missing for the weekly bonus.'),
    activeDays: z.int(),
    boosted: z.boolean().describe('Whether the bonus of last week boosts this week’s XP.'),
    bonusWeeks: z.int().describe('Weeks in a row with the bonus, this one included once earned.'),
  }),
  badges: z.array(z.object({ id: z.string(), name: z.string(), earnedOn: dayText })),
}) satisfies z.ZodType<StreakView>;

export const eventView = z.object({
  id: z.string(),
  kind: z.enum(streakEventKinds),
  day: dayText,
});

export const explainedDay = z.object({
  day: dayText,
  verdict: z
    .enum([...verdicts, 'before', 'open'])
    .describe(
      '`broken`: missed, and it ended a run. `missed`: there was no run to lose. `before`: it ended before the first active day.',
    ),
  keptReason: z
    .enum(keptReasons)
    .nullable()
    .describe(
      'Why the day was kept, for the verdict `kept`. For an open day: why it will be kept if nothing is done on it, as far as is known.',
    ),
  dayOff: z
    .object({ nth: z.int(), of: z.int() })
    .nullable()
    .describe(
      'For a day off that was taken: which one of its week it is (`nth`), and of how many (`of`).',
    ),
  reason: z.string().describe('The verdict in words.'),
  timeZone: z.string().describe('The zone in force when the day ends.'),
  zones: z
    .array(z.string())
    .describe('All zones that the day counts in: it is judged once it has ended in each of them.'),
  fromOtherDays: z
    .array(z.object({ day: dayText, timeZone: z.string(), activities: z.int() }))
    .describe(
      'Activities that count here although the clock of their device showed another day, which had activity already.',
    ),
  start: instantText.describe('When the day began, in the first of its zones.'),
  end: instantText.describe('When it has ended, in the last of them.'),
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
      'Types that reached their daily cap: the XP of all activities of the type, and the XP that counted.',
    ),
  current: z.int().describe('The run after the day.'),
  freezes: z.int().describe('Freezes held after the day.'),
  programVersion: z.string().describe('Version of the rules that judged the day.'),
}) satisfies z.ZodType<Omit<ExplainedDay, 'said'>>;

const goalKind = z
  .enum(['active-days', 'every-day', 'activities', 'xp', 'run', 'categories'])
  .describe(
    '`active-days`: days with an activity. `every-day`: all days of the window. `run`: consecutive active days. `categories`: different categories.',
  );

export const participationView = z.object({
  challengeId: z.string(),
  title: z.string(),
  kind: goalKind,
  value: z.int().describe('How much of the target has been reached.'),
  target: z.int(),
  completedOn: dayText.nullable().describe('The streak day that reached the target.'),
}) satisfies z.ZodType<ParticipationView>;

const windowView = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('days'), first: dayText, last: dayText }),
  z.object({ kind: z.literal('instants'), from: instantText, to: instantText }),
]);

export const challengeView = z.object({
  challengeId: z.string(),
  title: z.string(),
  description: z.string(),
  goal: z.object({ kind: goalKind, target: z.int() }),
  window: windowView.describe(
    'When it counts. `days`: streak days of each user, both included. `instants`: the same for everybody; `to` is excluded.',
  ),
  reward: z.object({
    xp: z.int(),
    freezes: z.int(),
    badge: z.object({ id: z.string(), name: z.string() }).nullable(),
  }),
  capacity: z.int().nullable().describe('Maximum number of participants; null: unlimited.'),
  participants: z.int(),
  repeats: z
    .enum(['daily', 'weekly', 'monthly'])
    .nullable()
    .describe('Whether and how often it repeats.'),
  joinableUntil: instantText.describe('From then on, nobody can join.'),
});

export type ChallengeView = z.output<typeof challengeView>;
