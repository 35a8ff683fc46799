import type { DocumentStore } from '../documents/documentStore';
import type { StoredDocument } from '../documents/storedDocument';
import type { View } from '../documents/view';
import type { IndexRange } from './indexScan';
import { MergedScan } from './mergedScan';
import type { Query } from './query';

export interface QueryResult {
  readonly documents: StoredDocument[];
  /** How many matches the offset left out. */
  readonly skipped: number;
  /** The parts of indexes that the result rests on. */
  readonly covered: IndexRange[];
}

export function runQuery(store: DocumentStore, view: View, query: Query): QueryResult {
  const scan = new MergedScan(view, query, (shape) => store.index(shape));
  const { limit = Infinity } = query;
  const documents: StoredDocument[] = [];
  let skipped = 0;
  let complete = false;
  while (documents.length < limit) {
    const document = scan.next();
    if (!document) {
      complete = true;
      break;
    }
    if (skipped < query.offset) skipped++;
    else documents.push(document);
  }
  return { documents, skipped, covered: scan.covered(complete) };
}
