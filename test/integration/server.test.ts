import { cloud } from '../../functions/src/cloud';
import { clock } from '../../functions/src/platform/clock';
import { createServer, FirestreakError, type Server } from '../../functions/src/server';
import { blocksIn } from '../docs/pages';
import { runBlock } from '../docs/runBlock';
import { everyDocument } from '../support/everyDocument';
import { type App, startApp } from './app';

let app: App;
let server: Server;
let number = 0;
let uid: string;

const zone = { timeZone: 'Europe/Berlin' };
const quiz = { activityId: 'quiz-1', type: 'quiz_easy_passed', ...zone };

beforeAll(async () => {
  app = await startApp();
  server = createServer({ now: () => clock.now() });
});

beforeEach(async () => {
  await app.backend.clear();
  app.at('2026-03-02T12:00:00Z');
  number += 1;
  uid = `of-server-${number}`;
});

afterAll(() => app.close());

test('a server and a client work on the same streak, and are told the same', async () => {
  const { streak } = await server.logActivity(uid, quiz);
  expect(streak).toMatchObject({ current: 1, activeToday: true });
  expect(await app.call(uid, 'getStreak')).toEqual(streak);
  app.at('2026-03-03T12:00:00Z');
  const again = await app.log(uid, { type: 'quiz_hard_passed' });
  expect(await server.getStreak(uid)).toEqual(again.streak);
  const days = await server.explainStreak(uid, { from: '2026-03-02' });
  expect(days).toEqual(await app.call(uid, 'explainStreak', { from: '2026-03-02' }));
  const month = { month: '2026-03' };
  expect(await server.getCalendar(uid, month)).toEqual(await app.call(uid, 'getCalendar', month));
});

test("the program of the package's README logs the first activity of a user", async () => {
  const [program] = blocksIn('ts').filter(({ text }) => text.includes("'firestreak/server'"));
  const log = jest.fn();
  const entry = { createServer: () => server, FirestreakError };
  await runBlock(
    program?.text ?? '',
    { 'firestreak/server': entry },
    { uid, order: { id: 'order-1' }, console: { log } },
  );
  expect(log.mock.calls).toEqual([['Day 1 of the streak']]);
});

test('an activity that is logged twice counts once, whoever logs it', async () => {
  const first = await server.logActivity(uid, quiz);
  const twice = await Promise.all([server.logActivity(uid, quiz), server.logActivity(uid, quiz)]);
  expect(twice).toEqual([first, first]);
  expect(await app.call(uid, 'logActivity', quiz)).toEqual(first);
});

test('a server may log more than a client', async () => {
  const many = Array.from({ length: 80 }, (_, n) => ({ ...quiz, activityId: `many-${n}` }));
  for (const activity of many) await server.logActivity(uid, activity);
  expect((await server.explainStreak(uid)).days.at(-1)).toMatchObject({ activities: 80 });
});

test('earlier months come from the ledger, and none is cached', async () => {
  await server.logActivity(uid, quiz);
  app.at('2026-06-01T12:00:00Z');
  const { totals } = await server.getCalendar(uid, { month: '2026-03' });
  expect(totals).toMatchObject({ active: 1 });
  await app.host.idle();
  const cached = await app.db.collection('calendars').get();
  expect(cached.docs.filter((month) => month.get('sealed') !== null)).toEqual([]);
});

test('freezes are given once', async () => {
  await server.logActivity(uid, quiz);
  app.at('2026-03-03T12:00:00Z');
  const gift = { adjustmentId: 'gift', freezes: 1, reason: 'Thank you.' };
  expect(await server.adjustFreezes(uid, gift)).toMatchObject({
    adjusted: true,
    streak: { freezes: 1 },
  });
  expect(await server.adjustFreezes(uid, gift)).toMatchObject({ adjusted: false });
  expect(await server.getStreak(uid)).toMatchObject({ freezes: 1 });
});

test('a change of zone is that of a client', async () => {
  await server.logActivity(uid, quiz);
  const { streak } = await server.setTimeZone(uid, { timeZone: 'America/New_York' });
  expect(streak.timeZone).toBe('America/New_York');
});

test('an export has every document of a user, over pages, and a deletion leaves none', async () => {
  for (let n = 0; n < 205; n += 1) {
    await server.logActivity(uid, { ...quiz, activityId: `of-many-${n}` });
  }
  await app.host.idle();
  const stored = [...(await everyDocument(app.db)).keys()];
  const paths: string[] = [];
  for await (const { path } of server.exportData(uid)) paths.push(path);
  expect(paths.sort()).toEqual(stored.filter((path) => path.startsWith(`users/${uid}`)));
  const { deleted } = await server.deleteData(uid);
  expect(deleted).toBeGreaterThanOrEqual(205);
  const left = [...(await everyDocument(app.db)).keys()];
  expect(left.filter((path) => path.startsWith(`users/${uid}/activities`))).toEqual([]);
  await expect(server.getStreak(uid)).rejects.toMatchObject({ reason: 'time-zone-unset' });
  expect(app.host.failures).toEqual([]);
});

describe('a refusal is a FirestreakError with reason and code', () => {
  test.each([
    {
      does: 'a field that no contract knows',
      call: () => server.logActivity(uid, { ...quiz, kind: 'x' } as typeof quiz),
      reason: 'malformed-request',
      code: 'invalid-argument',
    },
    {
      does: 'a text that is not well-formed',
      call: () => server.logActivity(uid, { ...quiz, type: 'a\uD800' }),
      reason: 'malformed-request',
      code: 'invalid-argument',
    },
    {
      does: 'an activity of long ago',
      call: () => server.logActivity(uid, { ...quiz, occurredAt: '2026-01-31T00:00:00Z' }),
      reason: 'out-of-range',
      code: 'out-of-range',
    },
    {
      does: 'a type that the program does not know',
      call: () => server.logActivity(uid, { ...quiz, type: 'walk' }),
      reason: 'unknown-activity-type',
      code: 'invalid-argument',
    },
    {
      does: 'a uid that leads elsewhere',
      call: () => server.getStreak('a/b/c'),
      reason: 'unsupported-user',
      code: 'permission-denied',
    },
    {
      does: 'somebody of whom nothing is known',
      call: () => server.getStreak(uid),
      reason: 'time-zone-unset',
      code: 'failed-precondition',
    },
  ])('$does', async ({ call, reason, code }) => {
    const error: unknown = await call().catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(FirestreakError);
    expect(error).toMatchObject({ reason, code });
    expect(await everyDocument(app.db)).toEqual(new Map());
  });
});

test.each([
  [{ databaseId: 'Firestreak' }, 'databaseId cannot be "Firestreak"'],
  [{ instance: 'kit reading' }, 'instance cannot be "kit reading"'],
  [{ region: 'Europe' }, 'region cannot be "Europe"'],
])('an option that cannot be right is told at once: %j', (options, message) => {
  expect(() => createServer(options)).toThrow(message);
});

test('an app brings its own program, and a database has its own streaks', async () => {
  const program = {
    ...cloud.program,
    activities: { walk: { xp: 3, category: 'outside' } },
  };
  const other = createServer({ program, databaseId: 'walking', now: () => clock.now() });
  const walk = { activityId: 'w', type: 'walk', ...zone };
  expect(await other.logActivity(uid, walk)).toMatchObject({ xp: 3 });
  await expect(server.getStreak(uid)).rejects.toMatchObject({ reason: 'time-zone-unset' });
});
