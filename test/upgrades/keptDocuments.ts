import { type CollectionReference, type Firestore, Timestamp } from 'firebase-admin/firestore';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Documents by path. */
export type Documents = ReadonlyMap<string, Readonly<Record<string, unknown>>>;

const folder = join(__dirname, 'released');

/** The versions of which documents are kept, oldest first. */
export function keptVersions(): string[] {
  const names = readdirSync(folder).map((name) => name.replace('.json', ''));
  return names.sort((a, b) => a.localeCompare(b, 'en', { numeric: true }));
}

/** All that a version stored when everything was done with it. */
export function keptDocuments(version: string): Documents {
  const text = readFileSync(join(folder, `${version}.json`), 'utf8');
  const data = JSON.parse(text, (_name, value: unknown) => {
    if (typeof value !== 'object' || value === null || !('$instant' in value)) return value;
    return Timestamp.fromDate(new Date(String(value.$instant)));
  }) as Record<string, Record<string, unknown>>;
  return new Map(Object.entries(data));
}

/** Keeps the documents of a version. */
export function keepDocuments(version: string, documents: Documents): void {
  const lines = [...documents].map(([path, data]) => {
    return `${JSON.stringify(path)}: ${JSON.stringify(asJson(data))}`;
  });
  writeFileSync(join(folder, `${version}.json`), `{\n${lines.join(',\n')}\n}\n`);
}

function asJson(value: unknown): unknown {
  if (value instanceof Timestamp) return { $instant: value.toDate().toISOString() };
  if (Array.isArray(value)) return value.map(asJson);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, asJson(each)]));
}

/** Every document that is stored, in the order of paths. */
export async function storedDocuments(db: Firestore): Promise<Documents> {
  const found = new Map<string, Record<string, unknown>>();
  const collect = async (collections: readonly CollectionReference[]): Promise<void> => {
    const documents = (await Promise.all(collections.map((one) => one.listDocuments()))).flat();
    for (const document of documents) {
      const data = (await document.get()).data();
      if (data) found.set(document.path, data);
      await collect(await document.listCollections());
    }
  };
  await collect(await db.listCollections());
  return new Map([...found].sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** Stores documents as they were. */
export async function restore(db: Firestore, documents: Documents): Promise<void> {
  for (const [path, data] of documents) await db.doc(path).set(data);
}

/** The id of the collection that a document is in. */
export function collectionOf(path: string): string {
  return path.split('/').at(-2) ?? '';
}

/** The names of fields that documents of each collection have, `*` where a name is a day or an id. */
export function fieldsOf(documents: Documents): Record<string, string[]> {
  const fields = new Map<string, Set<string>>();
  for (const [path, data] of documents) {
    const known = fields.get(collectionOf(path)) ?? new Set<string>();
    fields.set(collectionOf(path), known);
    for (const name of namesIn(data)) known.add(name);
  }
  const sorted = [...fields].map(([name, found]) => [name, [...found].sort()] as const);
  return Object.fromEntries(sorted.sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** Maps whose names are ids, or of which no two documents have the same. */
const openMaps = ['badges', 'enrolments', 'rewards', 'hours', 'byHour', 'board', 'setAt', 'capped'];

function namesIn(value: unknown, before: readonly string[] = []): string[] {
  if (Array.isArray(value)) return value.flatMap((each) => namesIn(each, [...before, '[]']));
  if (typeof value !== 'object' || value === null || value instanceof Timestamp) {
    return [before.join('.')];
  }
  return Object.entries(value).flatMap(([name, each]) => {
    const isOpen = openMaps.includes(before.at(-1) ?? '') || !/^[a-z][A-Za-z]*$/.test(name);
    return namesIn(each, [...before, isOpen ? '*' : name]);
  });
}
