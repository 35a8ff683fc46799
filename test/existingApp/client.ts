import { deleteApp, initializeApp } from 'firebase/app';
import { type Auth, connectAuthEmulator, getAuth, signInWithCustomToken } from 'firebase/auth';
import { type Functions, connectFunctionsEmulator, getFunctions } from 'firebase/functions';
import type { CallableName } from '../../functions/src/functions';
import { type Instance, region } from './addFirestreak';
import type { App } from './app';

type NewClient = (
  functions: Functions,
  auth: Auth,
  options: { readonly instance: string },
) => { readonly call: Readonly<Record<CallableName, (request: object) => Promise<unknown>>> };

/** The client of the repository. It is a package for bundlers, with a configuration of TypeScript of its own. */
const { firestreak } = jest.requireActual<{ firestreak: NewClient }>('../../client/src/index');

/** A reader's device, with a client of each instance. */
export interface Device {
  /** Calls a function by the instance's client. Rejects with a FirestreakError. */
  call(instance: Instance, name: CallableName, data?: object): Promise<unknown>;
  /** Deletes the reader's account. */
  deleteAccount(): Promise<void>;
  close(): Promise<void>;
}

let nextApp = 0;

/** Signs a reader in; the account is made when there is none. @param claims of the account, such as `admin` */
export async function signIn(app: App, uid: string, claims: object = {}): Promise<Device> {
  const { projectId, ports } = app;
  nextApp += 1;
  const client = initializeApp({ projectId, apiKey: 'demo' }, `device ${nextApp}`);
  const auth = getAuth(client);
  connectAuthEmulator(auth, `http://127.0.0.1:${ports.auth}`, { disableWarnings: true });
  const functions = getFunctions(client, region);
  connectFunctionsEmulator(functions, '127.0.0.1', ports.functions);
  const { user } = await signInWithCustomToken(auth, JSON.stringify({ uid }));
  const accounts = `http://127.0.0.1:${ports.auth}/identitytoolkit.googleapis.com/v1/accounts`;
  await fetch(`${accounts}:update`, {
    method: 'POST',
    headers: { authorization: 'Bearer owner', 'content-type': 'application/json' },
    body: JSON.stringify({ localId: uid, customAttributes: JSON.stringify(claims) }),
  });
  await user.getIdToken(true);
  const clientOf = (instance: Instance) => firestreak(functions, auth, { instance });
  const clients = { reading: clientOf('reading'), fitness: clientOf('fitness') };
  return {
    call: (instance, name, data = {}) => clients[instance].call[name](data),
    deleteAccount: () => user.delete(),
    close: () => deleteApp(client),
  };
}
