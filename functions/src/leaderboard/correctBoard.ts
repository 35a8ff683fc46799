import type { Firestore } from 'firebase-admin/firestore';
import { writeInTransaction } from '../platform/write';
import { boardWrites } from './documents';
import { ranked } from './ranked';
import { loadBoardIn } from './store';

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
