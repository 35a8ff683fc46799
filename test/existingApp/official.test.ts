import { rm } from 'node:fs/promises';
import { type Packed, packed } from '../../tools/packageCheck/packed';
import { type Instance, addFirestreak, instances } from './addFirestreak';
import { type App, newApp } from './app';
import { signIn } from './client';
import { documentsIn } from './documents';
import { type AppEmulators, startEmulators } from './emulators';

/** How the developers of an app work that has Firestreak: with the Firebase CLI and Google's emulators. */
let app: App;
let archive: Packed;
let emulators: AppEmulators;

beforeAll(async () => {
  [app, archive] = await Promise.all([newApp(), packed('functions')]);
  await addFirestreak(app, archive);
  emulators = await startEmulators(app, 'official');
});

afterAll(async () => {
  await emulators.stop();
  await app.remove();
  await rm(archive.directory, { recursive: true });
});

test('all tests of the app pass, its rules and what its pages read among them', async () => {
  await emulators.test('test/functions.test.mjs');
  await emulators.test('test/pages.test.mjs');
});

const activities: Record<Instance, string> = { reading: 'story_read', fitness: 'run' };

test.each(instances)('%s works beside it and changes no document of the app', async (instance) => {
  const documents = await documentsIn(app, '(default)');
  const nina = await signIn(app, 'nina');
  const activity = { type: activities[instance], timeZone: 'Europe/Berlin' };
  for (const activityId of ['first', 'second']) {
    await nina.call(instance, 'logActivity', { activityId, ...activity });
  }
  await expect(nina.call(instance, 'getStreak')).resolves.toMatchObject({ current: 1 });
  await nina.call(instance, 'deleteMyData');
  await expect(nina.call(instance, 'getStreak')).rejects.toMatchObject({
    reason: 'time-zone-unset',
  });
  expect(await documentsIn(app, '(default)')).toEqual(documents);
  await nina.close();
});
