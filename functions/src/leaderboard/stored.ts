import { z } from 'zod';
import { instant } from '../platform/instant';
import { boards, slots } from './boards';

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

/** A published board: `leaderboards/{board}` now, `leaderboards/{board}_{period}` each period. */
export const boardDocument = z.object({
  board: z.enum(boards),
  period: z.string(),
  builtAt: instant,
  /** All who are on the board. */
  total: count,
  entries: z.array(
    z.object({ id: z.string(), displayName: z.string(), rank: z.int().min(1), ...score }),
  ),
  /** Ids of the entries, to find the boards that someone is on. */
  members: z.array(z.string()),
  expireAt: instant.nullable(),
});

export type BoardDocument = Readonly<z.output<typeof boardDocument>>;
