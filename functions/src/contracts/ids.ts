import { createHash } from 'node:crypto';

/** The most bytes that an id may have: https://firebase.google.com/docs/firestore/quotas */
const MAX_BYTES = 1500;

/** The most collections that a path may have, each below the other: same page. */
const MAX_DEPTH = 100;

/**
 * Whether Firestore takes a text as one document's id: not empty, no slash, not dots, not `__…__`,
 * well-formed and not too long. Anything else would be refused there, or name another place.
 */
export function isDocumentId(text: string): boolean {
  if (text === '' || /\/|^\.{1,2}$|^__.*__$/s.test(text)) return false;
  return text.isWellFormed() && Buffer.byteLength(text) <= MAX_BYTES;
}

/** Whether a text is the path of a document: collections and ids by turns, which end with an id. */
export function isDocumentPath(text: string): boolean {
  const parts = text.split('/');
  const isDocument = parts.length % 2 === 0 && parts.length <= 2 * MAX_DEPTH;
  return isDocument && parts.every(isDocumentId);
}

/**
 * Whether a document of this path lies in a collection that each document of another has, which is at the
 * root: in `users/ann/devices` as `devices` of `users`. What is called the same somewhere else is an app's.
 */
export function liesIn(path: string, collection: string, of: string): boolean {
  const [root, , name, , ...more] = path.split('/');
  return root === of && name === collection && more.length === 0 && isDocumentPath(path);
}

/** Path of a user's document. */
export function userPath(uid: string): string {
  return `users/${uid}`;
}

/**
 * Stands for a user in the order of equals and in the records of boards. Whoever knows a uid can reckon it,
 * so no client may see it.
 */
export function stableHash(uid: string): string {
  return createHash('sha256').update(`leaderboard ${uid}`).digest('hex').slice(0, 16);
}
