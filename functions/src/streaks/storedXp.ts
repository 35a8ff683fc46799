import { z } from 'zod';
import type { CappedSums } from './xp';

const count = z.int().min(0);

/** As `DayRecord.capped`. */
export const cappedSums = z.record(
  z.string(),
  z.object({ plain: count, boosted: count }),
) satisfies z.ZodType<CappedSums>;
