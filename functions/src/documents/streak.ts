import { z } from 'zod';
import { verdicts } from '../engine/fold';
import { keptReasons } from '../engine/keptDay';
import { type LedgerDay, unknownSealedDays } from '../engine/ledger';
import { noPlan, type Plan } from '../engine/plans';
import type { RecoveryAttempt } from '../engine/recovery';
import type { StreakState } from '../engine/streakState';
import type { Tally } from '../engine/tally';
import type { Timeline } from '../engine/timeline';
import type { UserFields } from '../engine/userFields';
import { instant } from '../platform/write';
import { cappedSums, participation, reward } from './challenge';
import { boardField } from './leaderboard';

const count = z.int().min(0);
/** Days are stored as strings, instants as Timestamps. */
const day = z.string();
const categories = z.array(z.string()).readonly();
const hours = z.record(z.string(), count);

const periodTally = z
  .object({ period: z.string(), activeDays: count, xp: count, reachedAt: instant })
  .nullable();

const tally = z.object({
  through: day,
  current: count,
  longest: count,
  runStart: day.nullable(),
  lastActiveDay: day.nullable(),
  firstActiveDay: z.exactOptional(day),
  freezes: count,
  xp: count,
  activities: count,
  activeDays: count,
  frozenDays: count,
  brokenRuns: count,
  recoveries: count.default(0),
  lastRecovered: day.nullable().default(null),
  longestLost: count,
  week: z
    .object({
      monday: day,
      categories,
      activeDays: count,
      boosted: z.boolean(),
      bonusWeeksBefore: count,
    })
    .nullable(),
  hours,
  badges: z.record(z.string(), day),
  longestAt: instant.nullable().default(null),
  periods: z.object({ week: periodTally, month: periodTally }).default({ week: null, month: null }),
  daysOff: z.exactOptional(z.object({ monday: day, used: count })),
  journeys: z.exactOptional(z.array(instant).readonly()),
}) satisfies z.ZodType<Tally>;

/** A day of the ledger. */
export const ledgerDay = z.object({
  count,
  plainXp: count,
  boostedXp: count,
  capped: z.exactOptional(cappedSums),
  categories,
  hours,
  byHour: hours.default({}), // days that were judged before it was kept have none
  firstAt: z.exactOptional(instant),
  lastAt: z.exactOptional(instant),
  fromOtherDays: z.exactOptional(z.array(z.object({ day, zone: z.string(), count })).readonly()),
  granted: z.exactOptional(z.literal('recovered')),
  rewards: z.exactOptional(z.record(z.string(), reward)),
  badges: z.exactOptional(z.array(z.string()).readonly()),
  freezesGiven: z.exactOptional(z.int()),
  verdict: z.enum(['open', ...verdicts]),
  keptReason: z.exactOptional(z.enum(keptReasons)),
  dayOff: z.exactOptional(z.object({ nth: count, of: count })),
  changes: count,
  xp: count,
  lost: z.exactOptional(count),
  current: count,
  freezesBefore: count,
  freezes: count,
  zone: z.string(),
  start: instant,
  end: instant,
  zones: z.exactOptional(z.array(z.string()).readonly()),
  passedOver: z.exactOptional(z.array(instant).readonly()),
  programVersion: z.string(),
}) satisfies z.ZodType<LedgerDay>;

const plan = z.object({
  pauses: z.array(z.object({ from: day, to: day })).readonly(),
  rest: z.array(z.object({ from: day, weekdays: z.array(count).readonly() })).readonly(),
}) satisfies z.ZodType<Plan>;

const attempt = z.object({
  day,
  lost: count,
  from: instant,
  until: instant,
  activities: count,
  activeDays: count,
  needed: count,
  startedAt: instant,
  done: count,
}) satisfies z.ZodType<RecoveryAttempt>;

const segment = z.object({
  from: instant,
  zone: z.string(),
  fixed: z.exactOptional(z.boolean()),
  told: z.exactOptional(z.boolean()),
});

const streak = z.object({
  timeline: z.tuple([segment], segment).readonly() satisfies z.ZodType<Timeline>,
  checkpoint: tally,
  sealedDays: z.object({ from: day, text: z.string() }).default(unknownSealedDays),
  recent: z.record(day, ledgerDay),
  plan: plan.default(noPlan),
  attempts: z.array(attempt).readonly().default([]),
  enrolments: z.record(z.string(), participation).default({}),
  told: z.array(z.string()).readonly(),
  settledAt: instant,
  outagesVersion: count.default(0),
  reopened: count.default(0),
  listed: z.boolean().default(false),
  remindHour: z.number().min(0).lt(24).nullable().default(null),
}) satisfies z.ZodType<StreakState>;

/** `users/{uid}`, as far as streaks are concerned. */
export const userDocument = z.object({
  /** 0 to 63, by a hash of the uid. */
  shard: z.int().min(0),
  lapseAt: instant.nullable(),
  /** When to remind of the run that may be lost; null without one, or once it has been done. */
  remindAt: z.exactOptional(instant.nullable()),
  streak,
  /** The tally when the document was written, for clients that read the document. */
  standing: tally,
  level: count,
  programVersion: z.string(),
  /** Scores, of those who take part in leaderboards. */
  board: z.exactOptional(boardField.nullable()),
}) satisfies z.ZodType<UserFields>;

export type UserDocument = z.output<typeof userDocument>;

/** What may change of a user document: of the streak, some parts. */
export const userUpdate = userDocument.extend({ streak: streak.partial() });

/** `users/{uid}/months/{YYYY-MM}`. */
export const monthDocument = z.object({ days: z.record(day, ledgerDay) });
