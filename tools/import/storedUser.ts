import type { Firestore, Timestamp } from 'firebase-admin/firestore';
import { z } from 'zod';
import { userPath } from '../../functions/src/contracts/ids';
import { loadLived } from '../../functions/src/documents/life';
import { readStreak } from '../../functions/src/documents/user';
import type { Day } from '../../functions/src/engine/days';
import type { LedgerDay } from '../../functions/src/engine/ledger';
import type { Life } from '../../functions/src/engine/relive';
import { wholeLedger } from '../../functions/src/features/streaks/resettle';
import { instant, readTogether } from '../../functions/src/platform/write';

/** All that is stored of a user's history, as of one instant. */
export interface StoredUser extends Life {
  /** What was before it has been erased (milliseconds since the epoch); -Infinity where nothing has. */
  readonly begunAfter: number;
  /** The last import that wrote the user. */
  readonly imported: ImportMark | undefined;
  /** Of the user document. */
  readonly version: Timestamp;
}

/** What a user document says of an import: which, when, and how many activities are still to be written. */
export const importMark = z.object({
  source: z.string(),
  at: instant,
  left: z.int().min(0).default(0),
});

export type ImportMark = z.output<typeof importMark>;

const marks = z.object({ imported: importMark.optional(), begunAfter: instant.optional() });

/**
 * What is stored of a user; undefined where nothing is known. One read for a user whom this import has
 * written before or who has no streak, otherwise one more for each month and each activity.
 *
 * @throws ZodError when a document is malformed
 */
export function readStored(
  db: Firestore,
  uid: string,
  source: string,
): Promise<StoredUser | undefined> {
  return readTogether(db, async (transaction) => {
    const user = await transaction.get(db.doc(userPath(uid)));
    const data = user.data();
    if (!data || !user.updateTime) return undefined;
    const { imported, begunAfter = -Infinity } = marks.parse(data);
    const known = { imported, begunAfter, version: user.updateTime };
    const nothing = { ledger: new Map<Day, LedgerDay>(), activities: [] };
    if (isDone(imported, source)) return { ...known, ...nothing, streak: undefined };
    const streak = readStreak(data);
    if (!streak) return { ...known, ...nothing, streak };
    const ledger = await wholeLedger(transaction, db, uid);
    const { activities } = await loadLived(transaction, db, uid);
    return { ...known, streak, ledger, activities };
  });
}

/** Whether an import has written all of a user. */
export function isDone(imported: ImportMark | undefined, source: string): boolean {
  return imported?.source === source && imported.left === 0;
}
