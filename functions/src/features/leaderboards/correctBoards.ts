import type { Firestore } from 'firebase-admin/firestore';
import { stableHash } from '../../contracts/ids';
import { boardPath, type BoardRecord, boardWrites } from '../../documents/leaderboard';
import { ranked } from '../../engine/scores';
import { writeInTransaction } from '../../platform/write';
import { boardsWith, boardsWithMembers, loadBoardIn, loadBoardWithMembers } from './store';

/** Takes somebody off a published board, or changes their name on it, in one transaction. */
export async function correctBoard(
  db: Firestore,
  name: string,
  {
    id,
    displayName,
    builtUpTo = Infinity,
  }: {
    readonly id: string;
    readonly displayName: string | null;
    /** A board that was built later, in milliseconds since the epoch, stays as it is. */
    readonly builtUpTo?: number;
  },
): Promise<void> {
  await db.runTransaction(async (transaction) => {
    const published = await loadBoardIn(transaction, db, name);
    if (!published?.members.includes(id) || published.builtAt > builtUpTo) return;
    const { board, entries, total } = published;
    const kept =
      displayName === null
        ? entries.filter((entry) => entry.id !== id)
        : entries.map((entry) => (entry.id === id ? { ...entry, displayName } : entry));
    const left = entries.length - kept.length;
    const corrected = { ...published, entries: ranked(board, kept), total: total - left };
    writeInTransaction(transaction, db, boardWrites(name, corrected));
  });
}

/**
 * Makes records of boards that were published by a version that had none, and showed clients who is on
 * them; of what clients may read, only what they are shown is left. One read where there is no such board.
 *
 * @returns how many there were
 */
export async function hideMembers(db: Firestore): Promise<number> {
  const names = await boardsWithMembers(db);
  for (const name of names) {
    await db.runTransaction(async (transaction) => {
      const board = await loadBoardWithMembers(transaction, db, name);
      if (board) writeInTransaction(transaction, db, boardWrites(name, board));
    });
  }
  return names.length;
}

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
