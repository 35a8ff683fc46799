import { FieldPath, type Firestore, Timestamp, type Transaction } from 'firebase-admin/firestore';
import { z } from 'zod';
import { shapeOf } from '../contracts/shapes';

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

/** What a document holds once it is written: its data, and the version of its shape. */
export function stamped<T extends object>(path: string, data: T): T & { readonly v: number } {
  return { ...data, v: shapeOf(path) };
}

/** The paths of the fields that a write replaces, with that of the version. */
export function stampedFields({ fields }: Write): (readonly string[])[] | undefined {
  return fields && [...fields, ['v']];
}

/**
 * A write of all that this version knows of a document that may be there: fields that only a newer one
 * knows stay as they are.
 */
export function knownFieldsWrite(path: string, data: Write['data']): Write {
  return { path, data, fields: Object.keys(data).map((field) => [field]) };
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
  for (const write of writes) {
    const document = db.doc(write.path);
    const data = stamped(write.path, write.data);
    const fields = stampedFields(write);
    if (fields) {
      transaction.set(document, data, { mergeFields: fields.map((f) => new FieldPath(...f)) });
    } else {
      transaction.set(document, data);
    }
  }
}

/** How often a transaction that lost to another is tried; the client library waits in between. */
const MAX_ATTEMPTS = 8;

/** The last transaction of each user that is under way, by the connection: a process has one. */
const turns = new WeakMap<Firestore, Map<string, Promise<unknown>>>();

/**
 * Runs a transaction that changes one user. Calls for the same user that reach this process together
 * take turns, so that a device that sends what it has queued does not contend with itself; between
 * processes the database decides.
 */
export async function runTransaction<T>(
  db: Firestore,
  uid: string,
  body: (transaction: Transaction) => Promise<T>,
): Promise<T> {
  const lastOf = turns.get(db) ?? new Map<string, Promise<unknown>>();
  turns.set(db, lastOf);
  const run = () => db.runTransaction(body, { maxAttempts: MAX_ATTEMPTS });
  const turn = (lastOf.get(uid) ?? Promise.resolve()).then(run, run);
  lastOf.set(uid, turn);
  try {
    return await turn;
  } finally {
    if (lastOf.get(uid) === turn) lastOf.delete(uid);
  }
}

/**
 * Runs a transaction that only reads, all of it as of one instant. It takes no locks and is not tried
 * again.
 *
 * @throws what the body throws
 */
export function readTogether<T>(
  db: Firestore,
  body: (transaction: Transaction) => Promise<T>,
): Promise<T> {
  const guarded = async (transaction: Transaction) => {
    try {
      return await body(transaction);
    } catch (error) {
      // When the first read fails, the client library (7.11.6) leaves a second promise rejected, of the
      // transaction's id, and Node ends a process for a rejection that nobody handles. Another read
      // waits for that id, so it handles it; without an id it is not sent.
      transaction.get(db.doc('none/none')).catch(() => undefined);
      throw error;
    }
  };
  return db.runTransaction(guarded, { readOnly: true });
}

/** A Firestore Timestamp outside, milliseconds since the Unix epoch inside. */
export const instant = z.codec(z.instanceof(Timestamp), z.number(), {
  decode: (timestamp) => timestamp.toMillis(),
  encode: (milliseconds) => Timestamp.fromMillis(milliseconds),
});
