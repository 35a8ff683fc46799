import {
  FieldPath,
  type Firestore,
  type Query,
  type QueryDocumentSnapshot,
} from 'firebase-admin/firestore';
import { isDocumentPath, liesIn } from '../../contracts/ids';
import { usersIn } from '../../platform/deadLetter';
import { type Erase, personalData, type Place } from './personalData';

/** Documents of a user that one query finds, and how to go through them. */
export interface Section extends Pick<Place, 'newer' | 'about'> {
  /** Names it among the sections of a user: a path, or a collection and a field. */
  readonly name: string;
  /** Ordered by the documents' names. */
  readonly query: Query;
  /**
   * Whether a document of this path can be one of it. The query may find others as well: months of a
   * user whose uid begins alike.
   */
  readonly holds: (path: string) => boolean;
  /** Whether a document that it finds and holds is one of it; without it, each is. */
  readonly isTheirs?: (document: QueryDocumentSnapshot) => boolean;
  /** The fields that `isTheirs` looks at. */
  readonly fields?: readonly string[];
  /** Whether newer documents stay also where the user has not begun anew. */
  readonly standsAlone?: boolean;
  /** How a document of it is deleted; without it, nothing else changes. */
  readonly erase?: Erase;
}

/**
 * Everything there is about a user, section by section. What an app keeps beside or below it is none of
 * it.
 */
export function* sectionsOf(
  db: Firestore,
  uid: string,
  places: readonly Place[] = personalData,
): Generator<Section> {
  for (const place of places) {
    const { newer, about } = place;
    const like = { ...(newer && { newer }), ...(about && { about }) };
    for (const section of sectionsIn(db, place, uid)) yield { ...like, ...section };
  }
}

function* sectionsIn(db: Firestore, place: Place, uid: string): Generator<Section> {
  const name = FieldPath.documentId();
  const collection = db.collection(place.collection);
  const isIn = (below: string) => (path: string) =>
    isDocumentPath(path) && collectionOf(path) === below;
  switch (place.by) {
    case 'id': {
      const document = collection.doc(place.id(uid));
      const query = collection.where(name, '==', document).orderBy(name);
      yield { name: document.path, query, holds: (path) => path === document.path };
      for (const [id, special] of Object.entries(place.below ?? {})) {
        const { path } = document.collection(id);
        yield {
          name: path,
          query: db.collection(path).orderBy(name),
          holds: isIn(path),
          ...special,
        };
      }
      return;
    }
    case 'field':
    case 'list': {
      const { of, unless, erase } = place;
      const all = of === undefined ? collection : db.collectionGroup(place.collection);
      const field = new FieldPath(...place.field.split('.'));
      const query = all.where(field, place.by === 'list' ? 'array-contains' : '==', uid);
      yield {
        name: `${place.collection} ${place.field}`,
        query: query.orderBy(name),
        holds:
          of === undefined ? isIn(place.collection) : (path) => liesIn(path, place.collection, of),
        ...(unless !== undefined && {
          isTheirs: (document) => document.get(unless) === undefined,
          fields: [unless],
        }),
        ...(erase && { erase }),
      };
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
      return;
    }
    case 'payload': {
      yield {
        name: `${place.collection} payload`,
        query: collection.where('operation', 'in', place.operations).orderBy(name),
        holds: isIn(place.collection),
        isTheirs: (letter) =>
          letter.get('uids') === undefined && usersIn(letter.get('payload')).includes(uid),
        fields: ['uids', 'payload'],
        erase: place.erase,
      };
    }
  }
}

/** The path of the collection that a document lies in. */
function collectionOf(path: string): string {
  return path.slice(0, path.lastIndexOf('/'));
}
