import { setTimeout as sleep } from 'node:timers/promises';
import type { Firestore } from 'firebase-admin/firestore';
import type { LogActivityResponse } from '../../functions/src/contracts/streaks';
import { cloud } from '../../functions/src/cloud';
import { type Deployed, deploy } from '../../functions/src/deploy';
import { type FunctionName, functions } from '../../functions/src/functions';
import { clock } from '../../functions/src/platform/clock';
import { database } from '../../functions/src/platform/firestore';
import type { Ports } from '../../functions/src/ports';
import { type Host, startHost } from '../../local/host/index';
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
  call(uid: string, name: FunctionName, data?: object): Promise<unknown>;
  /** Logs an activity as a user. */
  log(uid: string, activity?: object): Promise<LogActivityResponse>;
  /** Goes on with a new instance, which has nothing in its memory, as after a cold start. */
  restart(): void;
  /** Runs the maintenance schedule at the time set, and everything that follows from it. */
  runMaintenance(): Promise<void>;
  close(): Promise<void>;
}

/** How long a test waits for what follows from the one before. */
const CALM_MS = 5_000;

let nextActivity = 0;

/** Functions that hand over to those of the instance that there is when they are called. */
function handingOver(instance: () => Deployed): Readonly<Record<string, unknown>> {
  const names = Object.keys(functions) as FunctionName[];
  const delegates = names.map((name) => {
    const apply = (_: object, self: unknown, call: unknown[]): unknown =>
      Reflect.apply(instance()[name], self, call);
    return [name, new Proxy<Deployed[FunctionName]>(instance()[name], { apply })];
  });
  return Object.fromEntries(delegates) as Readonly<Record<string, unknown>>;
}

/** Starts the functions as they are deployed, or on other ports, on the backend that the run tests against. */
export async function startApp(ports: Ports = cloud): Promise<App> {
  const [backend, auth] = await Promise.all([startBackend(), startAccounts()]);
  process.env['FIREBASE_AUTH_EMULATOR_HOST'] = auth.host;
  const { functionsPort: port, ...rest } = backend;
  let instance = deploy(ports);
  const delegates = handingOver(() => instance);
  const host = await startHost({
    ...{ ...rest, port, functions: delegates },
    now: () => clock.now(),
  });
  const db = database();
  const now = jest.spyOn(clock, 'now');
  /** Whoever writes to a new collection says in features/account/personalData.ts what becomes of it. */
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
    restart: () => {
      instance = deploy(ports);
    },
    runMaintenance: async () => {
      await host.runSchedule('scheduleMaintenance', new Date(clock.now()));
      await host.idle();
    },
    close: async () => {
      await calm();
      await checkCollections();
      // The official emulators go on, and so may what was begun on them: it would fail without its client.
      if (backend.kind === 'embedded') await db.terminate();
      await host.close();
      await Promise.all([backend.close(), auth.close()]);
    },
  };
}
