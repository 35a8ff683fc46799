import type { DocumentReference, Firestore, QueryDocumentSnapshot } from 'firebase-admin/firestore';
import { type BoardEntry, entriesOnBoards } from '../leaderboard/onBoards';
import type { Caller } from '../platform/caller';
import { FirestreakError } from '../shared/errors';
import { asJson } from './stored';
import type { ExportMyDataRequest, ExportMyDataResponse } from './contract';
import { type ExportCursor, decodeCursor, encodeCursor } from './exportCursor';
import { type Section, sectionsOf } from './section';

/** Documents of a page: the largest are months of some 20 KB, and a response has 10 MB. */
const PAGE = 200;

/**
 * A page of everything that is stored about the caller, document by document. Pages follow the same
 * order as long as they are asked for; what changes meanwhile is as it is when its page comes. One
 * read a document.
 *
 * @throws FirestreakError `malformed-request` for a cursor that no page has given
 */
export async function exportMyData(
  { db }: { readonly db: Firestore },
  { uid }: Caller,
  { after }: ExportMyDataRequest,
): Promise<ExportMyDataResponse> {
  const cursor = after === undefined ? undefined : cursorOf(after);
  const documents: ExportMyDataResponse['documents'] = [];
  let isReached = cursor === undefined;
  for await (const section of sectionsOf(db, uid)) {
    const isThere = !isReached && section.name === cursor?.[0];
    isReached ||= isThere;
    if (!isReached) continue;
    const start = isThere ? placeIn(db, section, cursor) : undefined;
    const { theirs, hasMore } = await pageOf(section, start, PAGE - documents.length);
    documents.push(...theirs.map(exported));
    const last = theirs.at(-1);
    if (hasMore && last) return { documents, next: encodeCursor([section.name, last.ref.path]) };
  }
  if (!isReached) throw notACursor();
  const onBoards = (await entriesOnBoards(db, uid)).map(placeOnBoard);
  return { documents: [...documents, ...onBoards], next: null };
}

/**
 * Documents of a section after one, at most `room`, and whether there may be more. A cursor names the
 * last of them: it must be one of the user's, so what is read beside them is passed over here.
 */
async function pageOf(
  { query, holds, isTheirs = () => true }: Section,
  start: DocumentReference | undefined,
  room: number,
): Promise<{ theirs: QueryDocumentSnapshot[]; hasMore: boolean }> {
  for (let after = start; ;) {
    const { docs } = await (after ? query.startAfter(after) : query).limit(room).get();
    const theirs = docs.filter((document) => holds(document.ref.path) && isTheirs(document));
    const hasMore = docs.length === room;
    if (theirs.length > 0 || !hasMore) return { theirs, hasMore };
    after = docs.at(-1)?.ref;
  }
}

/** Without the administrator whom dead letters of earlier versions name: that is nobody's to see. */
function exported(document: QueryDocumentSnapshot): ExportMyDataResponse['documents'][number] {
  const { replayedBy: _, ...data } = asJson(document.data()) as Record<string, unknown>;
  return { path: document.ref.path, data };
}

/** What a board says of the user; the others on it are not theirs to have. */
function placeOnBoard({ path, board, period, entry }: BoardEntry): ReturnType<typeof exported> {
  const { id: _, reachedAt, ...shown } = entry;
  return { path, data: { board, period, ...shown, reachedAt: new Date(reachedAt).toISOString() } };
}

/** The cursor in a word, in which anything may be. */
function cursorOf(word: string): ExportCursor {
  const cursor = decodeCursor(word);
  if (!cursor) throw notACursor();
  return cursor;
}

/** Where in a section a cursor is: a query would go on from a place beyond its own range as well. */
function placeIn(db: Firestore, { holds }: Section, [, path]: ExportCursor): DocumentReference {
  if (!holds(path)) throw notACursor();
  return db.doc(path);
}

function notACursor(): FirestreakError {
  return new FirestreakError('malformed-request', '`after` must be `next` of the page before.');
}
