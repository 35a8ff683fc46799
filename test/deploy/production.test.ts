import { projectId } from '../support/env';
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as functions from '../../functions/src';
import { database } from '../../functions/src/platform/firestore';
import { type Host, startHost } from '../../local/host/index';
import { discovered } from '../../tools/packageCheck/discovered';
import { packedFunctions } from '../../tools/packageCheck/packedFunctions';
import { type Backend, startBackend } from '../support/backend';
import { freePort } from '../support/freePort';
import { startInstance } from './instance';
import { productionNodes } from './nodes/productionNodes';

/** The functions that are called, one of a kind, by what starts them. */
const called = {
  logActivity: 'http',
  getStreak: 'http',
  scheduleMaintenance: 'http',
  maintainShard: 'cloudevent',
  onLedgerWritten: 'cloudevent',
} as const;

const TEN_DAYS_MS = 10 * 86_400_000;

let directory: string;
let backend: Backend;

beforeAll(async () => {
  [directory, backend] = await Promise.all([packedFunctions(), startBackend()]);
});

afterAll(async () => {
  await database().terminate();
  await backend.close();
  await rm(directory, { recursive: true, force: true });
});

describe.each(productionNodes())(
  'what is deployed, on Node $version',
  ({ version, path: node }) => {
    const toClose: { close(): Promise<void> }[] = [];
    let host: Host;
    let clockFile: string;

    const setAhead = (ms: number) => writeFile(clockFile, String(ms));
    const call = (name: keyof typeof called, data: object = {}) =>
      host.call(name, data, { uid: 'somebody' });

    beforeAll(async () => {
      clockFile = join(directory, `clock-${version}`);
      await setAhead(0);
      const env = { ...functionsEnvironment(), FIRESTREAK_CLOCK_FILE: clockFile };
      const starts = await Promise.allSettled(
        Object.entries(called).map(async ([name, signature]) => {
          const instance = await startInstance({ node, directory, name, signature, env });
          toClose.push(instance); // also when another one does not start
          const { __endpoint } = functions[name as keyof typeof called];
          return [name, Object.assign(instance.handle, { __endpoint })] as const;
        }),
      );
      const standIns = starts.map((start) => {
        if (start.status === 'rejected') throw start.reason;
        return start.value;
      });
      const { functionsPort: port, ...rest } = backend;
      host = await startHost({ ...rest, port, functions: Object.fromEntries(standIns) });
      toClose.push(host);
    });

    afterAll(async () => {
      for (const each of toClose.reverse()) await each.close();
      await backend.clear();
    });

    test('the CLI finds every function there is', async () => {
      const found = await discovered(node, directory, await freePort());
      expect(found.nodeVersion.split('.')[0]).toBe(version);
      expect(found.names).toEqual(Object.keys(functions).sort());
    });

    test('a callable writes what another reads', async () => {
      const activity = { activityId: 'a', type: 'quiz_easy_passed', timeZone: 'Europe/Berlin' };
      const streak = { current: 1, activeToday: true, timeZone: 'Europe/Berlin' };
      expect(await call('logActivity', activity)).toMatchObject({ streak });
      expect(await call('getStreak')).toMatchObject(streak);
      await expect(call('logActivity', { type: 1 })).rejects.toMatchObject({
        code: 'invalid-argument',
      });
    });

    test('the schedule has a worker judge who was not active, and the calendar hears of it', async () => {
      await setAhead(TEN_DAYS_MS);
      await host.runSchedule('scheduleMaintenance', new Date(Date.now() + TEN_DAYS_MS));
      await host.idle();
      expect(host.failures).toEqual([]);
      const events = await database().collection('users/somebody/events').get();
      expect(events.docs.map((event) => event.get('kind') as unknown)).toContain('streak_broken');
      const dropped = await database().collection('calendars').get();
      expect(dropped.docs.map((month) => month.get('sealed') as unknown)).toContain(null);
      expect(await call('getStreak')).toMatchObject({ current: 0, longest: 1 });
    });
  },
);

/** What the instances find in their environment, and nothing else of this process's. */
function functionsEnvironment(): Record<string, string | undefined> {
  const { env } = process;
  const names = Object.keys(env).filter((name) =>
    /^(FIRE|FUNCTIONS_|GC|GOOGLE_|PUBSUB_|CLOUD_)/.test(name),
  );
  return {
    ...Object.fromEntries(names.map((name) => [name, env[name]])),
    GCLOUD_PROJECT: projectId,
    METADATA_SERVER_DETECTION: 'none',
  };
}
