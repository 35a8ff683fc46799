import { z } from 'zod';
import { contract } from '../platform/contract';
import { givenDay } from '../shared/timeRange';
import { streakView } from '../streaks/wire';

const response = z.object({ streak: streakView });

export const setPauseContract = contract({
  name: 'setPause',
  summary:
    'Pauses the streak for days that have not ended: without activity they are kept, no freeze is used and no reminder comes. At most 30 days of a year.',
  request: z.strictObject({
    from: givenDay.describe('First day, today at the earliest.'),
    to: givenDay.describe('Last day, at most 366 days ahead.'),
  }),
  response,
  reasons: ['time-zone-unset', 'day-has-ended', 'too-many-paused-days'],
});

export const cancelPauseContract = contract({
  name: 'cancelPause',
  summary:
    'Takes pauses back, as far as their days have not ended. Days taken back can be paused again.',
  request: z.strictObject({
    from: givenDay.optional().describe('Default: today.'),
    to: givenDay.optional().describe('Default: all days ahead.'),
  }),
  response,
  reasons: ['time-zone-unset'],
});

export const setRestDaysContract = contract({
  name: 'setRestDays',
  summary:
    'Chooses weekdays of rest, from next Monday on: without activity they are kept. At most 2 a week; none ends them.',
  request: z.strictObject({
    weekdays: z.array(z.int().min(1).max(7)).max(7).describe('1 is Monday, 7 is Sunday.'),
  }),
  response,
  reasons: ['time-zone-unset', 'too-many-rest-days'],
});

export type PlanResponse = z.output<typeof response>;
