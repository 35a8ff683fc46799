import type { IndexShape } from '../indexes/shape';
import { afterPath, pathKey, segmentKey } from '../values/pathKey';
import type { DocumentStore } from './documentStore';
import type { View } from './view';

const allDocuments: IndexShape = {
  collectionId: undefined,
  scope: 'group',
  contains: undefined,
  components: [],
};

const afterSubtree = '\xff';

/**
 * The ids directly below a path, in order: of documents below a collection (also of those that only have
 * subcollections), of collections below a document. Costs what it yields, however much lies deeper.
 *
 * @param after skips ids up to and including this one
 */
export function* childIds(
  store: DocumentStore,
  view: View,
  path: string,
  after?: string,
): Generator<string> {
  const index = store.index(allDocuments);
  const parentKey = pathKey(path);
  const high = parentKey + afterSubtree;
  const depth = path === '' ? 0 : path.split('/').length;
  const skip = (id: string) => parentKey + segmentKey(id) + afterSubtree;
  let low = after === undefined ? parentKey + afterPath : skip(after);
  while (low < high) {
    const step = view.scan(index, { low, high }, false).next();
    if (step.done) return;
    const id = step.value.document.place.path.split('/')[depth] ?? '';
    yield id;
    low = skip(id);
  }
}
