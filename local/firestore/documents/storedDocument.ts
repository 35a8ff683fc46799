import type { Fields } from '../values/value';
import type { Micros } from '../values/timestamp';
import type { Place } from './place';

/** One version of a document; never changed once stored. */
export interface StoredDocument {
  readonly place: Place;
  readonly fields: Fields;
  readonly createTime: Micros;
  readonly updateTime: Micros;
  /** Its size as production counts it. */
  readonly bytes: number;
}

/** One document's part in a commit. */
export interface DocumentChange {
  readonly place: Place;
  readonly before: StoredDocument | undefined;
  readonly after: StoredDocument | undefined;
}
