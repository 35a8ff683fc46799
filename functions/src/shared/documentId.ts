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
