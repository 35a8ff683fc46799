import { initializeApp } from 'firebase-admin/app';
import { getFirestore } from 'firebase-admin/firestore';
import { joinChallenge } from '../../functions/src/challenges/joinChallenge';
import { noOutages } from '../../functions/src/outages/outage';
import { program } from '../../functions/src/program';
import { FirestreakError } from '../../functions/src/shared/errors';
import { inParallel } from '../../functions/src/shared/inParallel';
import { CHALLENGE, type Joined, NOON, type Turn } from './turn';

/** An instance: a process of its own, on the store that the environment names. */
async function joinAll({ projectId, uids, atOnce }: Turn): Promise<Joined> {
  const db = getFirestore(initializeApp({ projectId }));
  const deps = { db, program, outages: noOutages, now: () => NOON, placesNeedAccount: true };
  const joined: Joined = { in: [], refused: 0, failures: [], ms: [] };
  await inParallel(uids, atOnce, async (uid) => {
    const startedAt = performance.now();
    try {
      await joinChallenge(deps, { uid, correlationId: 'bench' }, { challengeId: CHALLENGE });
      joined.in.push(uid);
    } catch (error) {
      if (error instanceof FirestreakError && error.reason === 'challenge-full')
        joined.refused += 1;
      else joined.failures.push(String(error));
    }
    joined.ms.push(performance.now() - startedAt);
  });
  await db.terminate();
  return joined;
}

process.once('message', (turn) => {
  void joinAll(turn as Turn).then((joined) => {
    process.send?.(joined, () => {
      process.disconnect();
    });
  });
});
