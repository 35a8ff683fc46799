import type { Board } from './boards';
import { type Score, ordering } from './score';

/** Someone on a board. */
export interface Entry extends Score {
  /** Stands for the user; see `stableHash`. */
  readonly id: string;
  readonly displayName: string;
}

/** An entry with its competition rank: equals share one, and the next skips as many (1, 2, 2, 4). */
export type Ranked<T extends Entry = Entry> = T & { readonly rank: number };

/**
 * Entries with their ranks.
 *
 * @param entries in order, without gaps
 * @param firstPlace the place of the first, 1 and up, and its rank
 */
export function ranked<T extends Entry>(
  board: Board,
  entries: readonly T[],
  first: { readonly place: number; readonly rank: number } = { place: 1, rank: 1 },
): Ranked<T>[] {
  let before: Ranked<T> | undefined;
  return entries.map((entry, index) => {
    const { rank } =
      before && isEqual(board, before, entry) ? before : { rank: first.place + index };
    before = { ...entry, rank: before === undefined ? first.rank : rank };
    return before;
  });
}

function isEqual(board: Board, a: Score, b: Score): boolean {
  return ordering[board].every((key) => a[key] === b[key]);
}
