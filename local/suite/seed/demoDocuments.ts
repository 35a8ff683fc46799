import { deleteApp, initializeApp } from 'firebase-admin/app';
import { getFirestore } from 'firebase-admin/firestore';
import { program } from '../../../functions/src/program';
import { commitOnce } from '../../../functions/src/platform/commitOnce';
import { replay } from '../../../tools/replay/replay';
import { type CommittedChange, startFirestore } from '../../firestore';
import { type Documents, documentsAfter } from '../documents';
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
    if (change.path.startsWith('users/')) latest.set(change.path, change);
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
    const deps = { db: getFirestore(app), program, commit: commitOnce(projectId) };
    await replay(historyOf(user, until), until, deps);
  } finally {
    await deleteApp(app);
  }
}
