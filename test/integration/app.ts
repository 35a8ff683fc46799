import { type Firestore, getFirestore } from 'firebase-admin/firestore';
import * as functions from '../../functions/src';
import type { LogActivityResponse } from '../../functions/src/activity/contract';
import { clock } from '../../functions/src/platform/clock';
import { database } from '../../functions/src/platform/firestore';
import { type Host, startHost } from '../../local/host';
import { type Backend, startBackend } from '../support/backend';

/** The deployed functions over real servers, with a clock that the test sets. */
export interface App {
  readonly host: Host;
  readonly backend: Backend;
  readonly db: Firestore;
  /** Sets the time that the functions see. */
  at(instant: string): void;
  call(uid: string, name: keyof typeof functions, data?: object): Promise<unknown>;
  /** Logs an activity as a user. */
  log(uid: string, activity?: object): Promise<LogActivityResponse>;
  /** Runs the maintenance schedule at the time set, and everything that follows from it. */
  runMaintenance(): Promise<void>;
  close(): Promise<void>;
}

let nextActivity = 0;

/** Starts the functions of `index.ts` on the backend that the run tests against. */
export async function startApp(): Promise<App> {
  const backend = await startBackend();
  const { functionsPort: port, ...rest } = backend;
  const host = await startHost({ ...rest, functions, port });
  const db = database();
  const now = jest.spyOn(clock, 'now');
  return {
    host,
    backend,
    db,
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
      await getFirestore().terminate();
      await host.close();
      await backend.close();
    },
  };
}
