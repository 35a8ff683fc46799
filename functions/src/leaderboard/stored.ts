import { z } from 'zod';
import { instant } from '../platform/instant';
import { boards, slots } from './boards';
import { boardRule } from './contract';

const count = z.int().min(0);

/** `users/{uid}.profile`: there for those who take part where others see them. */
export const profileField = z.object({
  /** As `checkDisplayName` has it. */
  displayName: z.string(),
});

export type Profile = Readonly<z.output<typeof profileField>>;

const score = { activeDays: count, run: count, xp: count, reachedAt: instant };

/** A score in a user document. `order` sorts those of a period, and is all that is indexed. */
export const scoreField = z.object({ period: z.string(), ...score, order: z.string() });

/** `users/{uid}.board`: a score each. */
export const boardField = z.partialRecord(z.enum(slots), scoreField);

export type BoardField = z.output<typeof boardField>;
export type ScoreField = z.output<typeof scoreField>;

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
export const publishedBoard = z.strictObject({
  ...head,
  rule: boardRule,
  entries: z.array(
    z.strictObject({ rank, displayName: z.string(), activeDays: count, run: count, xp: count }),
  ),
  expireAt: instant.nullable(),
});
