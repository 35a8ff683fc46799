import {
  FieldPath,
  type Firestore,
  type QueryDocumentSnapshot,
  Timestamp,
} from 'firebase-admin/firestore';
import { writeInTransaction } from '../../functions/src/platform/write';
import { readStreak } from '../../functions/src/documents/user';
import { RUN_AT, judgement } from './population';

const PAGE_SIZE = 100;

/** What the replaced design did in the time it was given. */
export interface Covered {
  readonly users: number;
  readonly due: number;
}

/**
 * The design that Firestreak replaces: every user is read, page after page; each due one is judged in
 * a transaction of its own, after which its history is written. Stops after a page when `limitMs` of
 * real time are over.
 */
export async function replacedDesign(db: Firestore, limitMs: number): Promise<Covered> {
  const users = db.collection('users').orderBy(FieldPath.documentId()).limit(PAGE_SIZE);
  const end = performance.now() + limitMs;
  const covered = { users: 0, due: 0 };
  let page = await users.get();
  while (!page.empty) {
    for (const user of page.docs) if (await judge(db, user)) covered.due += 1;
    covered.users += page.size;
    if (performance.now() > end) break;
    page = await users.startAfter(page.docs.at(-1)).get();
  }
  return covered;
}

async function judge(db: Firestore, user: QueryDocumentSnapshot): Promise<boolean> {
  const lapseAt: unknown = user.get('lapseAt');
  if (!(lapseAt instanceof Timestamp) || lapseAt.toMillis() > RUN_AT) return false;
  const history = await db.runTransaction(async (transaction) => {
    const streak = readStreak((await transaction.get(user.ref)).data());
    const [own, ...others] = streak ? judgement(user.id, streak) : [];
    if (own) writeInTransaction(transaction, db, [own]);
    return others;
  });
  for (const { path, data } of history.slice(0, 1)) await db.doc(path).set(data, { merge: true });
  return true;
}
