import type { Firestore, QueryDocumentSnapshot } from 'firebase-admin/firestore';
import { onBoards } from '../leaderboard/onBoards';
import { inParallel } from '../shared/inParallel';
import { type Section, sectionsOf } from './section';

/** Documents that are deleted in one commit. */
const PAGE = 300;

/** Documents that are deleted at once where each has a transaction of its own. */
const LANES = 8;

/** Passes until nothing more is found. More than one where something wrote meanwhile. */
const MAX_PASSES = 3;

/** What an erasure has come to. */
export interface Erased {
  readonly deleted: number;
  /** Whether a pass through everything found nothing. */
  readonly complete: boolean;
}

/**
 * Deletes every document of a user, section after section, and looks again until it finds none. It
 * can be broken off anywhere and begun again. A section that fails does not keep the others from
 * being deleted. About two reads and one delete a document.
 *
 * @param spare documents that stay
 * @throws AggregateError of what failed, when all sections have had their turn
 */
export async function eraseUser(
  db: Firestore,
  uid: string,
  spare: (document: QueryDocumentSnapshot) => boolean = () => false,
): Promise<Erased> {
  let deleted = 0;
  for (let pass = 0; pass < MAX_PASSES; pass += 1) {
    const found = await erasePass(db, uid, spare);
    if (found === 0) return { deleted, complete: true };
    deleted += found;
  }
  return { deleted, complete: false };
}

async function erasePass(
  db: Firestore,
  uid: string,
  spare: (document: QueryDocumentSnapshot) => boolean,
): Promise<number> {
  const failures: unknown[] = [];
  let deleted = 0;
  for await (const section of sectionsOf(db, uid)) {
    try {
      deleted += await eraseAll(db, section, spare);
    } catch (failure) {
      failures.push(failure);
    }
  }
  try {
    await onBoards(db, uid, null);
  } catch (failure) {
    failures.push(failure);
  }
  if (failures.length > 0) throw new AggregateError(failures, 'Some documents stay.');
  return deleted;
}

async function eraseAll(
  db: Firestore,
  { query, holds, erase }: Section,
  spare: (document: QueryDocumentSnapshot) => boolean,
): Promise<number> {
  let deleted = 0;
  for (let page = query.select().limit(PAGE), size = PAGE; size === PAGE;) {
    const { docs } = await page.get();
    size = docs.length;
    const last = docs.at(-1);
    if (!last) break;
    const erasable = docs.filter((document) => holds(document.ref.path) && !spare(document));
    if (erase) await inParallel(erasable, LANES, ({ ref }) => erase(db, ref));
    else await deleteTogether(db, erasable);
    deleted += erasable.length;
    page = query.select().startAfter(last).limit(PAGE);
  }
  return deleted;
}

async function deleteTogether(
  db: Firestore,
  documents: readonly QueryDocumentSnapshot[],
): Promise<void> {
  const batch = db.batch();
  for (const { ref } of documents) batch.delete(ref);
  await batch.commit();
}
