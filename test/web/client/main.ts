import { initializeApp } from 'firebase/app';
import { connectFunctionsEmulator, getFunctions } from 'firebase/functions';
import { firestreak } from '../../../client/src';

/** An app whose user is Ada, with functions at a port of this machine. */
const port = Number(new URLSearchParams(location.search).get('functions'));
const app = initializeApp({ projectId: 'demo-app', apiKey: 'demo' });
const functions = getFunctions(app);
connectFunctionsEmulator(functions, '127.0.0.1', port);
const user = { uid: 'ada' } as never;
const { queue } = firestreak(functions, {
  currentUser: user,
  onAuthStateChanged: (listener) => {
    if (typeof listener === 'function') listener(user);
    return () => undefined;
  },
});

Object.assign(globalThis, { queue });
