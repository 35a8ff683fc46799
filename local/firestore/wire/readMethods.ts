import type { Databases } from '../databases';
import { placeOf } from '../documents/place';
import type { StoredDocument } from '../documents/storedDocument';
import { StatusError, code } from '../status';
import type { UsageMeter } from '../usage';
import { toWire } from '../values/timestamp';
import type { WireMask } from '../writes/wireWrite';
import { readFor } from './consistency';
import type { WireConsistency } from './consistency';
import { parseMask, wireDocument } from './document';

export interface GetDocumentRequest extends WireConsistency {
  name?: string;
  mask?: WireMask;
}

export interface BatchGetDocumentsRequest extends WireConsistency {
  database?: string;
  documents?: string[];
  mask?: WireMask;
}

/** GetDocument and BatchGetDocuments. */
export function readMethods(databases: Databases, usage: UsageMeter) {
  return {
    getDocument: async (request: GetDocumentRequest, signal: AbortSignal) => {
      const { database, path } = databases.locate(request.name);
      placeOf(path);
      const { result: document } = await readFor(database, request, signal, (view) => ({
        result: view.get(path),
        footprint: { documents: [path], ranges: [] },
      }));
      usage.read(1);
      if (!document)
        throw new StatusError(code.notFound, `Document "${request.name ?? ''}" not found.`);
      return wireDocument(database.name, document, parseMask(request.mask));
    },

    batchGetDocuments: async (request: BatchGetDocumentsRequest, signal: AbortSignal) => {
      const { database } = databases.locate(request.database);
      const paths = [...new Set(request.documents ?? [])].map(
        (name) => databases.locate(name).path,
      );
      paths.forEach(placeOf);
      const mask = parseMask(request.mask);
      const { result, begun } = await readFor(database, request, signal, (view) => ({
        result: { documents: paths.map((path) => view.get(path)), readTime: toWire(view.readTime) },
        footprint: { documents: paths, ranges: [] },
      }));
      const { documents, readTime } = result;
      usage.read(paths.length);
      const found = (document: StoredDocument | undefined, i: number) =>
        document
          ? { found: wireDocument(database.name, document, mask), readTime }
          : { missing: `${database.name}/documents/${paths[i] ?? ''}`, readTime };
      const responses: object[] = documents.map(found);
      if (begun && responses.length === 0) responses.push({ readTime });
      return responses.map((each, i) =>
        begun && i === 0 ? { ...each, transaction: begun } : each,
      );
    },
  };
}
