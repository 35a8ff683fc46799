import type { Database } from '../database';
import type { Databases } from '../databases';
import { childIds } from '../documents/children';
import type { View } from '../documents/view';
import { parseQuery } from '../query/parseQuery';
import { runQuery } from '../query/runQuery';
import type { UsageMeter } from '../usage';
import type { WireMask } from '../writes/wireWrite';
import { readFor } from './consistency';
import type { WireConsistency } from './consistency';
import { parseMask, wireDocument } from './document';
import type { WireQuery } from './structuredQuery';

export interface ListRequest extends WireConsistency {
  parent?: string;
  pageSize?: number;
  pageToken?: string;
}

export interface ListDocumentsRequest extends ListRequest {
  collectionId?: string;
  mask?: WireMask;
  showMissing?: boolean;
}

const defaultPageSize = 300;

/** ListDocuments and ListCollectionIds. A page's token is the last id on it. */
export function listMethods(databases: Databases, usage: UsageMeter) {
  return {
    listDocuments: async (request: ListDocumentsRequest, signal: AbortSignal) => {
      const { database, path } = databases.locate(request.parent);
      const collection = [path, request.collectionId ?? ''].filter(Boolean).join('/');
      const mask = parseMask(request.mask);
      const ids = await readPage(database, request, signal, (view, after) =>
        request.showMissing
          ? childIds(database.store, view, collection, after)
          : documentIds(database, view, path, request, after),
      );
      usage.read(ids.page.length);
      const documents = ids.page.map((id) => {
        const document = ids.view.get(`${collection}/${id}`);
        const name = `${database.name}/documents/${collection}/${id}`;
        return document ? wireDocument(database.name, document, mask) : { name };
      });
      return { documents, nextPageToken: ids.nextPageToken };
    },

    listCollectionIds: async (request: ListRequest, signal: AbortSignal) => {
      const { database, path } = databases.locate(request.parent);
      const ids = await readPage(database, request, signal, (view, after) =>
        childIds(database.store, view, path, after),
      );
      usage.read(ids.page.length);
      return { collectionIds: ids.page, nextPageToken: ids.nextPageToken };
    },
  };
}

function* documentIds(
  database: Database,
  view: View,
  path: string,
  { collectionId = '', pageSize }: ListDocumentsRequest,
  after: string | undefined,
): Generator<string> {
  const prefix = `${database.name}/documents/${path === '' ? '' : `${path}/`}${collectionId}`;
  const startAt: WireQuery =
    after === undefined ? {} : { startAt: cursorAfter(`${prefix}/${after}`) };
  const limit = { value: (pageSize ?? defaultPageSize) + 1 };
  const query = parseQuery(path, { from: [{ collectionId }], limit, ...startAt });
  for (const { place } of runQuery(database.store, view, query).documents) {
    yield place.path.slice(place.path.lastIndexOf('/') + 1);
  }
}

function cursorAfter(name: string): NonNullable<WireQuery['startAt']> {
  return { values: [{ valueType: 'referenceValue', referenceValue: name }], before: false };
}

interface Page {
  readonly view: View;
  readonly page: string[];
  readonly nextPageToken: string;
}

async function readPage(
  database: Database,
  request: ListRequest,
  signal: AbortSignal,
  ids: (view: View, after: string | undefined) => Iterable<string>,
): Promise<Page> {
  const size = request.pageSize ?? defaultPageSize;
  const after = request.pageToken ? Buffer.from(request.pageToken, 'base64').toString() : undefined;
  const { result } = await readFor(database, request, signal, (view) => {
    const page: string[] = [];
    let more = false;
    for (const id of ids(view, after)) {
      more = page.length === size;
      if (more) break;
      page.push(id);
    }
    const last = page.at(-1) ?? '';
    const nextPageToken = more ? Buffer.from(last).toString('base64') : '';
    return { result: { view, page, nextPageToken }, footprint: { documents: [], ranges: [] } };
  });
  return result;
}
