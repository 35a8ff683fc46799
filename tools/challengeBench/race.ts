import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { deleteApp, initializeApp } from 'firebase-admin/app';
import type { Firestore } from 'firebase-admin/firestore';
import { z } from 'zod';
import { createApp } from '../../functions/src/app';
import { createChallengeContract } from '../../functions/src/contracts/challenges';
import { challengePath } from '../../functions/src/documents/challenge';
import type { App } from '../../functions/src/functions';
import { noOutages } from '../../functions/src/engine/outages';
import { databaseOf } from '../../functions/src/platform/firestore';
import { program } from '../../functions/src/program';
import { userOf } from '../../functions/src/documents/user';
import { settle } from '../../functions/src/engine/settle';
import { newStreak } from '../../functions/src/engine/streakState';
import { userDocument } from '../../functions/src/documents/streak';
import { declaredIndexes } from '../../local/suite/declaredIndexes';
import { startFirestore } from '../../local/firestore/index';
import { noStream, noneDeclared, simulatedPorts } from '../ports';
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
  const server = await startFirestore({ indexes: declaredIndexes() });
  process.env['FIRESTORE_EMULATOR_HOST'] = server.host;
  const projectId = `demo-challenge-${crowd.users}`;
  const app = initializeApp({ projectId }, projectId);
  const db = databaseOf(app);
  try {
    const functions = createApp(simulatedPorts({ db, now: () => NOON }), noneDeclared);
    const uids = await settleCrowd(functions, db, crowd);
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
    const listed = await functions.listChallenges(caller, {}, noStream);
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

async function settleCrowd(
  functions: App,
  db: Firestore,
  { users, capacity }: Crowd,
): Promise<string[]> {
  await functions.createChallenge(
    { uid: 'admin', correlationId: 'bench' },
    createChallengeContract.request.parse({
      challengeId: CHALLENGE,
      title: 'Everybody',
      goal: { kind: 'activities', target: 5 },
      window: { kind: 'days', first: '2026-03-02', last: '2026-03-08' },
      capacity,
    }),
    noStream,
  );
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
