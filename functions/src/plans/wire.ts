import { z } from 'zod';

const day = z.iso.date();
const weekdays = z.array(z.int().min(1).max(7)).describe('1 is Monday, 7 is Sunday.');

export const planView = z.object({
  pauses: z
    .array(z.object({ from: day, to: day }))
    .describe('Pauses of this and last year and ahead; both days are included.'),
  pauseDaysLeft: z.int().describe('Days of this year that can still be paused.'),
  restDays: weekdays.describe('Weekdays of rest now: 1 is Monday, 7 is Sunday.'),
  nextRestDays: z
    .object({ restDays: weekdays, from: day })
    .nullable()
    .describe('A change of them that waits for Monday.'),
});

export type PlanView = z.infer<typeof planView>;
