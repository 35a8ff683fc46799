import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { deleteApp, initializeApp } from 'firebase-admin/app';
import { type Firestore, getFirestore } from 'firebase-admin/firestore';
import { z } from 'zod';
import { createChallengeContract } from '../../functions/src/challenges/contract';
import { challengePath, challengeWrite } from '../../functions/src/challenges/documents';
import { listChallenges } from '../../functions/src/challenges/listChallenges';
import { newChallenge } from '../../functions/src/challenges/newChallenge';
import { noOutages } from '../../functions/src/outages/outage';
import { program } from '../../functions/src/program';
import { userOf } from '../../functions/src/streaks/documents';
import { settle } from '../../functions/src/streaks/settle';
import { newStreak } from '../../functions/src/streaks/streakState';
import { userDocument } from '../../functions/src/streaks/stored';
import indexes from '../../firestore.indexes.json';
import { startFirestore } from '../../local/firestore';
import { CHALLENGE, type Joined, NOON, type Turn } from './turn';

/** How many join, and how. */
export interface Crowd {
  readonly users: number;
  readonly capacity: number;
  readonly instances: number;
  /** Calls that one instance has under way. */
  readonly atOnce: number;
}

export interface Outcome {
  readonly joined: number;
  readonly refused: number;
  readonly failures: readonly string[];
  /** Parts that are stored, and what the list of challenges says. */
  readonly stored: number;
  readonly listed: number | undefined;
  /** Joins that the busiest of the documents took that more than one user writes. */
  readonly busiest: number;
  /** Documents that joins were shared out over. */
  readonly slots: number;
  /** Whether the challenge itself was written by nobody who joined. */
  readonly untouched: boolean;
  readonly seconds: number;
  /** How long each call took, shortest first. */
  readonly ms: readonly number[];
  /** Documents that listing reads for a participant. */
  readonly listReads: number;
}

/** Lets a crowd join one challenge on several instances at once, on a store of its own. */
export async function race(crowd: Crowd): Promise<Outcome> {
  const server = await startFirestore({ indexes });
  process.env['FIRESTORE_EMULATOR_HOST'] = server.host;
  const projectId = `demo-challenge-${crowd.users}`;
  const app = initializeApp({ projectId }, projectId);
  const db = getFirestore(app);
  try {
    const uids = await settleCrowd(db, crowd);
    const shares = Array.from({ length: crowd.instances }, (_, instance) =>
      uids.filter((__, index) => index % crowd.instances === instance),
    );
    const startedAt = performance.now();
    const answers = await Promise.all(
      shares.map((share) => onInstance({ projectId, uids: share, atOnce: crowd.atOnce })),
    );
    const seconds = (performance.now() - startedAt) / 1000;
    const document = db.doc(challengePath(CHALLENGE));
    const [challenge, slots, parts] = await Promise.all([
      document.get(),
      document.collection('slots').get(),
      document.collection('participants').count().get(),
    ]);
    server.resetUsage();
    const caller = { uid: uids[0] ?? '', correlationId: 'bench' };
    const deps = { db, program, now: () => NOON, placesNeedAccount: true };
    const listed = await listChallenges(deps, caller);
    return {
      joined: answers.flatMap((each) => each.in).length,
      refused: answers.reduce((sum, each) => sum + each.refused, 0),
      failures: answers.flatMap(({ failures }) => failures),
      stored: parts.data().count,
      listed: listed.challenges[0]?.participants,
      busiest: Math.max(...slots.docs.map((slot) => slot.get('taken') as number)),
      slots: slots.size,
      untouched:
        challenge.updateTime?.isEqual(challenge.createTime ?? challenge.updateTime) ?? false,
      seconds,
      ms: answers.flatMap(({ ms }) => ms).sort((a, b) => a - b),
      listReads: server.usage.reads,
    };
  } finally {
    await deleteApp(app);
    await server.close();
  }
}

async function settleCrowd(db: Firestore, { users, capacity }: Crowd): Promise<string[]> {
  const challenge = newChallenge(
    createChallengeContract.request.parse({
      challengeId: CHALLENGE,
      title: 'Everybody',
      goal: { kind: 'activities', target: 5 },
      window: { kind: 'days', first: '2026-03-02', last: '2026-03-08' },
      capacity,
    }),
    NOON,
    program,
  );
  const { path, data } = challengeWrite(CHALLENGE, challenge);
  await db.doc(path).set(data);
  const settled = settle(newStreak('Etc/UTC'), NOON, program, noOutages);
  const uids = Array.from({ length: users }, (_, index) => `user${index}`);
  const writer = db.bulkWriter({ throttling: false });
  for (const uid of uids) {
    void writer.set(db.doc(`users/${uid}`), z.encode(userDocument, userOf(uid, settled, program)));
  }
  await writer.close();
  return uids;
}

async function onInstance(turn: Turn): Promise<Joined> {
  const child = fork(join(__dirname, 'instance.ts'), [], {
    execArgv: ['--require', 'tsx/cjs'],
    env: { ...process.env, METADATA_SERVER_DETECTION: 'none' },
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const ended = once(child, 'exit').then(() => {
    throw new Error('An instance has ended without an answer.');
  });
  child.send(turn);
  const [joined] = (await Promise.race([once(child, 'message'), ended])) as [Joined];
  await ended.catch(() => undefined);
  return joined;
}
