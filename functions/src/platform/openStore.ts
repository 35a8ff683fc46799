import { projectID } from 'firebase-functions/params';
import { clock } from './clock';
import { dependency } from './dependency';
import { type OpenStore, directStore } from './directStore';
import { firestoreRpc } from './firestoreRpc';
import { tellingSlowReads } from './slowReads';
import { isTransient, statusCodeOf } from './statusCode';

let shared: OpenStore | undefined;

/** The deployed project's Firestore for work on many users, connected when first used. */
export const openStore: OpenStore = (context, by) => {
  shared ??= tellingSlowReads(connectStore(projectID.value(), () => clock.now()));
  return shared(context, by);
};

/** A project's Firestore with a breaker of its own. @param now milliseconds since the epoch */
export function connectStore(projectId: string, now: () => number): OpenStore {
  const codeOf = (error: unknown) => statusCodeOf(error) ?? 'unknown';
  const firestore = dependency('firestore', { isTransient, now, codeOf });
  return directStore(firestoreRpc(projectId), firestore, now);
}
