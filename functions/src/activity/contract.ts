import { z } from 'zod';
import { partView } from '../challenges/wire';
import { contract } from '../platform/contract';
import { givenInstant } from '../shared/timeRange';
import { dayText, eventView, streakView } from '../streaks/wire';

/** An id that can be a document's name: no slash, not all dots, not `__…__`. */
const activityId = z
  .string()
  .regex(/^[A-Za-z0-9_.:-]{1,128}$/, 'use 1 to 128 letters, digits or _ . : -')
  .refine((id) => !/^\.{1,2}$|^__.*__$/.test(id), 'must not be ".", ".." or "__…__"');

/** 1000 years: so far apart may two settings of a device's clock be. */
const MAX_AGE_MS = 1000 * 366 * 86_400_000;

export const logActivityContract = contract({
  name: 'logActivity',
  summary:
    'Records one activity and answers with the streak it leads to. Sending the same `activityId` again changes nothing and returns the first answer.',
  request: z
    .strictObject({
      activityId: activityId.describe(
        'Made by the client, once per activity: the idempotency key.',
      ),
      type: z.string().min(1).max(40).describe('An activity type of the program.'),
      quantity: z.int().min(1).default(1).describe('How many; multiplies the XP. At most 20.'),
      occurredAt: givenInstant
        .optional()
        .describe('When it happened: up to 48 h ago, at most 5 min ahead. Default: now.'),
      ageMs: z
        .int()
        .min(0)
        .max(MAX_AGE_MS)
        .optional()
        .describe(
          'Instead of `occurredAt`, from a device whose clock may be wrong: how long ago it happened, in milliseconds. Up to 48 h.',
        ),
      timeZone: z
        .string()
        .max(64)
        .optional()
        .describe("The device's IANA zone now. As `setTimeZone`; needed once per user."),
    })
    .refine(({ occurredAt, ageMs }) => occurredAt === undefined || ageMs === undefined, {
      message: 'send either occurredAt or ageMs',
      path: ['ageMs'],
    }),
  response: z.object({
    activityId: z.string(),
    day: dayText.describe('The streak day that the activity was put on.'),
    xp: z.int().describe('XP that the activity was worth when it was recorded, caps considered.'),
    cappedXp: z
      .int()
      .default(0)
      .describe('XP that did not count, because enough of its type had been done on the day.'),
    streak: streakView,
    events: z.array(eventView).describe('What the activity brought about.'),
    challenges: z
      .array(partView)
      .default([])
      .describe('How the user stands in each challenge that they are in.'),
    newBadges: z.array(z.string()).describe('Ids of badges earned by it.'),
  }),
  reasons: [
    'unknown-activity-type',
    'out-of-range',
    'time-zone-unset',
    'unknown-time-zone',
    'too-many-zone-changes',
  ],
});

export type LogActivityRequest = z.output<typeof logActivityContract.request>;
/** An activity whose time, unless it is now, is an instant of the server's clock. */
export type DatedActivity = Omit<LogActivityRequest, 'ageMs'>;
export type LogActivityResponse = z.output<typeof logActivityContract.response>;
