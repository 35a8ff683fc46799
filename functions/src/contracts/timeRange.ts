import { z } from 'zod';
import { FIRST_DAY, isInstantInRange, LAST_DAY } from '../engine/days';

const OUT_OF_RANGE = 'must lie in the years 1970 to 2999';

/** A day from outside, `YYYY-MM-DD`, from 1970 to 2999. */
export const givenDay = z.iso
  .date({ abort: true })
  .refine((day) => day >= FIRST_DAY && day <= LAST_DAY, OUT_OF_RANGE)
  .describe('A day, `YYYY-MM-DD`, from 1970 to 2999.');

/** An instant from outside, in ISO 8601 with its offset from UTC, from 1970 to 2999. */
export const givenInstant = z.iso
  .datetime({ offset: true, abort: true })
  .refine((text) => isInstantInRange(Date.parse(text)), OUT_OF_RANGE)
  .describe('An instant in ISO 8601, from 1970 to 2999.');

/** A month from outside, `YYYY-MM`, from 1970 to 2999. */
export const givenMonth = z
  .string()
  .regex(/^\d{4}-(0[1-9]|1[0-2])$/, { error: 'must be a month such as 2026-03', abort: true })
  .refine((month) => givenDay.safeParse(`${month}-01`).success, OUT_OF_RANGE)
  .meta({ format: 'month' });
