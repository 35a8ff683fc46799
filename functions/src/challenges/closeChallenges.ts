import { runTransaction } from '../platform/transaction';
import { writeInTransaction } from '../platform/write';
import { SHARD_COUNT } from '../streaks/shard';
import type { ChallengeDeps, CloseDeps } from './deps';
import { challengePath, challengeWrite, readChallenge } from './documents';
import { nthOf } from './newChallenge';
import {
  closableChallenges,
  countByStatus,
  countParticipants,
  forgetCreators,
  repeatingChallenges,
} from './store';
import type { StoredChallenge } from './stored';

/** Workers that share a challenge's parts. */
const WORKERS = 8;

/** What a run has done. */
export interface ClosingRun {
  /** Challenges that were created because the one before has started. */
  readonly created: number;
  /** Challenges whose parts workers were told to give their outcome. */
  readonly announced: number;
  readonly closed: number;
}

/**
 * Creates what follows challenges that repeat, and ends those in which nothing can count any more:
 * workers give every part its outcome, and once all have one the challenge is closed. Running it
 * twice, or after a crash, is harmless. It reads no participant.
 */
export async function closeChallenges(deps: CloseDeps, correlationId: string): Promise<ClosingRun> {
  const { db, now } = deps;
  await forgetCreators(db);
  const repeating = await repeatingChallenges(db, now());
  for (const [id] of repeating) await createNext(deps, id);
  let [announced, closed] = [0, 0];
  for (const [id] of await closableChallenges(db, now())) {
    if (await closeIfSettled(deps, id)) closed += 1;
    else {
      await Promise.all(
        shares().map((shards) => deps.announce({ challengeId: id, shards, correlationId })),
      );
      announced += 1;
    }
  }
  return { created: repeating.length, announced, closed };
}

/** Closes a challenge if every part has its outcome. @returns whether it is closed */
export async function closeIfSettled({ db }: ChallengeDeps, id: string): Promise<boolean> {
  if ((await countByStatus(db, id, 'active')) > 0) return false;
  const totals = {
    participants: await countParticipants(db, id),
    completed: await countByStatus(db, id, 'completed'),
  };
  await change(db, id, (challenge) => [[id, { ...challenge, state: 'closed', totals }]]);
  return true;
}

/** The next of a series, once: it is created by the commit that strikes it off. */
async function createNext({ db, program }: ChallengeDeps, id: string): Promise<void> {
  await change(db, id, (challenge) => {
    if (challenge.repeatAt === null) return [];
    const next = nthOf(challenge, challenge.number + 1, program);
    return [
      [id, { ...challenge, repeatAt: null }],
      [`${challenge.series}.${next.number}`, next],
    ];
  });
}

async function change(
  db: ChallengeDeps['db'],
  id: string,
  to: (challenge: StoredChallenge) => [string, StoredChallenge][],
): Promise<void> {
  await runTransaction(db, challengePath(id), async (transaction) => {
    const challenge = readChallenge((await transaction.get(db.doc(challengePath(id)))).data());
    const changed = challenge ? to(challenge) : [];
    writeInTransaction(
      transaction,
      db,
      changed.map(([each, data]) => challengeWrite(each, data)),
    );
  });
}

function shares(): number[][] {
  const size = SHARD_COUNT / WORKERS;
  return Array.from({ length: WORKERS }, (_, worker) =>
    Array.from({ length: size }, (_item, index) => worker * size + index),
  );
}
