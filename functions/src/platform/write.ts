import {
  type Firestore,
  FieldPath,
  type Timestamp,
  type Transaction,
} from 'firebase-admin/firestore';

/**
 * One document write, as data, so that the same decision can be carried out inside a transaction or
 * in a commit of many users.
 */
export interface Write {
  /** Path of the document below the database's root. */
  readonly path: string;
  /** What the document, or its `fields`, shall hold. */
  readonly data: Readonly<Record<string, unknown>>;
  /** Paths of the fields to replace; others stay. Without it the whole document is replaced. */
  readonly fields?: readonly (readonly string[])[];
  /** `absent`: fail when the document exists. A Timestamp: fail when it was written after that. */
  readonly precondition?: 'absent' | Timestamp;
}

/**
 * Carries writes out in a transaction. It guards what it has read itself, so preconditions are for
 * commits outside of one.
 */
export function writeInTransaction(
  transaction: Transaction,
  db: Firestore,
  writes: readonly Write[],
): void {
  for (const { path, data, fields } of writes) {
    const document = db.doc(path);
    if (fields) {
      transaction.set(document, data, { mergeFields: fields.map((f) => new FieldPath(...f)) });
    } else {
      transaction.set(document, data);
    }
  }
}
