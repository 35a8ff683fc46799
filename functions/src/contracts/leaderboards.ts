import { z } from 'zod';
import { type BoardRule, boards, isPeriodOf } from '../engine/scores';
import { contract } from './contract';

const count = z.int().min(0);

const displayName = z.string().nullable().describe('Null: the caller is not shown to others.');

export const setLeaderboardProfileContract = contract({
  name: 'setLeaderboardProfile',
  summary:
    'Opts in to being shown to others under a name, changes the name, or opts out. Users are not shown until they opt in. Shared cards stay public even after opting out, unless `revokeShares` revokes them; the response says how many there are.',
  request: z.strictObject({
    displayName: z
      .string()
      .max(500)
      .nullable()
      .describe(
        'The name to be shown under, 2 to 30 characters (1 in scripts where a letter is a word, as in 李), no address and nothing that could be taken for the service’s own; spaces are normalized. Null opts out.',
      ),
    revokeShares: z
      .boolean()
      .optional()
      .describe('With null: true also revokes the cards that the caller has shared.'),
  }),
  response: z.object({
    displayName,
    publicShares: count.describe(
      'Cards of the caller that anyone with the link can see; `listShares` lists them. A card keeps the name it was created with.',
    ),
  }),
  reasons: ['unsuitable-name', 'time-zone-unset', 'malformed-request'],
});

export type SetLeaderboardProfileRequest = z.output<typeof setLeaderboardProfileContract.request>;
export type SetLeaderboardProfileResponse = z.output<typeof setLeaderboardProfileContract.response>;

/** What a board is ordered by. */
export const boardRule = z.object({
  orderedBy: z
    .array(z.enum(['activeDays', 'run', 'xp']))
    .describe('The ranking criteria, most important first; more is better.'),
  ties: z
    .literal('first-reached')
    .describe('Equal scores are listed in the order in which they were reached.'),
  ranks: z.literal('competition'),
}) satisfies z.ZodType<BoardRule>;

const A_PERIOD =
  'must be a week such as 2026-W09 of the weekly board, or a month such as 2026-03 of the monthly one';

const entry = z.object({
  rank: z
    .int()
    .min(1)
    .describe('Equal scores share a rank, and the next rank skips as many: 1, 2, 2, 4.'),
  displayName: z.string(),
  activeDays: count.describe('In the period.'),
  run: count.describe('Weekly and monthly: the run so far. All time: the longest run.'),
  xp: count.describe('Earned in the period.'),
  isYou: z.boolean(),
});

export const getLeaderboardContract = contract({
  name: 'getLeaderboard',
  summary:
    "The top hundred of those who have opted in, as last published, and the caller's own rank now. Weeks and months are those of each user's own streak days.",
  request: z
    .strictObject({
      board: z.enum(boards),
      period: z
        .string()
        .regex(/^\d{4}-(W\d\d|\d\d)$/, { error: A_PERIOD, abort: true })
        .meta({ format: 'period' })
        .optional()
        .describe(
          'A week, `2026-W09`, or month, `2026-03`; 12 past ones are kept. Default: the caller’s current one.',
        ),
    })
    .refine(({ board, period }) => period === undefined || isPeriodOf(board, period), {
      error: A_PERIOD,
      path: ['period'],
    }),
  response: z.object({
    board: z.enum(boards),
    period: z.string().describe('`all` for all time.'),
    rule: boardRule,
    builtAt: z.iso
      .datetime()
      .nullable()
      .describe('When it was published; null: it is no longer kept.'),
    total: count.describe('How many users were on it then.'),
    entries: z.array(entry).describe('The top 100, in order.'),
    you: z
      .object({
        displayName: z.string(),
        rank: z.int().min(1).nullable().describe('Null: no activity in the period yet.'),
        neighbours: z.array(entry).describe('Up to three on each side, and the caller.'),
      })
      .nullable()
      .describe('Null for a caller who has not opted in. Current, whenever the board was built.'),
  }),
  reasons: [],
});

export const rebuildLeaderboardsContract = contract({
  name: 'rebuildLeaderboards',
  summary: 'Publishes the current boards at once, as the daily schedule does.',
  request: z.strictObject({}),
  response: z.object({ published: count.describe('How many boards.') }),
  reasons: [],
});

export type GetLeaderboardRequest = z.output<typeof getLeaderboardContract.request>;
export type GetLeaderboardResponse = z.output<typeof getLeaderboardContract.response>;
