import type { DocumentData } from 'firebase-admin/firestore';
import { z } from 'zod';
import { userPath } from '../contracts/ids';
import { boardRule } from '../contracts/leaderboards';
import { DAY_MS } from '../engine/days';
import { boards, type Period, ruleOf, slots, type StoredScore } from '../engine/scores';
import { instant, type Write } from '../platform/write';
import { known } from '../contracts/shapes';

const count = z.int().min(0);

/** `users/{uid}.profile`: there for those who take part where others see them. */
export const profileField = z.object({
  /** As `checkDisplayName` has it. */
  displayName: z.string(),
});

export type Profile = Readonly<z.output<typeof profileField>>;

const score = { activeDays: count, run: count, xp: count, reachedAt: instant };

/** A score in a user document. */
export const scoreField = z.object({
  period: z.string(),
  ...score,
  order: z.string(),
}) satisfies z.ZodType<StoredScore>;

/** `users/{uid}.board`: a score each. */
export const boardField = z.partialRecord(z.enum(slots), scoreField);

const head = {
  board: z.enum(boards),
  period: z.string(),
  builtAt: instant,
  /** All who are on the board. */
  total: count,
};

const rank = z.int().min(1);

/**
 * A board as the functions keep it, with who each entry is: `boardRecords/{board}` now,
 * `boardRecords/{board}_{period}` each period. No security rule opens it.
 */
export const boardRecord = z.object({
  ...head,
  entries: z.array(z.object({ id: z.string(), displayName: z.string(), rank, ...score })),
  /** Ids of the entries, to find the boards that someone is on. */
  members: z.array(z.string()),
  expireAt: instant.nullable(),
});

export type BoardRecord = Readonly<z.output<typeof boardRecord>>;

/**
 * A board as clients may read it, `leaderboards/` and the name of its record: what `getLeaderboard`
 * answers, and when the document goes. Strict, so that nothing else gets in.
 */
const publishedBoard = z.strictObject({
  ...head,
  rule: boardRule,
  entries: z.array(
    z.strictObject({ rank, displayName: z.string(), activeDays: count, run: count, xp: count }),
  ),
  expireAt: instant.nullable(),
});

/** How long past boards are kept: 12 periods, and the one that is being built. */
const KEPT_DAYS = { weekly: 13 * 7, monthly: 13 * 31 } as const;

/**
 * The profile in a user document; undefined for a user who has not opted in, and is shown to nobody.
 *
 * @throws ZodError if malformed
 */
export function readProfile(data: DocumentData | undefined): Profile | undefined {
  return profileField.nullish().parse(known('users', data)?.['profile']) ?? undefined;
}

/** The write that makes it a user's profile; without one, their scores go as well. */
export function profileWrite(uid: string, profile: Profile | null): Write {
  const data = profile ? { profile } : { profile, board: null };
  return { path: userPath(uid), data, fields: Object.keys(data).map((field) => [field]) };
}

/** The name of a period's published board. */
export function boardName({ board, name }: Period): string {
  return board === 'allTime' ? board : `${board}_${name}`;
}

/** Path of a board as clients may read it. */
export function boardPath(name: string): string {
  return `leaderboards/${name}`;
}

/** Path of a board as the functions keep it. */
export function recordPath(name: string): string {
  return `boardRecords/${name}`;
}

/** Until when a board that is built at `now` is kept, in milliseconds since the epoch. */
export function keptUntil({ board }: Period, now: number): number | null {
  return board === 'allTime' ? null : now + KEPT_DAYS[board] * DAY_MS;
}

/** What clients may read goes so much earlier: whoever is on it can be taken off as long as it is there. */
const GOES_EARLIER_MS = 3 * DAY_MS;

/** What publishes a board by a name: the record of who is on it, and what of it clients may read. */
export function boardWrites(name: string, board: Omit<BoardRecord, 'members'>): Write[] {
  const { period, builtAt, total, expireAt } = board;
  const record = { ...board, members: board.entries.map(({ id }) => id) };
  const published = {
    ...{ board: board.board, period, rule: ruleOf(board.board), builtAt, total },
    expireAt: expireAt === null ? null : expireAt - GOES_EARLIER_MS,
    entries: board.entries.map(({ rank, displayName, activeDays, run, xp }) => {
      return { rank, displayName, activeDays, run, xp };
    }),
  };
  return [
    { path: recordPath(name), data: z.encode(boardRecord, record) },
    { path: boardPath(name), data: z.encode(publishedBoard, published) },
  ];
}
