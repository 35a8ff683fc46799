import { isDeepStrictEqual } from 'node:util';
import type { CreateChallengeRequest } from '../../contracts/challenges';
import { FirestreakError } from '../../contracts/errors';
import type { ChallengeView } from '../../contracts/views';
import {
  challengePath,
  challengeWrite,
  readChallenge,
  type StoredChallenge,
} from '../../documents/challenge';
import { runTransaction, writeInTransaction } from '../../platform/write';
import { newChallenge, viewChallenge } from './newChallenge';
import { type ChallengeDeps, countParticipants } from './store';

/**
 * Opens a challenge. Doing so again with the same request changes nothing, also at the same time.
 *
 * @throws FirestreakError for what the contract names
 */
export async function createChallenge(
  { db, program, now }: ChallengeDeps,
  request: CreateChallengeRequest,
): Promise<ChallengeView> {
  const { challengeId } = request;
  const created = await runTransaction(db, challengePath(challengeId), async (transaction) => {
    const path = db.doc(challengePath(challengeId));
    const known = readChallenge((await transaction.get(path)).data());
    const challenge = newChallenge(request, known?.createdAt ?? now(), program);
    if (!known) writeInTransaction(transaction, db, [challengeWrite(challengeId, challenge)]);
    else if (!isDeepStrictEqual(described(known), described(challenge))) throw exists();
    return challenge;
  });
  const participants = await countParticipants(db, challengeId);
  return viewChallenge(challengeId, created, participants, program);
}

/** A challenge without what becomes of it. */
function described({ repeatAt: _, state: _state, totals: _totals, ...rest }: StoredChallenge) {
  return rest;
}

function exists(): FirestreakError {
  return new FirestreakError('challenge-exists', 'There is another challenge with this id.');
}
