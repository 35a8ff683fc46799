import type { Value } from './value';
import { valueKey } from './valueKey';

/** Bytes of a value that an index holds; what follows plays no part in queries. */
export const maxIndexedBytes = 1500;

/**
 * A value's key in an index and in a query: like {@link valueKey}, but values whose first 1,500 bytes
 * are the same are the same. As keys are cut at one length, still none is a prefix of another.
 *
 * @see https://firebase.google.com/docs/firestore/quotas#indexes
 */
export function indexedKey(value: Value): string {
  return valueKey(value).slice(0, 1 + maxIndexedBytes); // after the byte of its type
}
