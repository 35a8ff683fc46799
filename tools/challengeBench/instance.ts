import { initializeApp } from 'firebase-admin/app';
import { createApp } from '../../functions/src/app';
import { FirestreakError } from '../../functions/src/contracts/errors';
import { inParallel } from '../../functions/src/platform/concurrency';
import { databaseOf } from '../../functions/src/platform/firestore';
import { noStream, noneDeclared, simulatedPorts } from '../ports';
import { CHALLENGE, type Joined, NOON, type Turn } from './turn';

/** An instance: a process of its own, on the store that the environment names. */
async function joinAll({ projectId, uids, atOnce }: Turn): Promise<Joined> {
  const db = databaseOf(initializeApp({ projectId }));
  const app = createApp(simulatedPorts({ db, now: () => NOON }), noneDeclared);
  const joined: Joined = { in: [], refused: 0, failures: [], ms: [] };
  await inParallel(uids, atOnce, async (uid) => {
    const startedAt = performance.now();
    try {
      const caller = { uid, correlationId: 'bench' };
      await app.joinChallenge(caller, { challengeId: CHALLENGE }, noStream);
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
