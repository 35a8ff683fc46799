import { z } from 'zod';
import { instant } from '../platform/instant';
import type { Summary } from './summary';
import type { Year } from './year';

const count = z.int().min(0);
const share = z.number().min(0).max(1);
const hours = z.array(count).readonly();

const year = z.object({
  from: z.string(),
  counts: z.array(count.nullable()).readonly(),
  daysOff: z.array(z.string()).readonly(),
  byHour: hours,
  firstHours: hours,
}) satisfies z.ZodType<Year>;

/** What a year says, as it is stored. */
const summary = z.object({
  activeDays: count,
  weekdayRates: z.array(share.nullable()).readonly(),
  bestWeekday: z.int().min(0).max(6).nullable(),
  bestHours: z.object({ from: count, to: count, share }).readonly().nullable(),
  activitiesPerActiveDay: z.number().min(0),
  trend: z
    .object({
      direction: z.enum(['up', 'down', 'steady', 'unknown']),
      now: share,
      before: share,
    })
    .readonly(),
  longestRuns: z
    .array(z.object({ days: count, from: z.string(), to: z.string() }).readonly())
    .readonly(),
  freezesUsed: count,
  strength: count.max(100),
}) satisfies z.ZodType<Summary>;

/** `insights/{uid}`. */
export const insightsDocument = z.object({
  builtAt: instant,
  year,
  summary,
});

export type StoredInsights = z.output<typeof insightsDocument>;
