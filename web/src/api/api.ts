import { initializeApp } from 'firebase/app';
import {
  type Auth,
  GoogleAuthProvider,
  browserLocalPersistence,
  browserPopupRedirectResolver,
  connectAuthEmulator,
  createUserWithEmailAndPassword,
  indexedDBLocalPersistence,
  initializeAuth,
  onAuthStateChanged,
  signInWithEmailAndPassword,
  signInWithPopup,
  signOut,
} from 'firebase/auth';
import { connectFunctionsEmulator, getFunctions } from 'firebase/functions';
import { type Firestreak, type FirestreakOptions, firestreak } from '../../../client/src';
import type { Backend, User } from './backend';
import { firebaseSetup } from './firebaseSetup';
import { type BrowserPush, browserPush, noPush } from './push';
import { signInProblem } from './signInProblem';

/** Where the functions run and how they are named, as the page says; without it, in us-central1 by their own names. */
export interface Deployed extends Pick<FirestreakOptions, 'instance' | 'prefix'> {
  readonly region?: string;
}

/** The backend of the site that this page is on: nothing else talks to one. */
export async function connect({ region, ...deployed }: Deployed = {}): Promise<Backend> {
  const { config, authEmulator, functionsEmulator } = await firebaseSetup();
  const app = initializeApp(config);
  const persistence = [indexedDBLocalPersistence, browserLocalPersistence];
  const auth = initializeAuth(app, { persistence });
  if (authEmulator) connectAuthEmulator(auth, authEmulator, { disableWarnings: true });
  const functions = getFunctions(app, region);
  if (functionsEmulator) {
    connectFunctionsEmulator(functions, functionsEmulator.host, functionsEmulator.port);
  }
  // The page has a setting for the zone, which logging must not change.
  const streaks = firestreak(functions, auth, {
    timeZone: () => undefined,
    ...deployed,
  });
  const isDemo = authEmulator !== undefined;
  return backend(auth, streaks, isDemo ? noPush : browserPush(app), isDemo);
}

function backend(auth: Auth, streaks: Firestreak, push: BrowserPush, isDemo: boolean): Backend {
  const { call, queue, followChallenge } = streaks;
  return {
    isDemo,
    push,
    call,
    followChallenge,
    onUser: (listener) => {
      onAuthStateChanged(auth, (user) => {
        listener(user ? { uid: user.uid, name: nameOf(user) } : undefined);
      });
    },
    signIn: async (email, password) => {
      await signInWithEmailAndPassword(auth, email, password)
        .catch((thrown: unknown) => {
          // Emulators that start empty have no demo account until it is wanted.
          if (!isDemo || !isUnknown(thrown)) throw thrown;
          return createUserWithEmailAndPassword(auth, email, password).catch(() => {
            throw thrown;
          });
        })
        .catch(refuse);
    },
    signInWithGoogle: async () => {
      const provider = new GoogleAuthProvider();
      await signInWithPopup(auth, provider, browserPopupRedirectResolver).catch(refuse);
    },
    signOut: () => signOut(auth),
    log: (activity) => queue.log(activity),
    undo: (activityId) => queue.undo(activityId),
    onOutcome: (listener) => {
      queue.listen(listener);
    },
    waiting: () => queue.waiting(),
    refused: () => queue.refused(),
    acknowledge: (activityId) => queue.acknowledge(activityId),
  };
}

function nameOf(user: { displayName: string | null; email: string | null }): User['name'] {
  return user.displayName ?? user.email ?? '';
}

function isUnknown(thrown: unknown): boolean {
  const codes = ['auth/user-not-found', 'auth/invalid-credential'];
  const { code } = thrown as { code?: unknown };
  return typeof code === 'string' && codes.includes(code);
}

function refuse(thrown: unknown): never {
  throw signInProblem(thrown);
}
