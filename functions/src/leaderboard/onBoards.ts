import type { Firestore } from 'firebase-admin/firestore';
import { correctBoard } from './correctBoard';
import { boardPath } from './documents';
import { hideMembers } from './hideMembers';
import { stableHash } from './score';
import { boardsWith } from './store';
import type { BoardRecord } from './stored';

/**
 * Changes somebody's name on all published boards, or those built at an instant (milliseconds since the
 * epoch) or before; null takes them off. One read, and one read and two writes a board.
 */
export async function onBoards(
  db: Firestore,
  uid: string,
  displayName: string | null,
  builtUpTo = Infinity,
): Promise<void> {
  await hideMembers(db);
  const id = stableHash(uid);
  for (const name of (await boardsWith(db, id)).keys()) {
    await correctBoard(db, name, { id, displayName, builtUpTo });
  }
}

/** Somebody's entry on a published board. */
export interface BoardEntry {
  /** Of the board. */
  readonly path: string;
  readonly board: BoardRecord['board'];
  readonly period: string;
  readonly entry: BoardRecord['entries'][number];
}

/** Somebody's entries on all published boards, by path. One read, and one a board. */
export async function entriesOnBoards(db: Firestore, uid: string): Promise<BoardEntry[]> {
  await hideMembers(db);
  const id = stableHash(uid);
  const found = [...(await boardsWith(db, id))].flatMap(([name, { board, period, entries }]) =>
    entries
      .filter((entry) => entry.id === id)
      .map((entry) => ({ path: boardPath(name), board, period, entry })),
  );
  return found.sort((a, b) => (a.path < b.path ? -1 : 1));
}
