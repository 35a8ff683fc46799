import { z } from 'zod';
import { contract } from './contract';
import { givenDay, givenInstant } from './timeRange';
import { challengeView, dayText, participationView } from './views';

const challengeId = z.string().regex(/^[a-z0-9][a-z0-9-]{0,59}(\.\d{1,3})?$/);

const window = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('days'), first: givenDay, last: givenDay }),
  z.strictObject({ kind: z.literal('instants'), from: givenInstant, to: givenInstant }),
]);

export const createChallengeContract = contract({
  name: 'createChallenge',
  summary:
    'Creates a challenge for all users. Creating the same one again changes nothing; an id that another one has is refused. A repeating challenge is followed by the next one when it starts; a monthly one of whole months has whole months each time, any other lasts as long as the first.',
  request: z.strictObject({
    challengeId: z
      .string()
      .regex(/^[a-z0-9][a-z0-9-]{0,59}$/, 'use 1 to 60 small letters, digits or -')
      .describe('Its name in links and rewards; its successors get `.2`, `.3` and so on.'),
    title: z.string().trim().min(3).max(80).describe('Shown to users.'),
    description: z.string().trim().max(500).default(''),
    goal: z.strictObject({
      kind: z.enum(['active-days', 'every-day', 'activities', 'xp', 'run', 'categories']),
      target: z
        .int()
        .min(1)
        .max(1_000_000)
        .optional()
        .describe(
          'How many; at most as many days as each window has. Default for `categories`: all those of the program. `every-day` has none: it asks for all days of its window.',
        ),
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
          .describe('How many there are in total; the last must end by 2999.'),
      })
      .nullable()
      .default(null),
  }),
  response: challengeView,
  reasons: ['malformed-challenge', 'challenge-exists'],
});

const listedChallenge = challengeView.extend({
  state: z.enum(['upcoming', 'running']).describe('For the caller, in their own zone.'),
  part: participationView.nullable().describe('Null: the caller does not take part.'),
  accountRequired: z
    .boolean()
    .describe(
      'True: places are limited and the caller is anonymous, so `joinChallenge` would refuse; offer to sign in, or to link an account.',
    ),
});

export const listChallengesContract = contract({
  name: 'listChallenges',
  summary: 'The challenges that can be joined, at most 30; those that end soonest come first.',
  request: z.strictObject({}),
  response: z.object({ challenges: z.array(listedChallenge) }),
  reasons: [],
});

export const joinChallengeContract = contract({
  name: 'joinChallenge',
  summary:
    'Joins a challenge as of now. If it counts days, all of today counts. Joining again changes nothing. If places are limited, an account is required, unless `LIMITED_PLACES_NEED_ACCOUNT` is switched off.',
  request: z.strictObject({ challengeId }),
  response: z.object({ part: participationView }),
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
    'Leaves a challenge; progress is lost and the place is freed. A challenge that is completed or over cannot be left. Leaving again changes nothing.',
  request: z.strictObject({ challengeId }),
  response: z.object({
    left: z.boolean().describe('False if there was nothing to leave, or no longer.'),
  }),
  reasons: [],
});

const rankingRow = z.object({
  rank: z.int().describe('Equal participants share a rank.'),
  displayName: z.string(),
  value: z.int(),
  completedOn: dayText.nullable(),
  isCaller: z.boolean(),
});

export const followChallengeContract = contract({
  name: 'followChallenge',
  summary:
    'The caller’s progress and rank in a challenge they have joined. Called as a stream, it sends this at once and whenever the caller makes progress, for up to a minute or until the target is reached. Streams are rate limited per user; one too many is refused with `too-many-calls` and the time to wait. Others are shown only if they have opted in with `setLeaderboardProfile`.',
  request: z.strictObject({ challengeId }),
  response: z.object({
    part: participationView,
    participants: z.int(),
    rank: z.int().describe('By progress, then by the day on which the target was reached.'),
    standing: z.array(rankingRow).describe('The top 20 of those who are shown.'),
  }),
  reasons: ['unknown-challenge', 'not-joined'],
});

export type CreateChallengeRequest = z.output<typeof createChallengeContract.request>;
export type ListedChallenge = z.output<typeof listedChallenge>;
export type FollowChallengeResponse = z.output<typeof followChallengeContract.response>;
