import {
  type DocumentData,
  type DocumentReference,
  type Firestore,
  Timestamp,
} from 'firebase-admin/firestore';
import { createHash } from 'node:crypto';
import { z } from 'zod';
import { FirestreakError } from '../contracts/errors';
import { instant, runTransaction } from './write';
import { type Limit } from '../contracts/rateLimits';
import { known, shapes } from '../contracts/shapes';

/** Whether a call is allowed. Instants are milliseconds since the epoch, or of any one clock. */
export type RateLimitResult =
  /** Allowed; `theoreticalArrival` is the state to keep. */
  | { readonly ok: true; readonly theoreticalArrival: number }
  /** Refused; it would be allowed after this many milliseconds. */
  | { readonly ok: false; readonly retryAfterMs: number };

/**
 * Counts a call by the generic cell rate algorithm (GCRA), a leaky bucket whose whole state is one instant,
 * the theoretical arrival time of the next call at the sustained rate. Nothing has to be reset, and a
 * caller who has been away long enough has no state at all.
 *
 * @param theoreticalArrival of the last call, or undefined
 */
export function consume(
  theoreticalArrival: number | undefined,
  now: number,
  { burst, perHour }: Limit,
): RateLimitResult {
  const interval = 3_600_000 / perHour;
  const tolerance = burst * interval;
  // Further ahead than calls can bring it, even with clocks that differ: the clock was set back.
  const isFromTheFuture =
    theoreticalArrival !== undefined && theoreticalArrival > now + 2 * tolerance;
  const next = Math.max(isFromTheFuture ? now : (theoreticalArrival ?? now), now) + interval;
  const wait = next - tolerance - now;
  return wait > 0
    ? { ok: false, retryAfterMs: Math.ceil(wait) }
    : { ok: true, theoreticalArrival: next };
}

/** Throws for a refused call. @throws FirestreakError `too-many-calls`, with the milliseconds to wait */
export function assertAllowed(
  result: RateLimitResult,
): asserts result is Extract<RateLimitResult, { ok: true }> {
  if (result.ok) return;
  const { retryAfterMs } = result;
  throw new FirestreakError('too-many-calls', 'Too many calls. Wait, then send it again.', {
    retryAfterMs,
  });
}

/** Keys that one instance remembers; who was seen longest ago is forgotten first. */
const MAX_KEYS = 20_000;

/**
 * Limits calls by key within this instance, for nothing. All instances together let through as many
 * times the limit as there are instances, so it is for what costs about as much as to count it.
 *
 * @param now milliseconds of a clock that only goes forward
 */
export function memoryLimit(limit: Limit, now: () => number): (key: string) => RateLimitResult {
  const arrivals = new Map<string, number>();
  return (key) => {
    const result = consume(arrivals.get(key), now(), limit);
    if (!result.ok) return result;
    arrivals.delete(key); // to the end of the map's order
    arrivals.set(key, result.theoreticalArrival);
    const [oldest] = arrivals.keys();
    if (arrivals.size > MAX_KEYS && oldest !== undefined) arrivals.delete(oldest);
    return result;
  };
}

/**
 * `rateLimits/{key}`: deleted by the TTL policy on `expireAt` when it no longer matters. It holds an instant
 * under a hashed key, so an erasure leaves it: erasing one's data does not undo calls.
 */
const limitDocument = z.object({
  /** The theoretical arrival time; stored as `paidAt` since the first version. */
  paidAt: instant,
});

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

/** The theoretical arrival time, in milliseconds since the epoch. @throws ZodError if malformed */
export function readLimit(data: DocumentData | undefined): number | undefined {
  return data && limitDocument.parse(known('rateLimits', data)).paidAt;
}

/** What is stored of a limit. @param theoreticalArrival milliseconds since the epoch */
export function limitData(theoreticalArrival: number): DocumentData {
  const expireAt = Timestamp.fromMillis(theoreticalArrival);
  return {
    ...z.encode(limitDocument, { paidAt: theoreticalArrival }),
    ...{ expireAt, v: shapes.rateLimits },
  };
}

/**
 * Limits calls by several keys at once over all instances, exactly: the call counts for all of them
 * or, when one has had enough, for none. A read and a write a key.
 */
export function consumeShared(
  db: Firestore,
  keys: readonly Key[],
  now: number,
): Promise<RateLimitResult> {
  const documents = keys.map(({ key }) => limitRef(db, key));
  // Calls of an instance by one user take turns, so that they do not contend.
  return runTransaction(db, keys[0]?.key ?? '', async (transaction) => {
    const found = await transaction.getAll(...documents);
    const results = keys.map(({ limit }, index) =>
      consume(readLimit(found[index]?.data()), now, limit),
    );
    const refused = results.find(({ ok }) => !ok);
    if (refused) return refused;
    for (const [index, { ref }] of found.entries()) {
      const result = results[index];
      if (result?.ok) transaction.set(ref, limitData(result.theoreticalArrival));
    }
    return { ok: true, theoreticalArrival: now };
  });
}
