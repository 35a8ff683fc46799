import type { DocumentSnapshot, Firestore, Query, Transaction } from 'firebase-admin/firestore';
import { stableHash } from '../../contracts/ids';
import {
  boardPath,
  type BoardRecord,
  boardRecord,
  readProfile,
  recordPath,
  scoreField,
} from '../../documents/leaderboard';
import type { Entry, Period, StoredScore } from '../../engine/scores';
import { known } from '../../contracts/shapes';

/** Someone on a board, with what places them. */
export interface Placed extends Entry {
  readonly uid: string;
  readonly order: string;
}

/** The users of a period, best first; no index but theirs is read. */
function usersOf(db: Firestore, { name, slot }: Period): Query {
  const order = `board.${slot}.order`;
  return db.collection('users').where(order, '>', `${name} `).where(order, '<', `${name}!`);
}

/** The best of a period. One read each. */
export async function topOf(db: Firestore, period: Period, limit: number): Promise<Placed[]> {
  const order = `board.${period.slot}.order`;
  const best = usersOf(db, period).orderBy(order).limit(limit);
  return placed(await best.select('profile', `board.${period.slot}`).get(), period);
}

/** Someone's neighbours: up to `count` on each side, in order, themselves among them. */
export async function around(
  db: Firestore,
  period: Period,
  order: string,
  count: number,
): Promise<Placed[]> {
  const field = `board.${period.slot}.order`;
  const users = usersOf(db, period).select('profile', `board.${period.slot}`);
  const [above, below] = await Promise.all([
    users.orderBy(field, 'desc').startAfter(order).limit(count).get(),
    users
      .orderBy(field)
      .startAt(order)
      .limit(count + 1)
      .get(),
  ]);
  return [...placed(above, period).reverse(), ...placed(below, period)];
}

/** How many users of a period come before an order; all without one. One read per thousand. */
export async function countOf(db: Firestore, period: Period, before?: string): Promise<number> {
  const users = usersOf(db, period);
  const field = `board.${period.slot}.order`;
  const counted = before === undefined ? users : users.where(field, '<', before);
  return (await counted.count().get()).data().count;
}

/** Who is listed of some users, by uid, with the name they have now. One read each. */
export async function listedNames(
  db: Firestore,
  uids: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  if (uids.length === 0) return new Map();
  const users = await db.getAll(...uids.map((uid) => db.doc(`users/${uid}`)), {
    fieldMask: ['profile'],
  });
  return new Map(
    users.flatMap((user) => {
      const profile = readProfile(user.data());
      return profile ? [[user.id, profile.displayName] as const] : [];
    }),
  );
}

/** The record of a board, by its name. One read. */
export async function loadBoard(db: Firestore, name: string): Promise<BoardRecord | undefined> {
  return readBoard(await db.doc(recordPath(name)).get());
}

/** The boards that somebody is on, by name. One read each. */
export async function boardsWith(db: Firestore, id: string): Promise<Map<string, BoardRecord>> {
  const found = db.collection('boardRecords').where('members', 'array-contains', id);
  const { docs } = await found.get();
  return new Map(
    docs.map((document) => [
      document.id,
      boardRecord.parse(known('boardRecords', document.data())),
    ]),
  );
}

/** As `loadBoard`, to be changed. */
export async function loadBoardIn(
  transaction: Transaction,
  db: Firestore,
  name: string,
): Promise<BoardRecord | undefined> {
  return readBoard(await transaction.get(db.doc(recordPath(name))));
}

/**
 * The names of boards that still tell clients who is on them, as versions before records wrote them: they
 * have `members`. One read, and one more for each.
 */
export async function boardsWithMembers(db: Firestore): Promise<string[]> {
  const found = db.collection('leaderboards').orderBy('members');
  return (await found.select().get()).docs.map((document) => document.id);
}

/** A board that still tells who is on it; undefined for another. */
export async function loadBoardWithMembers(
  transaction: Transaction,
  db: Firestore,
  name: string,
): Promise<BoardRecord | undefined> {
  const document = await transaction.get(db.doc(boardPath(name)));
  return document.get('members') === undefined ? undefined : readBoard(document);
}

function readBoard(document: DocumentSnapshot): BoardRecord | undefined {
  return document.exists ? boardRecord.parse(known('boardRecords', document.data())) : undefined;
}

function placed(
  { docs }: { readonly docs: readonly DocumentSnapshot[] },
  { slot }: Period,
): Placed[] {
  return docs.flatMap((user) => {
    const profile = readProfile(user.data());
    if (!profile) return [];
    const { order, activeDays, run, xp, reachedAt }: StoredScore = scoreField.parse(
      user.get(`board.${slot}`),
    );
    const { displayName } = profile;
    const id = stableHash(user.id);
    return [{ uid: user.id, id, displayName, order, activeDays, run, xp, reachedAt }];
  });
}
