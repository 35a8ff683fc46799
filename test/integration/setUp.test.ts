import './fewShards';
import { setUpTask } from '../../functions/src/contracts/messages';
import { claimDatabase } from '../../functions/src/features/installation/claimDatabase';
import { log } from '../../functions/src/platform/log';
import { type App, startApp } from './app';

let app: App;

const NOW = '2026-03-12T12:00:00Z';
const DAY_MS = 86_400_000;
const context = { operation: 'setUp', correlationId: 'deployment' };

const error = jest.spyOn(log, 'error').mockReturnValue(undefined);
const info = jest.spyOn(log, 'info').mockReturnValue(undefined);

beforeAll(async () => {
  app = await startApp();
});

beforeEach(async () => {
  await app.host.idle();
  await app.backend.clear();
  app.at(NOW);
  error.mockClear();
  info.mockClear();
});

afterAll(() => app.close());

/** Sends what the CLI enqueues after a deployment. */
const afterDeployment = () =>
  fetch(app.host.url('setUp'), {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ data: setUpTask.parse({ correlationId: 'deployment' }) }),
  });

test('after a deployment there are leaderboards, a claim and an audit, and who is due is judged', async () => {
  app.at('2026-03-01T12:00:00Z');
  await app.log('ada', { timeZone: 'Europe/Berlin' });
  app.at(NOW);
  expect((await afterDeployment()).status).toBe(204);
  await app.host.idle();
  const done = { isAlone: true, due: 1, users: 1, drifted: 0 };
  expect(info).toHaveBeenCalledWith('set_up', context, expect.objectContaining(done));
  expect((await app.db.collection('leaderboards').get()).size).toBeGreaterThan(0);
  expect((await app.db.doc('settings/installation').get()).data()).toMatchObject({ functions: '' });
  expect(await app.call('ada', 'getStreak')).toMatchObject({ current: 0, longest: 1 });
  expect((await afterDeployment()).status).toBe(204); // as the CLI does after each
  expect(app.host.failures).toEqual([]);
});

test('two instances that share a database are told so until one of them is gone', async () => {
  const claim = (installation: string, daysLater: number) =>
    claimDatabase(
      { db: app.db, now: () => Date.parse(NOW) + daysLater * DAY_MS, installation },
      context,
    );
  expect(await claim('kit-reading-', 0)).toBe(true);
  expect(await claim('kit-fitness-', 0)).toBe(false);
  expect(error).toHaveBeenCalledWith('database_shared', context, expect.anything(), {
    installation: 'kit-fitness-',
    other: 'kit-reading-',
  });
  expect(await claim('kit-reading-', 1)).toBe(true);
  expect(await claim('kit-fitness-', 2.9)).toBe(false);
  expect(await claim('kit-fitness-', 3)).toBe(true);
  expect(await claim('kit-reading-', 3)).toBe(false);
});

test('users that an app keeps under the same name are told of', async () => {
  const claim = () =>
    claimDatabase({ db: app.db, now: () => Date.parse(NOW), installation: '' }, context);
  await app.log('ada', { timeZone: 'Europe/Berlin' });
  await app.call('ben', 'updatePreferences', { dailyCap: 1 });
  expect(await claim()).toBe(true);
  expect(error).not.toHaveBeenCalled();
  await app.db.doc('users/carla').set({ profile: { name: 'Carla' }, streak: 3 });
  expect(await claim()).toBe(false);
  expect(error).toHaveBeenCalledWith('users_of_an_app', context, expect.anything(), {
    strangers: 1,
  });
});
