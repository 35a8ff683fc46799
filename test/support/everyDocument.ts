import type { CollectionReference, DocumentReference, Firestore } from 'firebase-admin/firestore';

/** Every document that is stored, wherever, with its data as JSON, by path and in the order of paths. */
export async function everyDocument(db: Firestore): Promise<Map<string, string>> {
  const found = new Map<string, string>();
  await collect(await db.listCollections(), found);
  return new Map([...found].sort(([a], [b]) => (a < b ? -1 : 1)));
}

async function collect(
  collections: readonly CollectionReference[],
  found: Map<string, string>,
): Promise<void> {
  const documents = (await Promise.all(collections.map((one) => one.listDocuments()))).flat();
  await Promise.all(documents.map((document) => add(document, found)));
}

async function add(document: DocumentReference, found: Map<string, string>): Promise<void> {
  const [snapshot, below] = await Promise.all([document.get(), document.listCollections()]);
  if (snapshot.exists) found.set(document.path, JSON.stringify(snapshot.data()));
  await collect(below, found);
}
