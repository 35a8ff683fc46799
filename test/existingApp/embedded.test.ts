import { Timestamp } from '@google-cloud/firestore';
import { rm } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Packed, packed } from '../../tools/packageCheck/packed';
import { type Instance, addFirestreak, instances, logFromServer } from './addFirestreak';
import { type App, newApp } from './app';
import { signIn } from './client';
import { documentsIn, written } from './documents';
import { type AppEmulators, startEmulators } from './emulators';
import { callEverything, runSchedules } from './everything';
import { functionsOf, topicsOf, tracesOf } from './traces';

let app: App;
let archive: Packed;
let emulators: AppEmulators;
let before: Awaited<ReturnType<typeof look>>;

const look = async () => ({
  ...(await tracesOf(app)),
  functions: await functionsOf(app),
  topics: await topicsOf(app),
});

beforeAll(async () => {
  [app, archive] = await Promise.all([newApp(), packed('functions')]);
  emulators = await startEmulators(app, 'embedded');
  await emulators.test('test/functions.test.mjs');
  before = await look();
  await emulators.stop();
  await addFirestreak(app, archive);
  emulators = await startEmulators(app, 'embedded');
});

afterAll(async () => {
  await emulators.stop();
  await app.remove();
  await rm(archive.directory, { recursive: true });
});

const folder = 'function-kits/firestreak';

/** As the CLI writes it. */
const kit = {
  kit: 'firestreak',
  sourcePackage: { name: 'firestreak' },
  source: `${folder}/source`,
  instances: { reading: `${folder}/config-reading`, fitness: `${folder}/config-fitness` },
  predeploy: ['npm --prefix "$RESOURCE_DIR" run build'],
};

test('adding it changes no file of the app, and adds one entry to the functions of firebase.json', async () => {
  const after = await tracesOf(app);
  expect(after.files).toEqual(before.files);
  const { functions, ...config } = before.config;
  expect(after.config).toEqual({ ...config, functions: [functions, kit] });
});

test('the functions of the app stay, and those of each instance have names of their own', async () => {
  const { 'the app': own, ...added } = await functionsOf(app);
  expect(own).toEqual(before.functions['the app']);
  expect(Object.keys(added)).toEqual(instances);
  for (const instance of instances) {
    expect(added[instance]?.filter((name) => !name.startsWith(`kit-${instance}-`))).toEqual([]);
    expect(added[instance]).toContain(`kit-${instance}-closeChallenges`);
  }
});

test('the topics of the app stay, and those of each instance are named by it', async () => {
  const added = (await topicsOf(app)).filter((topic) => !before.topics.includes(topic));
  expect(added).toEqual(expect.arrayContaining(['kit-reading-streak-maintenance']));
  expect(
    added.filter((topic) => !/^(firebase-schedule-)?kit-(reading|fitness)-/.test(topic)),
  ).toEqual([]);
  expect(await topicsOf(app)).toEqual(expect.arrayContaining(before.topics));
});

test('an instance stores in a database of its own, and knows its own program', async () => {
  const olga = await signIn(app, 'olga');
  const log = (instance: Instance, type: string) =>
    olga.call(instance, 'logActivity', { activityId: type, type, timeZone: 'Europe/Berlin' });
  await expect(log('reading', 'story_read')).resolves.toMatchObject({ streak: { current: 1 } });
  await expect(log('fitness', 'story_read')).rejects.toMatchObject({
    reason: 'unknown-activity-type',
  });
  await expect(olga.call('fitness', 'getStreak')).rejects.toMatchObject({
    reason: 'time-zone-unset',
  });
  expect([...(await documentsIn(app, 'reading')).keys()]).toContain('users/olga');
  expect([...(await documentsIn(app, 'fitness')).keys()]).not.toContain('users/olga');
  expect(await documentsIn(app, 'firestreak')).toEqual(new Map());
  await olga.close();
});

test('whatever clients and schedules of both instances do, no document of the app changes', async () => {
  await emulators.test('test/functions.test.mjs');
  const documents = await documentsIn(app, '(default)');
  expect([...documents.keys()]).toEqual(
    expect.arrayContaining(['users/olga', 'users/olga/orders/1017', 'challenges/russia']),
  );
  const root = await signIn(app, 'root', { admin: true });
  for (const instance of instances) {
    await callEverything(app, instance, root);
    await runSchedules(app, instance);
  }
  await root.close();
  expect(await documentsIn(app, '(default)')).toEqual(documents);
});

test('a deleted account leaves both instances, and the app decides what becomes of its documents', async () => {
  const olga = await signIn(app, 'olga');
  const activity = { activityId: 'last', type: 'run', timeZone: 'Europe/Berlin' };
  await olga.call('fitness', 'logActivity', activity);
  const documents = await documentsIn(app, '(default)');
  await olga.deleteAccount();
  for (const instance of instances) {
    await expect(eventuallyGone(instance, 'olga')).resolves.toEqual([]);
  }
  expect(await documentsIn(app, '(default)')).toEqual(documents);
  await olga.close();
});

test('the tests of the app that need no rules pass as before', async () => {
  await emulators.test('test/functions.test.mjs');
});

test('a function of the app logs its lessons, each once, and a lesson of last week is dated back', async () => {
  await emulators.stop();
  await logFromServer(app, archive);
  emulators = await startEmulators(app, 'embedded');
  const nina = await signIn(app, 'nina');
  const lesson = { uid: 'nina', course: 'novels', minutes: 15 };
  const now = Date.now();
  const finish = (lessonId: string, days: number) =>
    written(app, `lessons/${lessonId}`, {
      ...lesson,
      finishedAt: Timestamp.fromMillis(now - days * 86_400_000),
    });
  const activities = async () => {
    const streak = await nina.call('reading', 'getStreak').catch(() => ({ activities: 0 }));
    return (streak as { activities: number }).activities;
  };
  for (const [index, days] of [0, 7, 1].entries()) {
    await finish(`lesson-${index}`, days);
    expect(await eventually(activities, (count) => count === index + 1)).toBe(index + 1);
  }
  expect(await nina.call('reading', 'getStreak')).toMatchObject({ current: 2, activeDays: 3 });
  await nina.close();
});

/** Paths of what is left of a user after some time. */
function eventuallyGone(instance: Instance, uid: string): Promise<string[]> {
  const left = async () =>
    [...(await documentsIn(app, instance)).keys()].filter((path) => path.includes(uid));
  return eventually(left, (paths) => paths.length === 0);
}

/** What something comes to, or what it is after some time. */
async function eventually<T>(read: () => Promise<T>, isDone: (value: T) => boolean): Promise<T> {
  const deadline = Date.now() + 20_000;
  for (;;) {
    const value = await read();
    if (isDone(value) || Date.now() > deadline) return value;
    await sleep(200);
  }
}
