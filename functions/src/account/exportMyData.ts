import type { Firestore, QueryDocumentSnapshot } from 'firebase-admin/firestore';
import type { Caller } from '../platform/caller';
import { isDocumentId } from '../shared/documentId';
import { FirestreakError } from '../shared/errors';
import { asJson } from './stored';
import type { ExportMyDataRequest, ExportMyDataResponse } from './contract';
import { type ExportCursor, decodeCursor, encodeCursor } from './exportCursor';
import { sectionsOf } from './section';

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
  let read = 0;
  let isReached = cursor === undefined;
  for await (const { name, query, isTheirs = () => true } of sectionsOf(db, uid)) {
    const [section, lastPath] = isReached ? [] : (cursor ?? []);
    isReached ||= name === section;
    if (!isReached) continue;
    const rest = lastPath === undefined ? query : query.startAfter(db.doc(lastPath));
    const room = PAGE - read;
    const { docs } = await rest.limit(room).get();
    read += docs.length;
    documents.push(...docs.filter(({ id }) => isTheirs(id)).map(exported));
    const last = docs.at(-1);
    if (last && docs.length === room) {
      return { documents, next: encodeCursor([name, last.ref.path]) };
    }
  }
  if (!isReached) throw notACursor();
  return { documents, next: null };
}

function exported(document: QueryDocumentSnapshot): ExportMyDataResponse['documents'][number] {
  const data = asJson(document.data()) as Record<string, unknown>;
  return { path: document.ref.path, data };
}

/** The position of a cursor; whose documents it is a position among is up to the sections. */
function cursorOf(word: string): ExportCursor {
  const cursor = decodeCursor(word);
  const parts = cursor?.[1].split('/') ?? [];
  if (!cursor || parts.length % 2 === 1 || !parts.every(isDocumentId)) throw notACursor();
  return cursor;
}

function notACursor(): FirestreakError {
  return new FirestreakError('malformed-request', '`after` must be `next` of the page before.');
}
