import { projectId } from '../support/env';
import './fewShards';
import { PubSub } from '@google-cloud/pubsub';
import { getApps, initializeApp } from 'firebase-admin/app';
import { type Firestore, getFirestore } from 'firebase-admin/firestore';
import type * as Choices from '../../functions/src/choices';
import type * as Cloud from '../../functions/src/cloud';
import type * as Deploy from '../../functions/src/deploy';
import type * as Clock from '../../functions/src/platform/clock';
import { Expression } from 'firebase-functions/params';
import { type Host, startHost } from '../../local/host/index';
import { fitness } from '../../functions/src/presets/fitness';
import { type Backend, startBackend } from '../support/backend';

/** Two instances of the kit in one project, with databases and programs of their own, far from the defaults. */
const instances = {
  reading: { database: 'reading-db', type: 'quiz_easy_passed' },
  fitness: { database: 'fitness-db', type: 'run', program: fitness },
} as const;

type Instance = keyof typeof instances;

const REGION = 'europe-west1';

let backend: Backend;
let host: Host;
const databases = new Map<string, Firestore>();
const clocks: (typeof Clock)['clock'][] = [];
/** The functions that have run, by their deployed names. */
const ran: string[] = [];

/** Loads the functions as an instance of its own, with what the CLI and its `.env` tell it. */
function load(instance: Instance): Record<string, unknown> {
  const { database, ...chosen } = instances[instance];
  const own = {
    ...{ FIREBASE_KIT_INSTANCE_ID: instance, FIRESTORE_DATABASE_ID: database, LOCATION: REGION },
  };
  Object.assign(process.env, own);
  const functions: Record<string, unknown> = {};
  jest.isolateModules(() => {
    const { useProgram } = jest.requireActual<typeof Choices>('../../functions/src/choices');
    if ('program' in chosen) useProgram(chosen.program);
    const { cloud } = jest.requireActual<typeof Cloud>('../../functions/src/cloud');
    const { deploy } = jest.requireActual<typeof Deploy>('../../functions/src/deploy');
    clocks.push(jest.requireActual<typeof Clock>('../../functions/src/platform/clock').clock);
    expect(cloud.db.databaseId).toBe(database); // connects, while the parameters are this instance's
    cloud.open({ operation: 'test', correlationId: 'test' }, 0);
    for (const [name, trigger] of Object.entries(deploy(cloud))) {
      const deployedAs = `kit-${instance}-${name}`;
      functions[deployedAs] = standIn(deployedAs, trigger as unknown as Trigger);
    }
  });
  return functions;
}

type Trigger = ((...given: unknown[]) => unknown) & { readonly __endpoint: object };

/** A function that notes that it runs, and the parameters of whose trigger have their values. */
function standIn(name: string, trigger: Trigger): Trigger {
  const valued = (of: object): object =>
    Object.fromEntries(
      Object.entries(of).map(([key, value]: [string, unknown]) => {
        if (typeof value !== 'object' || value === null || Array.isArray(value))
          return [key, value];
        if (value instanceof Expression) return [key, value.value()];
        return [key, 'toJSON' in value ? null : valued(value)];
      }),
    );
  const run = (...given: unknown[]) => {
    ran.push(name);
    return trigger(...given);
  };
  return Object.assign(run, { __endpoint: valued(trigger.__endpoint) });
}

const at = (instant: string) => {
  for (const clock of clocks) jest.spyOn(clock, 'now').mockReturnValue(Date.parse(instant));
};

const call = (instance: Instance, name: string, data: object = {}) =>
  host.call(`kit-${instance}-${name}`, data, { uid: 'ada' });

const log = (instance: Instance, activityId: string) =>
  call(instance, 'logActivity', {
    ...{ activityId, type: instances[instance].type, timeZone: 'Europe/Berlin' },
  });

/** Everything in a database, as text. */
async function contents(database: string): Promise<string> {
  const db = databases.get(database);
  if (!db) throw new Error(`Nobody has opened ${database}.`);
  const below = async (
    collections: FirebaseFirestore.CollectionReference[],
  ): Promise<unknown[]> => {
    const found: unknown[] = [];
    for (const collection of collections) {
      for (const document of await collection.listDocuments()) {
        found.push([document.path, (await document.get()).data()]);
        found.push(...(await below(await document.listCollections())));
      }
    }
    return found;
  };
  return JSON.stringify(await below(await db.listCollections()));
}

beforeAll(async () => {
  backend = await startBackend();
  const functions = { ...load('reading'), ...load('fitness') };
  for (const name of ['FIREBASE_KIT_INSTANCE_ID', 'FIRESTORE_DATABASE_ID']) {
    Reflect.deleteProperty(process.env, name);
  }
  const { functionsPort: port, ...rest } = backend;
  host = await startHost({ ...rest, port, region: REGION, functions });
  const app = getApps()[0] ?? initializeApp({ projectId });
  for (const id of ['reading-db', 'fitness-db', 'firestreak', '(default)']) {
    databases.set(id, getFirestore(app, id));
  }
});

afterAll(async () => {
  await host.idle();
  for (const db of databases.values()) await db.terminate();
  await host.close();
  await backend.close();
});

test('what happens in one instance never reaches the other', async () => {
  at('2026-03-02T12:00:00Z');
  await log('reading', 'r1');
  await log('fitness', 'f1');
  await host.idle();
  const ofFitness = await contents('fitness-db');
  expect(ofFitness).toContain('users/ada');
  ran.length = 0;

  // Calls, triggers, messages, and what follows from them, to the end of the streak.
  at('2026-03-03T12:00:00Z');
  await log('reading', 'r2');
  await host.idle();
  at('2026-03-20T12:00:00Z');
  await host.runSchedule('kit-reading-scheduleMaintenance', new Date('2026-03-20T12:00:00Z'));
  await host.idle();
  const ofReading = await contents('reading-db');
  expect(ofReading).toContain('streak_broken');
  expect(ran).toContain('kit-reading-maintainShard');
  expect(ran).toContain('kit-reading-onStreakEvent');
  expect(ran.filter((name) => !name.startsWith('kit-reading-'))).toEqual([]);
  expect(await contents('fitness-db')).toBe(ofFitness);

  // Tasks: an erasure looks again.
  await call('reading', 'deleteMyData');
  await host.idle();
  expect(ran).toContain('kit-reading-finishErasure');
  expect(ran.filter((name) => !name.startsWith('kit-reading-'))).toEqual([]);
  expect(await contents('reading-db')).not.toContain('users/ada');
  expect(await contents('fitness-db')).toBe(ofFitness);
  expect(host.failures).toEqual([]);
});

test('each judges by a program of its own', async () => {
  await expect(call('reading', 'logActivity', { activityId: 'x', type: 'run' })).rejects.toThrow();
  at('2026-03-02T13:00:00Z');
  expect(await call('fitness', 'getStreak')).toMatchObject({
    current: expect.any(Number) as number,
  });
});

test('every topic bears the name of its instance, and nothing is in another database', async () => {
  const client = new PubSub();
  const [topics] = await client.getTopics();
  await client.close();
  const names = topics.map(({ name }) => name.split('/').at(-1) ?? '');
  expect(names.length).toBeGreaterThan(0);
  expect(names.filter((name) => !/^kit-(reading|fitness)-streak-/.test(name))).toEqual([]);
  expect(await contents('firestreak')).toBe('[]');
  expect(await contents('(default)')).toBe('[]');
});
