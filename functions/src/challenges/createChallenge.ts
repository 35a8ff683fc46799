import { isDeepStrictEqual } from 'node:util';
import { runTransaction } from '../platform/transaction';
import { writeInTransaction } from '../platform/write';
import { FirestreakError } from '../shared/errors';
import type { CreateChallengeRequest } from './contract';
import type { ChallengeDeps } from './deps';
import { challengePath, challengeWrite, readChallenge } from './documents';
import { newChallenge } from './newChallenge';
import { countParticipants } from './store';
import type { StoredChallenge } from './stored';
import { viewChallenge } from './viewChallenge';
import type { ChallengeView } from './wire';

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
