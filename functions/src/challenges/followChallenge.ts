import type { Firestore } from 'firebase-admin/firestore';
import type { Caller } from '../platform/caller';
import type { Stream } from '../platform/stream';
import { watch } from '../platform/watch';
import { FirestreakError } from '../shared/errors';
import type { FollowChallengeResponse } from './contract';
import type { ChallengeDeps } from './deps';
import { participantPath, readParticipant } from './documents';
import { standingOf } from './standing';
import { countBefore, countParticipants, loadChallenge, loadShown } from './store';
import type { StoredChallenge, StoredParticipant } from './stored';
import { viewPart } from './viewChallenge';

const MAX_SHOWN = 20;

/** A stream ends by then, within what a call may last. Who wants more calls again. */
const MAX_FOLLOW_MS = 55_000;

/**
 * How the caller stands in a challenge. As a stream: whenever they come on, until they have reached
 * all, hang up, or the time is over; the last one is the answer.
 *
 * @param maxMs how long to follow at most, in milliseconds
 * @throws FirestreakError for what the contract names
 */
export async function followChallenge(
  { db }: Pick<ChallengeDeps, 'db'>,
  { uid }: Caller,
  { challengeId: id }: { readonly challengeId: string },
  stream: Stream<FollowChallengeResponse>,
  maxMs = MAX_FOLLOW_MS,
): Promise<FollowChallengeResponse> {
  const challenge = await loadChallenge(db, id);
  const signal = AbortSignal.any([stream.signal, AbortSignal.timeout(maxMs)]);
  let latest: FollowChallengeResponse | undefined;
  const document = db.doc(participantPath(id, uid));
  const states = stream.isOpen ? watch(document, signal) : [(await document.get()).data()];
  for await (const data of states) {
    const part = readParticipant(data);
    if (!part) break;
    latest = await standingNow(db, id, uid, challenge, part);
    await stream.send(latest);
    if (latest.part.completedOn !== null) break;
  }
  if (latest) return latest;
  throw new FirestreakError('not-joined', 'Join the challenge first.');
}

async function standingNow(
  db: Firestore,
  id: string,
  uid: string,
  challenge: StoredChallenge,
  part: StoredParticipant,
): Promise<FollowChallengeResponse> {
  const [participants, before, shown] = await Promise.all([
    countParticipants(db, id),
    countBefore(db, id, part),
    loadShown(db, id, MAX_SHOWN),
  ]);
  return {
    part: viewPart(id, challenge, part),
    participants,
    rank: before + 1,
    standing: standingOf(shown, uid),
  };
}
