import type { CloseMessage } from '../../contracts/messages';
import { SHARD_COUNT } from '../../contracts/shards';
import {
  challengePath,
  challengeWrite,
  readChallenge,
  type StoredChallenge,
} from '../../documents/challenge';
import { runTransaction, writeInTransaction } from '../../platform/write';
import { nthOf } from './newChallenge';
import {
  type ChallengeDeps,
  closableChallenges,
  type CloseDeps,
  countByStatus,
  countParticipants,
  forgetCreators,
  participationsWithoutOutcome,
  repeatingChallenges,
} from './store';

/** Messages among which a challenge's participations are divided. */
const WORKERS = 8;

/** What a run has done. */
export interface ClosingRun {
  /** Challenges that were created because the one before has started. */
  readonly created: number;
  /** Challenges whose participations workers were told to end. */
  readonly announced: number;
  readonly closed: number;
}

/**
 * Creates what follows challenges that repeat, and ends those in which nothing can count any more:
 * workers end every participation, and once all have ended the challenge is closed. Running it
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

/** Closes a challenge if all its participations have ended. @returns whether it is closed */
async function closeIfSettled({ db }: ChallengeDeps, id: string): Promise<boolean> {
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

const PAGE_SIZE = 300;

/**
 * Ends the open participations of some shards: whoever has not reached the target by now never will. One
 * that has ended is not found again, so a message that comes twice finds nothing left to do; near
 * `deadline` (milliseconds since the epoch, by `deps.now`) the rest is announced.
 *
 * @returns how many participations have ended
 * @throws when the store failed, or somebody came on meanwhile; the message should come back
 */
export async function closeParticipations(
  deps: CloseDeps,
  message: CloseMessage,
  deadline: number,
  pageSize = PAGE_SIZE,
): Promise<number> {
  const { db, now, announce } = deps;
  const { challengeId, shards } = message;
  let ended = 0;
  for (;;) {
    const participations = await participationsWithoutOutcome(db, challengeId, shards, pageSize);
    const batch = db.batch();
    for (const { ref, updateTime } of participations) {
      batch.update(ref, { status: 'ended' }, { lastUpdateTime: updateTime });
    }
    await batch.commit();
    ended += participations.length;
    if (participations.length < pageSize) break;
    if (now() >= deadline) {
      await announce(message);
      return ended;
    }
  }
  await closeIfSettled(deps, challengeId);
  return ended;
}
