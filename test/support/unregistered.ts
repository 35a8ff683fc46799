import type { Firestore } from 'firebase-admin/firestore';
import { impersonal, personalData } from '../../functions/src/features/account/personalData';

/** Collections of which somebody has said whether they are personal; `*` stands for a document. */
export const registered: ReadonlySet<string> = new Set([
  ...Object.keys(impersonal),
  ...personalData.flatMap(({ collection, ...place }) => {
    if (place.by === 'id') {
      const below = Object.keys(place.below ?? {});
      return [collection, ...below.map((id) => `${collection}/*/${id}`)];
    }
    return 'of' in place ? [`${place.of}/*/${collection}`] : [collection];
  }),
]);

/** Collections that hold something and of which nobody has said whether it is personal. */
export async function unregistered(db: Firestore): Promise<string[]> {
  const roots = await db.listCollections();
  const documents = (await Promise.all(roots.map((root) => root.listDocuments()))).flat();
  const below = await Promise.all(documents.map((document) => document.listCollections()));
  const found = [...roots, ...below.flat()].map(({ path }) => {
    const [root = '', , name] = path.split('/');
    return name === undefined ? root : `${root}/*/${name}`;
  });
  return [...new Set(found)].filter((collection) => !registered.has(collection));
}
