import { z } from 'zod';
import { contract } from '../platform/contract';
import { givenDay, givenInstant } from '../shared/timeRange';
import { dayText } from '../streaks/wire';
import { challengeView, partView } from './wire';

const challengeId = z.string().regex(/^[a-z0-9][a-z0-9-]{0,59}(\.\d{1,3})?$/);

const window = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('days'), first: givenDay, last: givenDay }),
  z.strictObject({ kind: z.literal('instants'), from: givenInstant, to: givenInstant }),
]);

export const createChallengeContract = contract({
  name: 'createChallenge',
  summary:
    'Opens a challenge to all users. Creating the same one again changes nothing; an id that another one has is refused. One that repeats is followed by the next when it starts.',
  request: z.strictObject({
    challengeId: z
      .string()
      .regex(/^[a-z0-9][a-z0-9-]{0,59}$/, 'use 1 to 60 small letters, digits or -')
      .describe('Its name in links and rewards; those that follow it get `.2`, `.3` and so on.'),
    title: z.string().trim().min(3).max(80).describe('As users read it.'),
    description: z.string().trim().max(500).default(''),
    goal: z.strictObject({
      kind: z.enum(['active-days', 'activities', 'xp', 'run', 'categories']),
      target: z
        .int()
        .min(1)
        .max(1_000_000)
        .optional()
        .describe('How many. Default for `categories`: all that the program has.'),
    }),
    window: window.describe('At most 366 days long, and not over yet.'),
    capacity: z.int().min(1).max(1_000_000).nullable().default(null),
    reward: z
      .strictObject({
        xp: z.int().min(0).max(10_000).default(0),
        freezes: z.int().min(0).max(10).default(0),
        badge: z.string().nullable().default(null).describe('A badge whose rule is `reward`.'),
      })
      .prefault({}),
    repeats: z
      .strictObject({
        every: z.enum(['daily', 'weekly', 'monthly']),
        times: z
          .int()
          .min(2)
          .max(400)
          .describe('How many there are in all; the last ends in 2999 at the latest.'),
      })
      .nullable()
      .default(null),
  }),
  response: challengeView,
  reasons: ['malformed-challenge', 'challenge-exists'],
});

const listedChallenge = challengeView.extend({
  state: z.enum(['upcoming', 'running']).describe('For the caller, in their own zone.'),
  part: partView.nullable().describe('Null: the caller has not joined.'),
  accountRequired: z
    .boolean()
    .describe(
      'True: places are limited and the caller is anonymous, so that `joinChallenge` would refuse; offer to sign in, or to link an account.',
    ),
});

export const listChallengesContract = contract({
  name: 'listChallenges',
  summary: 'The challenges that can be joined, at most 30; the soonest over first.',
  request: z.strictObject({}),
  response: z.object({ challenges: z.array(listedChallenge) }),
  reasons: [],
});

export const joinChallengeContract = contract({
  name: 'joinChallenge',
  summary:
    'Takes part in a challenge from now on. Where it counts days, today counts with what was done before. Joining again changes nothing. Where places are limited, an app can demand an account (`LIMITED_PLACES_NEED_ACCOUNT`, on unless it is switched off).',
  request: z.strictObject({ challengeId }),
  response: z.object({ part: partView }),
  reasons: [
    'unknown-challenge',
    'challenge-over',
    'challenge-full',
    'account-required',
    'too-many-challenges',
    'time-zone-unset',
  ],
});

export const leaveChallengeContract = contract({
  name: 'leaveChallenge',
  summary:
    'Takes part no more; progress is lost and the place is free. What is completed or over stays. Leaving again changes nothing.',
  request: z.strictObject({ challengeId }),
  response: z.object({
    left: z.boolean().describe('False when there was nothing to leave, or nothing any more.'),
  }),
  reasons: [],
});

const standingRow = z.object({
  rank: z.int().describe('The same for all who are equal.'),
  displayName: z.string(),
  value: z.int(),
  completedOn: dayText.nullable(),
  isCaller: z.boolean(),
});

export const followChallengeContract = contract({
  name: 'followChallenge',
  summary:
    'How the caller stands in a challenge they have joined. Called as a stream it sends this at once and whenever the caller comes on, for up to a minute or until all is reached; so many streams are a user’s at once, and one too many is refused with `too-many-calls` and when to try again. Others are shown only if they have opted in with `setLeaderboardProfile`.',
  request: z.strictObject({ challengeId }),
  response: z.object({
    part: partView,
    participants: z.int(),
    rank: z.int().describe('By what was reached, then by the day that reached all of it.'),
    standing: z.array(standingRow).describe('The first 20 of those who are shown.'),
  }),
  reasons: ['unknown-challenge', 'not-joined'],
});

export type CreateChallengeRequest = z.output<typeof createChallengeContract.request>;
export type ListedChallenge = z.output<typeof listedChallenge>;
export type FollowChallengeResponse = z.output<typeof followChallengeContract.response>;
