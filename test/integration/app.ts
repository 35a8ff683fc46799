import { setTimeout as sleep } from 'node:timers/promises';
import { type Firestore, getFirestore } from 'firebase-admin/firestore';
import * as functions from '../../functions/src';
import type { LogActivityResponse } from '../../functions/src/activity/contract';
import { clock } from '../../functions/src/platform/clock';
import { database } from '../../functions/src/platform/firestore';
import { type Host, startHost } from '../../local/host';
import { type AccountsServer, startAccounts } from '../support/accountsServer';
import { type Backend, startBackend } from '../support/backend';
import { unregistered } from '../support/unregistered';

/** The deployed functions over real servers, with a clock that the test sets. */
export interface App {
  readonly host: Host;
  readonly backend: Backend;
  readonly db: Firestore;
  /** Auth: whose account is whose, and who is an administrator. */
  readonly auth: AccountsServer;
  /** Sets the time that the functions see. */
  at(instant: string): void;
  call(uid: string, name: keyof typeof functions, data?: object): Promise<unknown>;
  /** Logs an activity as a user. */
  log(uid: string, activity?: object): Promise<LogActivityResponse>;
  /** Runs the maintenance schedule at the time set, and everything that follows from it. */
  runMaintenance(): Promise<void>;
  close(): Promise<void>;
}

/** How long a test waits for what follows from the one before. */
const CALM_MS = 5_000;

let nextActivity = 0;

/** Starts the functions of `index.ts` on the backend that the run tests against. */
export async function startApp(): Promise<App> {
  const [backend, auth] = await Promise.all([startBackend(), startAccounts()]);
  process.env['FIREBASE_AUTH_EMULATOR_HOST'] = auth.host;
  const { functionsPort: port, ...rest } = backend;
  const host = await startHost({ ...rest, functions, port, now: () => clock.now() });
  const db = database();
  const now = jest.spyOn(clock, 'now');
  /** Whoever writes to a new collection says in account/personalData.ts what becomes of it. */
  const checkCollections = async () => {
    expect(await unregistered(db)).toEqual([]);
  };
  // What follows from a test may still be under way, with locks and a client that it needs. The official
  // emulators may take their time to say that nothing is.
  const calm = () => Promise.race([host.idle(), sleep(CALM_MS, undefined, { ref: false })]);
  const clear = async () => {
    await calm();
    await checkCollections();
    await backend.clear();
  };
  return {
    host,
    backend: { ...backend, clear },
    db,
    auth,
    at: (instant) => now.mockReturnValue(Date.parse(instant)),
    call: (uid, name, data = {}) => host.call(name, data, { uid }),
    log: async (uid, activity = {}) => {
      nextActivity += 1;
      const request = { activityId: `a${nextActivity}`, type: 'quiz_easy_passed', ...activity };
      return (await host.call('logActivity', request, { uid })) as LogActivityResponse;
    },
    runMaintenance: async () => {
      await host.runSchedule('scheduleMaintenance', new Date(clock.now()));
      await host.idle();
    },
    close: async () => {
      await calm();
      await checkCollections();
      // The official emulators go on, and so may what was begun on them: it would fail without its client.
      if (backend.kind === 'embedded') await getFirestore().terminate();
      await host.close();
      await Promise.all([backend.close(), auth.close()]);
    },
  };
}
