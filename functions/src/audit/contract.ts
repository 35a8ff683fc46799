import { z } from 'zod';
import { contract } from '../platform/contract';
import { isDocumentId } from '../shared/documentId';
import { givenDay } from '../shared/timeRange';
import { dayText, streakView } from '../streaks/wire';

const uid = z.string().max(128).refine(isDocumentId, 'must be a user id');

export const repairStreakContract = contract({
  name: 'repairStreak',
  summary:
    "Folds a user's streak anew from all of their activities and days, and stores what that gives. What has changed is kept in `users/{uid}/repairs`. A streak that is as it should be is left alone.",
  request: z.strictObject({ uid: uid.describe('Whose streak.') }),
  response: z.object({
    repaired: z.boolean().describe('False when nothing differed; then nothing was written.'),
    repairId: z.string().nullable().describe('Id of the record in `users/{uid}/repairs`.'),
    changes: z.array(
      z.object({
        field: z.string(),
        before: z.string().nullable().describe('As JSON; null where there was none.'),
        after: z.string().nullable().describe('As JSON; null where there is none now.'),
      }),
    ),
  }),
  reasons: ['unknown-user', 'not-repairable'],
});

export const adjustFreezesContract = contract({
  name: 'adjustFreezes',
  summary:
    'Gives a user freezes, or takes some, as of the end of a day: they are held from the next day on, and the days since are judged again. So a freeze given as of the day before a break undoes the break. Kept with its reason in `users/{uid}/repairs`; sending the same `adjustmentId` again changes nothing.',
  request: z.strictObject({
    uid: uid.describe('Whose freezes.'),
    adjustmentId: z
      .string()
      .regex(/^[A-Za-z0-9-]{1,64}$/, 'use 1 to 64 letters, digits or -')
      .describe('Made by the caller, once per adjustment: the idempotency key.'),
    freezes: z
      .int()
      .min(-10)
      .max(10)
      .refine((freezes) => freezes !== 0, 'must not be 0')
      .describe('How many more; fewer where negative.'),
    day: givenDay.optional().describe('A day that has ended. Default: yesterday, for the user.'),
    reason: z.string().trim().min(1).max(500).describe('Why; for those who look into it later.'),
  }),
  response: z.object({
    adjusted: z.boolean().describe('False when it had been done before.'),
    day: dayText,
    streak: streakView,
  }),
  reasons: ['unknown-user', 'out-of-range', 'freezes-not-held', 'not-repairable'],
});

export type AdjustFreezesRequest = z.output<typeof adjustFreezesContract.request>;
export type AdjustFreezesResponse = z.output<typeof adjustFreezesContract.response>;
export type RepairStreakResponse = z.output<typeof repairStreakContract.response>;
