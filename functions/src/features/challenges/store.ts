import {
  FieldValue,
  type Firestore,
  type QueryDocumentSnapshot,
  type QuerySnapshot,
  Timestamp,
} from 'firebase-admin/firestore';
import { FirestreakError } from '../../contracts/errors';
import { userPath } from '../../contracts/ids';
import type { CloseMessage } from '../../contracts/messages';
import {
  challengePath,
  readChallenge,
  readParticipant,
  readTaken,
  slotPath,
  type StoredChallenge,
  type StoredParticipant,
} from '../../documents/challenge';
import { readProfile } from '../../documents/leaderboard';
import type { Shown } from '../../engine/challengeProgress';
import type { Program } from '../../engine/program';

/** What the use cases of challenges need from outside. */
export interface ChallengeDeps {
  readonly db: Firestore;
  readonly program: Program;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
}

/** Who may take a place where places are counted. */
export interface PlaceRule {
  /** Whether a user without an account is refused one. */
  readonly placesNeedAccount: boolean;
}

/** What ending challenges needs besides. */
export interface CloseDeps extends ChallengeDeps {
  readonly announce: (message: CloseMessage) => Promise<void>;
}

/** A challenge. One read. @throws FirestreakError `unknown-challenge` */
export async function loadChallenge(db: Firestore, id: string): Promise<StoredChallenge> {
  const challenge = readChallenge((await db.doc(challengePath(id)).get()).data());
  if (challenge) return challenge;
  throw new FirestreakError('unknown-challenge', 'There is no such challenge.');
}

/** Challenges by id that are not over for everybody at `now`, the soonest over first. */
export async function joinableChallenges(
  db: Firestore,
  now: number,
  limit: number,
): Promise<[string, StoredChallenge][]> {
  const query = challenges(db).where('endsAt', '>', Timestamp.fromMillis(now));
  return byId(await query.orderBy('endsAt').limit(limit).get());
}

/** Open challenges by id in which nothing can count any more at `now`. */
export async function closableChallenges(
  db: Firestore,
  now: number,
): Promise<[string, StoredChallenge][]> {
  const query = challenges(db)
    .where('state', '==', 'open')
    .where('closesAt', '<=', Timestamp.fromMillis(now));
  return byId(await query.orderBy('closesAt').limit(100).get());
}

/** Challenges by id that another should follow by `now`. */
export async function repeatingChallenges(
  db: Firestore,
  now: number,
): Promise<[string, StoredChallenge][]> {
  const query = challenges(db).where('repeatAt', '<=', Timestamp.fromMillis(now));
  return byId(await query.orderBy('repeatAt').limit(100).get());
}

/** How many take part. One read for each 1,000, and no document that joining writes. */
export async function countParticipants(db: Firestore, id: string): Promise<number> {
  return (await participants(db, id).count().get()).data().count;
}

/** How many participations of a challenge have a status. */
export async function countByStatus(
  db: Firestore,
  id: string,
  status: StoredParticipant['status'],
): Promise<number> {
  return (await participants(db, id).where('status', '==', status).count().get()).data().count;
}

/** Parts of some shards that have no outcome yet. */
export async function participationsWithoutOutcome(
  db: Firestore,
  id: string,
  shards: readonly number[],
  limit: number,
): Promise<QueryDocumentSnapshot[]> {
  const query = participants(db, id)
    .where('shard', 'in', [...shards])
    .where('status', '==', 'active');
  return (await query.limit(limit).get()).docs;
}

/** How many places of each slot are taken, all at one instant. */
export async function loadTaken(db: Firestore, id: string, slots: number): Promise<number[]> {
  const paths = Array.from({ length: slots }, (_, slot) => db.doc(slotPath(id, slot)));
  return (await db.getAll(...paths)).map((slot) => readTaken(slot.data()));
}

/** How many come before somebody: those who reached more, or all of it on an earlier day. */
export async function countBefore(
  db: Firestore,
  id: string,
  { value, completedOn }: Pick<StoredParticipant, 'value' | 'completedOn'>,
): Promise<number> {
  const before =
    completedOn === null
      ? participants(db, id).where('value', '>', value)
      : participants(db, id).where('completedOn', '<', completedOn);
  return (await before.count().get()).data().count;
}

/**
 * The first of those who have opted in to be shown. Whoever has opted out since is left out, by their
 * profile of this moment.
 */
export async function loadShown(db: Firestore, id: string, limit: number): Promise<Shown[]> {
  const { docs } = await participants(db, id)
    .where('shown', '==', true)
    .orderBy('value', 'desc')
    .orderBy('completedOn')
    .limit(limit)
    .get();
  if (docs.length === 0) return [];
  const users = docs.map((participation) => db.doc(userPath(participation.id)));
  const profiles = await db.getAll(...users, { fieldMask: ['profile'] });
  return docs.flatMap((participation, index) => {
    const profile = readProfile(profiles[index]?.data());
    const shown = readParticipant(participation.data());
    if (!profile || !shown) return [];
    const { value, completedOn } = shown;
    return { uid: participation.id, displayName: profile.displayName, value, completedOn };
  });
}

/** Has challenges no longer name the administrator who created them, as those of earlier versions do. */
export async function forgetCreators(db: Firestore): Promise<void> {
  const { docs } = await challenges(db).orderBy('createdBy').limit(100).select().get();
  await Promise.all(docs.map(({ ref }) => ref.update({ createdBy: FieldValue.delete() })));
}

function challenges(db: Firestore) {
  return db.collection('challenges');
}

function participants(db: Firestore, id: string) {
  return db.collection(`${challengePath(id)}/participants`);
}

function byId({ docs }: QuerySnapshot): [string, StoredChallenge][] {
  return docs.flatMap((doc): [string, StoredChallenge][] => {
    const challenge = readChallenge(doc.data());
    return challenge ? [[doc.id, challenge]] : [];
  });
}
