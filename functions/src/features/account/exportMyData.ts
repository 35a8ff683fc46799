import {
  DocumentReference,
  type Firestore,
  GeoPoint,
  type QueryDocumentSnapshot,
  Timestamp,
} from 'firebase-admin/firestore';
import { z } from 'zod';
import type { ExportMyDataRequest, ExportMyDataResponse } from '../../contracts/account';
import { FirestreakError } from '../../contracts/errors';
import type { Caller } from '../../platform/request';
import { type BoardEntry, entriesOnBoards } from '../leaderboards/correctBoards';
import { type Section, sectionsOf } from './sections';

/** Where a page of an export ended: in which section, after the document of which path. */
const exportCursor = z.tuple([z.string(), z.string()]);

export type ExportCursor = z.output<typeof exportCursor>;

/** The cursor as one word, which clients send back. */
function encodeCursor(cursor: ExportCursor): string {
  return Buffer.from(JSON.stringify(cursor)).toString('base64url');
}

/** The cursor in a word, or undefined when it is none. */
function decodeCursor(word: string): ExportCursor | undefined {
  try {
    return exportCursor.safeParse(JSON.parse(Buffer.from(word, 'base64url').toString())).data;
  } catch {
    return undefined; // not JSON
  }
}

/** A stored value as JSON: instants in ISO 8601, bytes in base64, references by their path. */
function asJson(value: unknown): unknown {
  if (value instanceof Timestamp) return value.toDate().toISOString();
  if (value instanceof DocumentReference) return value.path;
  if (value instanceof GeoPoint) return { latitude: value.latitude, longitude: value.longitude };
  if (value instanceof Uint8Array) return Buffer.from(value).toString('base64');
  if (Array.isArray(value)) return value.map(asJson);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, asJson(inner)]));
}

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
  for (const section of sectionsOf(db, uid)) {
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
  return new FirestreakError('malformed-request', '`after` must be `next` of the previous page.');
}
