import { type Firestore, Timestamp } from 'firebase-admin/firestore';
import { retentionDays } from '../config';
import type { Caller } from '../platform/caller';
import { clock } from '../platform/clock';
import { database } from '../platform/firestore';
import type { Stream } from '../platform/stream';
import { runTransaction } from '../platform/transaction';
import { shardOf } from '../streaks/shard';
import { userPath } from '../streaks/userPath';

/** A mark that is younger says the same. */
const AGAIN_AFTER_MS = 43_200_000;

type UseCase<Request, Response> = (
  caller: Caller,
  request: Request,
  stream: Stream<Response>,
) => Promise<Response>;

/**
 * A use case that counts as a sign of life though it changes nothing of the streak. While users expire
 * it is one read more, and a write twice a day at most; otherwise nothing.
 */
export function seen<Request, Response>(
  useCase: UseCase<Request, Response>,
): UseCase<Request, Response> {
  return async (caller, request, stream) => {
    if (retentionDays() > 0) await markSeen(database(), caller.uid, clock.now());
    return useCase(caller, request, stream);
  };
}

/**
 * Notes when a user was seen, also of somebody who has no streak: by the shard and a last active day
 * that is none they are found when they fall silent.
 */
async function markSeen(db: Firestore, uid: string, now: number): Promise<void> {
  await runTransaction(db, uid, async (transaction) => {
    const user = await transaction.get(db.doc(userPath(uid)));
    const before: unknown = user.get('seenAt');
    if (before instanceof Timestamp && before.toMillis() > now - AGAIN_AFTER_MS) return;
    const seenAt = Timestamp.fromMillis(now);
    const isNew = user.get('streak') === undefined;
    const found = { shard: shardOf(uid), standing: { lastActiveDay: null } };
    transaction.set(user.ref, { seenAt, ...(isNew && found) }, { merge: true });
  });
}
