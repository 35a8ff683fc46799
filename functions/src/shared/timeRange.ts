import { z } from 'zod';

/** The first and the last day that anyone may name: what lies outside is a mistake or an attack. */
export const FIRST_DAY = '1970-01-01';
export const LAST_DAY = '2999-12-31';

/** The first and the last instant that anyone may name, in milliseconds since the Unix epoch. */
const FIRST_INSTANT = Date.UTC(1970, 0, 1);
export const LAST_INSTANT = Date.UTC(3000, 0, 1) - 1;

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

/** Whether an instant may be named. @param instant milliseconds since the Unix epoch */
export function isInstantInRange(instant: number): boolean {
  return instant >= FIRST_INSTANT && instant <= LAST_INSTANT;
}
