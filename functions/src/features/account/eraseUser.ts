import type { DocumentSnapshot, Firestore, QueryDocumentSnapshot } from 'firebase-admin/firestore';
import { userPath } from '../../contracts/ids';
import type { StreakDeps } from '../../documents/load';
import { inParallel } from '../../platform/concurrency';
import { isConflict } from '../../platform/statusCode';
import { onBoards } from '../leaderboards/correctBoards';
import { type Erased, eraseStreak, type Erasure, type Left } from './eraseStreak';
import { personalData } from './personalData';
import { refoldStreak } from './refoldStreak';
import { type Section, sectionsOf } from './sections';

/** Documents that are deleted in one commit. */
const PAGE = 300;

/** Documents that are deleted at once where each has a transaction of its own. */
const LANES = 8;

/** Passes until nothing more is found. More than one where something wrote meanwhile. */
const MAX_PASSES = 5;

/**
 * Deletes every document of a user that is of an instant or before, section after section, and looks
 * again until it finds none. It can be broken off anywhere and begun again, and run beside itself and
 * beside what the user does. A section that fails does not keep the others from being deleted. One read
 * and one delete a document.
 *
 * @param isOver whether time has run out: it then stops between two commits
 * @throws AggregateError of what failed, when all sections have had their turn
 */
export async function eraseUser(
  deps: StreakDeps,
  erasure: Erasure,
  isOver: () => boolean = () => false,
): Promise<Erased> {
  let deleted = 0;
  for (let pass = 0; pass < MAX_PASSES && !isOver(); pass += 1) {
    const found = await erasePass(deps, erasure, isOver);
    if (found === 0 && !isOver()) return { deleted, complete: true };
    deleted += found;
  }
  return { deleted, complete: false };
}

/** @returns how many documents were found that had to go */
async function erasePass(
  deps: StreakDeps,
  erasure: Erasure,
  isOver: () => boolean,
): Promise<number> {
  const { db } = deps;
  const { uid, upTo } = erasure;
  const failures: unknown[] = [];
  let found = 0;
  const attempt = async (erase: () => Promise<number>) => {
    try {
      if (!isOver()) found += await erase();
    } catch (failure) {
      failures.push(failure);
    }
  };
  const streak: { left?: Left } = {};
  const eraseOrFold = async (act: typeof refoldStreak | typeof eraseStreak) => {
    const { left, deleted } = await act(deps, erasure);
    streak.left = left;
    return deleted;
  };
  const all = async (places: typeof personalData) => {
    for (const section of sectionsOf(db, uid, places)) {
      if (section.name === userPath(uid)) continue;
      await attempt(() => eraseAll(db, section, erasure, isOver));
    }
  };
  const [users, ...others] = personalData;
  await attempt(() => eraseOrFold(eraseStreak));
  await all(users ? [users] : []);
  if (streak.left === 'mixed') await attempt(() => eraseOrFold(refoldStreak));
  // A streak that goes on writes to its parts: they go with it, or after it.
  const goesOn = streak.left === undefined || streak.left === 'mixed';
  await all(others.filter(({ collection }) => !goesOn || collection !== 'participants'));
  await attempt(async () => {
    await onBoards(db, uid, null, streak.left === 'none' ? Infinity : upTo);
    return 0;
  });
  if (failures.length > 0) throw new AggregateError(failures, 'Some documents stay.');
  return found;
}

async function eraseAll(
  db: Firestore,
  section: Section,
  { uid, upTo }: Erasure,
  isOver: () => boolean,
): Promise<number> {
  const { query, holds, isTheirs = () => true, fields = [] } = section;
  const { erase, standsAlone = false } = section;
  const isNewer = (document: DocumentSnapshot) => isWrittenAfter(document, section, upTo);
  let found = 0;
  for (let page = query.select(...fields).limit(PAGE), size = PAGE; size === PAGE && !isOver();) {
    const { docs } = await page.get();
    size = docs.length;
    const last = docs.at(-1);
    if (!last) break;
    const theirs = docs.filter((document) => holds(document.ref.path) && isTheirs(document));
    // Read after them: who begins anew writes both in one transaction.
    const stays =
      standsAlone || !theirs.some(isNewer) || (await db.doc(userPath(uid)).get()).exists;
    const goes = (document: DocumentSnapshot) => document.exists && !(stays && isNewer(document));
    const staying = theirs.filter((document) => !goes(document));
    const lost = await aboutNothing(db, section, staying, uid);
    const erasable = theirs.filter((document) => goes(document) || lost.has(document));
    if (erase) await inParallel(erasable, LANES, ({ ref }) => erase(db, ref, goes, uid));
    else await deleteTogether(db, erasable);
    found += erasable.length;
    page = query
      .select(...fields)
      .startAfter(last)
      .limit(PAGE);
  }
  return found;
}

/** Whether a document is of a new beginning, where there is one. */
function isWrittenAfter(
  document: DocumentSnapshot,
  { newer = 'created' }: Section,
  upTo: number,
): boolean {
  if (newer === 'none') return false;
  const time = newer === 'written' ? document.updateTime : document.createTime;
  return (time?.toMillis() ?? 0) > upTo;
}

/** Those of some documents that are about something which is gone. One read each. */
async function aboutNothing(
  db: Firestore,
  { about }: Section,
  documents: readonly QueryDocumentSnapshot[],
  uid: string,
): Promise<ReadonlySet<QueryDocumentSnapshot>> {
  if (!about || documents.length === 0) return new Set();
  const refs = documents.map(({ ref }) => db.doc(about(ref, uid)));
  const found = await db.getAll(...refs, { fieldMask: [] });
  return new Set(documents.filter((_, index) => found[index]?.exists !== true));
}

/**
 * Deletes documents as they were found, in one commit; where one has changed since, in two, and so on:
 * what was written meanwhile stays for the next pass to look at.
 */
async function deleteTogether(
  db: Firestore,
  documents: readonly QueryDocumentSnapshot[],
): Promise<void> {
  const batch = db.batch();
  for (const { ref, updateTime } of documents) batch.delete(ref, { lastUpdateTime: updateTime });
  try {
    await batch.commit();
  } catch (error) {
    if (!isConflict(error)) throw error;
    if (documents.length <= 1) return;
    const middle = Math.ceil(documents.length / 2);
    await deleteTogether(db, documents.slice(0, middle));
    await deleteTogether(db, documents.slice(middle));
  }
}
