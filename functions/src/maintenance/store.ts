import {
  type Firestore,
  FieldValue,
  type Query,
  type QueryDocumentSnapshot,
  Timestamp,
} from 'firebase-admin/firestore';
import type { Progress } from './progress';

/** Run records are kept for 30 days by the TTL policy on `expireAt`. */
const RUN_RECORD_TTL_MS = 30 * 86_400_000;

/** Users of the shards whose streak lapses at `cutoff` (milliseconds since the epoch) or earlier. */
function dueUsers(db: Firestore, shards: readonly number[], cutoff: number): Query {
  return db
    .collection('users')
    .where('shard', 'in', shards)
    .where('lapseAt', '<=', Timestamp.fromMillis(cutoff));
}

/** How many users are due. No user is read. */
export async function countDue(
  db: Firestore,
  shards: readonly number[],
  cutoff: number,
): Promise<number> {
  const counted = await dueUsers(db, shards, cutoff).count().get();
  return counted.data().count;
}

/** The due users, longest overdue first, in pages of `size`; each is read once. */
export async function* pagesOfDue(
  db: Firestore,
  shards: readonly number[],
  cutoff: number,
  size: number,
): AsyncGenerator<QueryDocumentSnapshot[]> {
  const due = dueUsers(db, shards, cutoff).orderBy('lapseAt').limit(size);
  let page = await due.get();
  while (!page.empty) {
    yield page.docs;
    const last = page.docs.at(-1);
    if (page.size < size || !last) return;
    page = await due.startAfter(last).get();
  }
}

/** Notes that a run was announced, with how many were due. */
export async function recordRun(
  db: Firestore,
  runId: string,
  run: { readonly due: number; readonly messages: number },
): Promise<void> {
  const scheduledFor = Date.parse(runId);
  await runDocument(db, runId).set(
    {
      ...run,
      scheduledFor: Timestamp.fromMillis(scheduledFor),
      expireAt: Timestamp.fromMillis(scheduledFor + RUN_RECORD_TTL_MS),
    },
    { merge: true },
  );
}

/** Adds what a worker did for some shards of a run. */
export async function recordProgress(
  db: Firestore,
  runId: string,
  shards: readonly number[],
  progress: Progress,
): Promise<void> {
  const counts = Object.entries<number>({ ...progress }).map(([name, n]) => [
    name,
    FieldValue.increment(n),
  ]);
  const range = `${shards.at(0) ?? ''}-${shards.at(-1) ?? ''}`;
  const ranges = { [range]: Object.fromEntries(counts) as Record<string, FieldValue> };
  await runDocument(db, runId).set({ ranges }, { merge: true });
}

function runDocument(db: Firestore, runId: string) {
  return db.doc(`maintenanceRuns/${runId}`);
}
