import { deleteApp, initializeApp } from 'firebase/app';
import {
  type Auth,
  connectAuthEmulator,
  createUserWithEmailAndPassword,
  getAuth,
  signInWithEmailAndPassword,
} from 'firebase/auth';
import {
  type Functions,
  connectFunctionsEmulator,
  getFunctions,
  httpsCallable,
} from 'firebase/functions';
import type { RunningSuite } from '../../local/suite/runningSuite';

/** An app that uses Firestreak, on the Firebase client SDK. */
export interface Client {
  readonly auth: Auth;
  /** Its functions, in another region as well. */
  functionsIn(region?: string): Functions;
  signUp(email: string): Promise<string>;
  signIn(email: string): Promise<string>;
  call(name: string, data?: object): Promise<unknown>;
  close(): Promise<void>;
}

const PASSWORD = 'firestreak';

let nextApp = 0;

/** An app with nobody signed in. */
export function newClient({ projectId, ports }: RunningSuite): Client {
  nextApp += 1;
  const app = initializeApp({ projectId, apiKey: 'demo' }, `client ${nextApp}`);
  const auth = getAuth(app);
  connectAuthEmulator(auth, `http://127.0.0.1:${ports.auth}`, { disableWarnings: true });
  const functionsIn = (region?: string) => {
    const made = getFunctions(app, region);
    connectFunctionsEmulator(made, '127.0.0.1', ports.functions);
    return made;
  };
  const functions = functionsIn();
  return {
    auth,
    functionsIn,
    signUp: async (email) => {
      const { user } = await createUserWithEmailAndPassword(auth, email, PASSWORD);
      return user.uid;
    },
    signIn: async (email) => {
      const { user } = await signInWithEmailAndPassword(auth, email, PASSWORD);
      return user.uid;
    },
    call: async (name, data = {}) => {
      const { data: answer } = await httpsCallable(functions, name)(data);
      return answer;
    },
    close: () => deleteApp(app),
  };
}
