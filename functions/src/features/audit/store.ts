import {
  type DocumentData,
  FieldPath,
  type Firestore,
  type Query,
  type Transaction,
} from 'firebase-admin/firestore';
import { userPath } from '../../contracts/ids';
import { shardOf } from '../../contracts/shards';
import { activityDocument } from '../../documents/audit';
import { readUser } from '../../documents/user';
import type { Stored, StoredActivity } from '../../engine/audit';
import { wholeLedger } from '../streaks/resettle';
import { known } from '../../contracts/shapes';

const ID_LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';

/**
 * Ids of about `size` users from `groups` random places among all ids, which Firebase Auth makes of
 * random letters. Each user is one read; none besides is looked at.
 */
export async function sampleUsers(
  db: Firestore,
  size: number,
  groups: number,
  random: () => number,
): Promise<string[]> {
  const users = db.collection('users').orderBy(FieldPath.documentId()).select();
  const perGroup = Math.ceil(size / groups);
  const found = await Promise.all(
    Array.from({ length: groups }, () => groupFrom(users, randomId(random), perGroup)),
  );
  return [...new Set(found.flat())];
}

/** The ids from `start` on; where they end, the first ones of all. */
async function groupFrom(users: Query, start: string, size: number): Promise<string[]> {
  const rest = await users.startAt(start).limit(size).get();
  const missing = size - rest.size;
  const first = missing > 0 ? (await users.endBefore(start).limit(missing).get()).docs : [];
  return [...rest.docs, ...first].map(({ id }) => id);
}

function randomId(random: () => number): string {
  return Array.from(
    { length: 12 },
    () => ID_LETTERS[Math.floor(random() * ID_LETTERS.length)],
  ).join('');
}

/**
 * All that is stored of a user's streak at one instant, with the document as it was read, or undefined where
 * there is nothing. One read, and one more for each month with activity.
 *
 * @throws ZodError when a document is malformed
 */
export async function loadStored(
  transaction: Transaction,
  db: Firestore,
  uid: string,
): Promise<(Stored & { readonly document: DocumentData }) | undefined> {
  const user = (await transaction.get(db.doc(userPath(uid)))).data();
  if (user?.['streak'] === undefined) return undefined;
  const ledger = await wholeLedger(transaction, db, uid);
  return { shard: shardOf(uid), user: readUser(user), ledger, document: user };
}

/** How many activities were accepted. One read for each 1,000. */
export async function countActivities(
  transaction: Transaction,
  db: Firestore,
  uid: string,
): Promise<number> {
  return (await transaction.get(activitiesOf(db, uid).count())).data().count;
}

/** Every accepted activity. One read each. @throws ZodError when one is malformed */
export async function loadActivities(
  transaction: Transaction,
  db: Firestore,
  uid: string,
): Promise<StoredActivity[]> {
  const fields = ['type', 'quantity', 'occurredAt', 'day', 'timeZone', 'v'];
  const { docs } = await transaction.get(activitiesOf(db, uid).select(...fields));
  return docs.map((activity) => activityDocument.parse(known('activities', activity.data())));
}

/** Those that were taken back have no day. */
function activitiesOf(db: Firestore, uid: string) {
  return db.collection(`${userPath(uid)}/activities`).where('day', '>', '');
}
