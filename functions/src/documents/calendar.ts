import { z } from 'zod';
import type { SealedMonth } from '../engine/sealedMonth';
import { instant } from '../platform/write';
import { ledgerDay } from './streak';

const mark = ledgerDay.pick({
  verdict: true,
  keptReason: true,
  count: true,
  xp: true,
  current: true,
});

/** A month as a cache keeps it. */
export const sealedMonthField = z.object({
  since: z.int().default(0),
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
