import { deleteApp, initializeApp } from 'firebase-admin/app';
import { createApp } from '../../../functions/src/app';
import { databaseOf } from '../../../functions/src/platform/firestore';
import { program } from '../../../functions/src/program';
import { connectStore } from '../../../functions/src/platform/bulkStore';
import { noStream, noneDeclared, simulatedPorts } from '../../../tools/ports';
import { replay } from '../../../tools/replay/replay';
import { type CommittedChange, startFirestore } from '../../firestore/index';
import { type Documents, documentsAfter } from '../documents';
import { JOINED_DAYS_AGO, createDemoChallenges, joinDemoChallenges } from './demoChallenges';
import type { DemoUser } from './demoUser';
import { demoUsers } from './demoUsers';
import { historyOf } from './history';

/**
 * The documents that the demo users' histories lead to, up to an instant in milliseconds since the
 * epoch: each activity goes through the deployed use case at its time, and maintenance runs when it
 * is due. Users share nothing, so each has a project of their own and they run side by side.
 */
export async function demoDocuments(until: number): Promise<Documents> {
  const latest = new Map<string, CommittedChange>();
  const server = await startFirestore();
  server.onCommit((change) => {
    if (/^(users|challenges)\//.test(change.path)) latest.set(change.path, change);
  });
  process.env['FIRESTORE_EMULATOR_HOST'] = server.host;
  try {
    await Promise.all(demoUsers.map((user) => liveThrough(user, until)));
    return documentsAfter(latest.values());
  } finally {
    await server.close();
  }
}

async function liveThrough(user: DemoUser, until: number): Promise<void> {
  const projectId = `demo-${user.uid}`;
  const app = initializeApp({ projectId }, projectId);
  try {
    const deps = { db: databaseOf(app), program, open: connectStore(projectId, Date.now) };
    const at = (now: number) =>
      createApp(simulatedPorts({ db: deps.db, now: () => now }), noneDeclared);
    const caller = { uid: user.uid, correlationId: 'seed' };
    const history = historyOf(user, until);
    const joinsAt = until - JOINED_DAYS_AGO * 86_400_000;
    await replay(history, joinsAt, deps);
    await createDemoChallenges(at(joinsAt), until);
    const rest = history.filter(({ deliveredAt }) => deliveredAt > joinsAt);
    if (rest.length < history.length) await joinDemoChallenges(at(joinsAt), caller);
    await replay(rest, until, deps);
    const device = { token: `phone-of-${user.uid}-0001`, platform: 'android' } as const;
    await at(until).registerDevice(caller, device, noStream);
    if (user.takesPart) {
      await at(until).setLeaderboardProfile(caller, { displayName: user.name }, noStream);
    }
  } finally {
    await deleteApp(app);
  }
}
