import { z } from 'zod';
import { enrolment, reward } from '../challenges/stored';
import { boardField } from '../leaderboard/stored';
import { instant } from '../platform/instant';
import { type Plan, noPlan } from '../plans/plan';
import type { RecoveryAttempt } from '../recovery/attempt';
import type { Timeline } from '../shared/timeline';
import type { LedgerDay } from './ledgerDay';
import { unknownSealedDays } from './sealedDays';
import { cappedSums } from './storedXp';
import type { StreakState } from './streakState';
import type { Tally } from './tally';

/** How streaks are stored. Days are strings, instants are Timestamps. */

const count = z.int().min(0);
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
  granted: z.exactOptional(z.literal('recovered')),
  rewards: z.exactOptional(z.record(z.string(), reward)),
  freezesGiven: z.exactOptional(z.int()),
  verdict: z.enum(['open', 'active', 'kept', 'frozen', 'broken', 'missed']),
  keptReason: z.exactOptional(
    z.enum(['travel', 'skipped-date', 'recovered', 'paused', 'rest', 'outage', 'off-day']),
  ),
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

const segment = z.object({ from: instant, zone: z.string(), floor: day });

const streak = z.object({
  timeline: z.tuple([segment], segment).readonly() satisfies z.ZodType<Timeline>,
  checkpoint: tally,
  sealedDays: z.object({ from: day, text: z.string() }).default(unknownSealedDays),
  recent: z.record(day, ledgerDay),
  plan: plan.default(noPlan),
  attempts: z.array(attempt).readonly().default([]),
  enrolments: z.record(z.string(), enrolment).default({}),
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
});

export type UserDocument = z.output<typeof userDocument>;

/** What may change of a user document: of the streak, some parts. */
export const userUpdate = userDocument.extend({ streak: streak.partial() });

/** `users/{uid}/months/{YYYY-MM}`. */
export const monthDocument = z.object({ days: z.record(day, ledgerDay) });
