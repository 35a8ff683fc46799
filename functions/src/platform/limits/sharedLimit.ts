import { type Firestore, Timestamp } from 'firebase-admin/firestore';
import { z } from 'zod';
import { instant } from '../instant';
import { type Limit, type Taken, take } from './take';

/** `rateLimits/{key}`: kept until it says nothing any more, by the TTL policy on `expireAt`. */
const limitDocument = z.object({ paidAt: instant });

interface Key {
  readonly key: string;
  readonly limit: Limit;
  /** Whose it is, if anyone's. */
  readonly uid?: string;
}

/**
 * Limits calls by several keys at once over all instances, exactly: the call counts for all of them
 * or, when one has had enough, for none. A read and a write a key.
 */
export function takeShared(db: Firestore, keys: readonly Key[], now: number): Promise<Taken> {
  const documents = keys.map(({ key }) => db.collection('rateLimits').doc(key));
  return db.runTransaction(async (transaction) => {
    const found = await transaction.getAll(...documents);
    const taken = keys.map(({ limit }, index) => {
      const data = found[index]?.data();
      return take(data && limitDocument.parse(data).paidAt, now, limit);
    });
    const refused = taken.find(({ ok }) => !ok);
    if (refused) return refused;
    for (const [index, { ref }] of found.entries()) {
      const one = taken[index];
      if (!one?.ok) continue;
      const paidAt = Timestamp.fromMillis(one.paidAt);
      const uid = keys[index]?.uid;
      transaction.set(ref, { paidAt, expireAt: paidAt, ...(uid !== undefined && { uid }) });
    }
    return { ok: true, paidAt: now };
  });
}
