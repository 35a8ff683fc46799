import { z } from 'zod';

const day = z.iso.date();
const instant = z.iso.datetime();

export const recoveryView = z.object({
  status: z
    .enum(['offered', 'started', 'recovered'])
    .describe('`offered` waits for `startRecovery`; `started` for activities.'),
  day: day.describe('The missed day that ended the run.'),
  lost: z.int().describe('Length of the run that can be won back.'),
  needed: z.int().describe('Activities that win it back: twice what is usual.'),
  done: z.int().describe('Activities since `startRecovery` that count.'),
  normal: z.int().describe('`activities` / `activeDays`, rounded: at least 1, at most 10.'),
  activities: z.int().describe('Activities before the break.'),
  activeDays: z.int().describe('Active days before the break.'),
  opensAt: instant.describe('The break: the end of the missed day.'),
  closesAt: instant.describe('Activities must have occurred before.'),
  nextFrom: day.describe(
    'Once this one is used: the first day whose break may be recovered again.',
  ),
});

export type RecoveryView = z.infer<typeof recoveryView>;
