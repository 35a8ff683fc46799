import { createHash } from 'node:crypto';
import {
  type DocumentData,
  type DocumentReference,
  type Firestore,
  Timestamp,
} from 'firebase-admin/firestore';
import { z } from 'zod';
import { instant } from '../instant';
import { type Limit, type Taken, take } from './take';

/**
 * `rateLimits/{key}`: kept until it says nothing any more, by the TTL policy on `expireAt`. It holds an
 * instant and its key a hash, so an erasure leaves it: who erases what is stored of them has not called
 * less often.
 */
const limitDocument = z.object({ paidAt: instant });

interface Key {
  readonly key: string;
  readonly limit: Limit;
}

/** Whose calls a limit counts. */
interface Counted {
  readonly kind: string;
  readonly by: 'user' | 'address';
  /** The uid, or the address. */
  readonly who: string;
}

/** The key of a limit; who it is about is not to be read in it. */
export function limitKey({ kind, by, who }: Counted): string {
  const hash = createHash('sha256').update(`${kind} ${by} ${who}`).digest('base64url');
  return `${kind}.${by}.${hash.slice(0, 22)}`;
}

/** The document of a limit. */
export function limitRef(db: Firestore, key: string): DocumentReference {
  return db.collection('rateLimits').doc(key);
}

/** When all calls so far are paid for, in milliseconds since the epoch. @throws ZodError if malformed */
export function readLimit(data: DocumentData | undefined): number | undefined {
  return data && limitDocument.parse(data).paidAt;
}

/** What is stored of a limit whose calls are paid for at an instant (milliseconds since the epoch). */
export function limitData(paidAt: number): DocumentData {
  return { ...z.encode(limitDocument, { paidAt }), expireAt: Timestamp.fromMillis(paidAt) };
}

/**
 * Limits calls by several keys at once over all instances, exactly: the call counts for all of them
 * or, when one has had enough, for none. A read and a write a key.
 */
export function takeShared(db: Firestore, keys: readonly Key[], now: number): Promise<Taken> {
  const documents = keys.map(({ key }) => limitRef(db, key));
  return db.runTransaction(async (transaction) => {
    const found = await transaction.getAll(...documents);
    const taken = keys.map(({ limit }, index) => take(readLimit(found[index]?.data()), now, limit));
    const refused = taken.find(({ ok }) => !ok);
    if (refused) return refused;
    for (const [index, { ref }] of found.entries()) {
      const one = taken[index];
      if (one?.ok) transaction.set(ref, limitData(one.paidAt));
    }
    return { ok: true, paidAt: now };
  });
}
