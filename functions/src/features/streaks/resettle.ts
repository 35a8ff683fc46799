import { FieldPath, type Firestore, type Transaction } from 'firebase-admin/firestore';
import { userPath } from '../../contracts/ids';
import type { StreakDeps } from '../../documents/load';
import { publishedFrom, withoutToldAgain } from '../../documents/outbox';
import { readMonth, storedStreak, streakWrites } from '../../documents/user';
import { addDays, type Day } from '../../engine/days';
import type { LedgerDay } from '../../engine/ledger';
import { reopen } from '../../engine/reopen';
import { settle } from '../../engine/settle';
import type { Caller } from '../../platform/request';
import { runTransaction, type Write, writeInTransaction } from '../../platform/write';

/**
 * Judges a user's days from `since` on once more, sealed ones included, in one transaction. Nothing
 * is written when all stays as it was. One read for a user none of whose sealed days is meant,
 * otherwise one more for each month with activity.
 *
 * @returns whether anything has changed
 * @throws ZodError when a document is malformed, or StaleOutagesError
 */
export function resettle(
  { db, program, now, outages, publishes }: StreakDeps,
  { uid, correlationId }: Caller,
  since: Day,
): Promise<boolean> {
  return runTransaction(db, uid, async (transaction) => {
    const user = await transaction.get(db.doc(userPath(uid)));
    const state = storedStreak(user.data());
    if (!state) return false;
    const origin = publishedFrom(publishes, user.data());
    const context = { now: now(), program, correlationId, ...origin };
    const isSealed = since <= state.checkpoint.through;
    const opened = isSealed
      ? reopen(state, await wholeLedger(transaction, db, uid), addDays(since, -1), program)
      : { state, stored: state };
    const settled = settle(opened.state, context.now, program, outages, opened.stored);
    if (Object.keys(settled.changedDays).length === 0) return false;
    const writes = streakWrites(uid, settled, context);
    writeInTransaction(transaction, db, await withoutToldEvents(transaction, db, writes));
    return true;
  });
}

/** Every judged day of a user. One read a month. */
export async function wholeLedger(
  transaction: Transaction,
  db: Firestore,
  uid: string,
): Promise<Map<Day, LedgerDay>> {
  const months = db.collection(`${userPath(uid)}/months`).orderBy(FieldPath.documentId());
  const { docs } = await transaction.get(months);
  return new Map(docs.flatMap((month) => Object.entries(readMonth(month.data()))));
}

/**
 * The writes without events that have been told: an event's id says what it tells, so one that exists has been.
 *
 * @param others users of whom what they were told counts too
 */
export async function withoutToldEvents(
  transaction: Transaction,
  db: Firestore,
  writes: readonly Write[],
  others: readonly string[] = [],
): Promise<Write[]> {
  const created = writes.filter(({ precondition }) => precondition === 'absent');
  if (created.length === 0) return [...writes];
  const ofOthers = created.flatMap(({ path }) =>
    others.map((uid) => `${userPath(uid)}/events/${idOf(path)}`),
  );
  const paths = [...created.map(({ path }) => path), ...ofOthers];
  const found = await transaction.getAll(...paths.map((path) => db.doc(path)));
  const told = new Set(found.filter(({ exists }) => exists).map(({ id }) => id));
  return withoutToldAgain(
    writes.filter(({ path, precondition }) => precondition !== 'absent' || !told.has(idOf(path))),
    told,
  );
}

function idOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}
