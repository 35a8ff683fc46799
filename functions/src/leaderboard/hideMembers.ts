import type { Firestore } from 'firebase-admin/firestore';
import { writeInTransaction } from '../platform/write';
import { boardWrites } from './documents';
import { boardsWithMembers, loadBoardWithMembers } from './store';

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
