import { z } from 'zod';
import { instant } from '../platform/instant';
import { ledgerDay } from '../streaks/stored';
import type { SealedMonth } from './sealedMonth';

const mark = ledgerDay.pick({
  verdict: true,
  keptReason: true,
  count: true,
  xp: true,
  current: true,
});

/** A month as a cache keeps it. */
export const sealedMonthField = z.object({
  reopened: z.int().min(0),
  through: z.string(),
  days: z.record(z.string(), mark),
}) satisfies z.ZodType<SealedMonth>;

/** `calendars/{uid}_{YYYY-MM}`. */
export const calendarDocument = z.object({
  /** Microseconds since the epoch, as in `CacheEntry`. */
  asOf: z.int(),
  sealed: sealedMonthField.nullable(),
  expireAt: instant,
});
