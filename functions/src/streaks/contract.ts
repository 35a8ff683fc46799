import { z } from 'zod';
import { contract } from '../platform/contract';
import { givenDay } from '../shared/timeRange';
import { explainedDay, instantText, streakView } from './wire';

export const getStreakContract = contract({
  name: 'getStreak',
  summary: "The caller's streak now. Missed days count as soon as they end, judged or not.",
  request: z.strictObject({}),
  response: streakView,
  reasons: ['time-zone-unset'],
});

export const explainStreakContract = contract({
  name: 'explainStreak',
  summary: 'Why each day was judged as it was, oldest first.',
  request: z
    .strictObject({
      from: givenDay.optional().describe('Default: 13 days before `to`.'),
      to: givenDay.optional().describe('Default, and at most: today.'),
    })
    .describe('At most 92 days.'),
  response: z.object({
    programVersion: z.string().describe('Version of the rules in force now.'),
    dayStartHour: z.int().describe('Local hour at which a streak day starts.'),
    days: z.array(explainedDay),
  }),
  reasons: ['time-zone-unset', 'malformed-request'],
});

export const setTimeZoneContract = contract({
  name: 'setTimeZone',
  summary:
    'Tells where the user is. Days that have begun keep their name; days that a flight east skips are kept. A second change within 7 days that would skip days waits for the end of the day.',
  request: z.strictObject({
    timeZone: z.string().max(64).describe('An IANA name such as `Europe/Berlin`.'),
  }),
  response: z.object({
    timeZone: z.string(),
    effectiveAt: instantText.describe('When the zone is in force: now, or when today ends.'),
    streak: streakView,
  }),
  reasons: ['unknown-time-zone', 'too-many-zone-changes'],
});

export type ExplainStreakRequest = z.output<typeof explainStreakContract.request>;
export type ExplainStreakResponse = z.output<typeof explainStreakContract.response>;
export type SetTimeZoneResponse = z.output<typeof setTimeZoneContract.response>;
