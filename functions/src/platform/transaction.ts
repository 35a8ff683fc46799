import type { Firestore, Transaction } from 'firebase-admin/firestore';

/** How often a transaction that lost to another is tried; the client library waits in between. */
const MAX_ATTEMPTS = 8;

const lastOf = new Map<string, Promise<unknown>>();

/**
 * Runs a transaction that changes one user. Calls for the same user that reach this process together
 * take turns, so that a device that sends what it has queued does not contend with itself; between
 * processes the database decides.
 */
export async function runTransaction<T>(
  db: Firestore,
  uid: string,
  body: (transaction: Transaction) => Promise<T>,
): Promise<T> {
  const run = () => db.runTransaction(body, { maxAttempts: MAX_ATTEMPTS });
  const turn = (lastOf.get(uid) ?? Promise.resolve()).then(run, run);
  lastOf.set(uid, turn);
  try {
    return await turn;
  } finally {
    if (lastOf.get(uid) === turn) lastOf.delete(uid);
  }
}
