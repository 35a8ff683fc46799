import { deleteApp, initializeApp } from 'firebase-admin/app';
import { type Firestore, getFirestore } from 'firebase-admin/firestore';
import { cachedOutages } from '../../../functions/src/outages/cachedOutages';
import { loadOutages } from '../../../functions/src/outages/store';
import { dependency } from '../../../functions/src/platform/dependency';
import { directStore } from '../../../functions/src/platform/directStore';
import { type FirestoreRpc, firestoreRpc } from '../../../functions/src/platform/firestoreRpc';
import { isSendgridTransient } from '../../../functions/src/platform/mail';
import { isFcmTransient } from '../../../functions/src/platform/pushCode';
import { isTransient } from '../../../functions/src/platform/statusCode';
import { Crash } from './crash';

/** Clients of the store, which outlive the processes that use them one after the other. */
export interface Clients {
  readonly db: Firestore;
  readonly rpc: FirestoreRpc;
  close(): Promise<void>;
}

/** Makes the clients of a process. */
export function newClients(projectId: string, slot: number): Clients {
  const app = initializeApp({ projectId }, `${projectId} ${slot}`);
  return { db: getFirestore(app), rpc: firestoreRpc(projectId), close: () => deleteApp(app) };
}

/** A process in which functions run: it has breakers, budgets and a list of outages of its own. */
export type Instance = ReturnType<typeof newInstance>;

/** Starts a process. @param skewMs by how much its clock is ahead, in milliseconds */
export function newInstance({ db, rpc }: Clients, skewMs: number) {
  const now = () => Date.now() + skewMs;
  const firestore = dependency('firestore', { isTransient, now });
  let die: (crash: Crash) => void = () => undefined;
  const death = new Promise<never>((_, reject) => {
    die = reject;
  });
  death.catch(() => undefined); // it may be that nothing was under way
  let isDead = false;
  return {
    db,
    now,
    open: directStore(rpc, firestore, now),
    outages: cachedOutages(() => loadOutages(db), now),
    pubsub: dependency('pubsub', { isTransient, now }),
    fcm: dependency('fcm', { isTransient: isFcmTransient, now, maxRetries: 0 }),
    sendgrid: dependency('sendgrid', { isTransient: isSendgridTransient, now, maxRetries: 0 }),
    get isDead() {
      return isDead;
    },
    /** Waits for something as long as the process lives. @throws Crash when it ends before that */
    alive: <T>(work: Promise<T>): Promise<T> => Promise.race([work, death]),
    /** Ends the process, and with it all that runs in it. @throws Crash */
    crash: (): never => {
      isDead = true;
      die(new Crash());
      throw new Crash();
    },
  };
}
