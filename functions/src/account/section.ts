import { type Firestore, FieldPath, type Query } from 'firebase-admin/firestore';
import { isDocumentPath } from '../shared/documentId';
import { type Erase, type Place, personalData } from './personalData';

/** Documents of a user that one query finds, and how to go through them. */
export interface Section {
  /** Names it among the sections of a user: a path, or a collection and a field. */
  readonly name: string;
  /** Ordered by the documents' names. */
  readonly query: Query;
  /**
   * Whether a document of this path can be one of it. The query may find others as well: months of a
   * user whose uid begins alike.
   */
  readonly holds: (path: string) => boolean;
  /** How a document of it is deleted; without it, nothing else changes. */
  readonly erase?: Erase;
}

/**
 * Everything there is about a user, section by section; collections that their documents have below
 * them included, whatever they are called. One read of collection names for each document by id.
 */
export async function* sectionsOf(db: Firestore, uid: string): AsyncGenerator<Section> {
  for (const place of personalData) yield* sectionsIn(db, place, uid);
}

async function* sectionsIn(db: Firestore, place: Place, uid: string): AsyncGenerator<Section> {
  const name = FieldPath.documentId();
  const collection = db.collection(place.collection);
  switch (place.by) {
    case 'id': {
      const document = collection.doc(place.id(uid));
      const query = collection.where(name, '==', document).orderBy(name);
      yield { name: document.path, query, holds: (path) => path === document.path };
      for (const { path: below } of await document.listCollections()) {
        const holds = (path: string) => isDocumentPath(path) && collectionOf(path) === below;
        yield { name: below, query: db.collection(below).orderBy(name), holds };
      }
      return;
    }
    case 'field': {
      const all = place.anywhere ? db.collectionGroup(place.collection) : collection;
      const query = all.where(new FieldPath(...place.field.split('.')), '==', uid).orderBy(name);
      const { erase } = place;
      const holds = (path: string) =>
        isDocumentPath(path) &&
        (place.anywhere
          ? `/${collectionOf(path)}`.endsWith(`/${place.collection}`)
          : collectionOf(path) === place.collection);
      yield { name: `${place.collection} ${place.field}`, query, holds, ...(erase && { erase }) };
      return;
    }
    case 'month': {
      const ids = [`${uid}_0`, `${uid}_:`].map((id) => collection.doc(id)); // `:` follows 9
      const query = collection.orderBy(name).startAt(ids[0]).endBefore(ids[1]);
      // `ada_2_2026-03` is in that range too, and a month of the user `ada_2`.
      const theirs = `${place.collection}/${uid}_`;
      const holds = (path: string) =>
        path.startsWith(theirs) && /^\d{4}-\d{2}$/.test(path.slice(theirs.length));
      yield { name: `${place.collection} month`, query, holds };
    }
  }
}

/** The path of the collection that a document lies in. */
function collectionOf(path: string): string {
  return path.slice(0, path.lastIndexOf('/'));
}
