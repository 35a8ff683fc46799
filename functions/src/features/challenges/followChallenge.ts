import type { Firestore } from 'firebase-admin/firestore';
import type { FollowChallengeResponse } from '../../contracts/challenges';
import { FirestreakError } from '../../contracts/errors';
import {
  participantPath,
  readParticipant,
  type StoredChallenge,
  type StoredParticipant,
} from '../../documents/challenge';
import { rankingOf, viewParticipation } from '../../engine/challengeProgress';
import type { Caller, Stream } from '../../platform/request';
import { watch } from '../../platform/watch';
import {
  type ChallengeDeps,
  countBefore,
  countParticipants,
  loadChallenge,
  loadShown,
} from './store';

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
    const participation = readParticipant(data);
    if (!participation) break;
    latest = await progressNow(db, id, uid, challenge, participation);
    await stream.send(latest);
    if (latest.part.completedOn !== null) break;
  }
  if (latest) return latest;
  throw new FirestreakError('not-joined', 'Join the challenge first.');
}

async function progressNow(
  db: Firestore,
  id: string,
  uid: string,
  challenge: StoredChallenge,
  participation: StoredParticipant,
): Promise<FollowChallengeResponse> {
  const [participants, before, shown] = await Promise.all([
    countParticipants(db, id),
    countBefore(db, id, participation),
    loadShown(db, id, MAX_SHOWN),
  ]);
  return {
    part: viewParticipation(id, challenge, participation),
    participants,
    rank: before + 1,
    standing: rankingOf(shown, uid),
  };
}
