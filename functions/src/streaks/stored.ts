import { z } from 'zod';
import { instant } from '../platform/instant';
import type { Timeline } from '../shared/timeline';
import type { LedgerDay } from './ledgerDay';
import type { StreakState } from './streakState';
import type { Tally } from './tally';

/** How streaks are stored. Days are strings, instants are Timestamps. */

const count = z.int().min(0);
const day = z.string();
const categories = z.array(z.string()).readonly();
const hours = z.record(z.string(), count);

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
}) satisfies z.ZodType<Tally>;

const ledgerDay = z.object({
  count,
  plainXp: count,
  boostedXp: count,
  categories,
  hours,
  granted: z.exactOptional(z.enum(['recovered', 'paused', 'outage'])),
  verdict: z.enum(['open', 'active', 'kept', 'frozen', 'broken', 'missed']),
  keptReason: z.exactOptional(z.enum(['travel', 'skipped-date', 'recovered', 'paused', 'outage'])),
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

const segment = z.object({ from: instant, zone: z.string(), floor: day });

const streak = z.object({
  timeline: z.tuple([segment], segment).readonly() satisfies z.ZodType<Timeline>,
  checkpoint: tally,
  recent: z.record(day, ledgerDay),
  told: z.array(z.string()).readonly(),
  settledAt: instant,
}) satisfies z.ZodType<StreakState>;

/** `users/{uid}`, as far as streaks are concerned. */
export const userDocument = z.object({
  /** 0 to 63, by a hash of the uid. */
  shard: z.int().min(0),
  lapseAt: instant.nullable(),
  streak,
  /** The tally when the document was written, for clients that read the document. */
  standing: tally,
  level: count,
  programVersion: z.string(),
});

/** `users/{uid}/months/{YYYY-MM}`. */
export const monthDocument = z.object({ days: z.record(day, ledgerDay) });
