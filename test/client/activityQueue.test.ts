import fc from 'fast-check';
import type { ActivityQueue } from '../../client/src';
import { QueueWorld, failure, unreachable } from './testQueue';

const type = 'quiz_easy_passed';

let world: QueueWorld;
let queue: ActivityQueue;
const queues: ActivityQueue[] = [];

function openTab(): ActivityQueue {
  const tab = world.openTab();
  queues.push(tab);
  return tab;
}

beforeEach(() => {
  world = new QueueWorld();
  queue = openTab();
});

afterEach(() => {
  for (const each of queues.splice(0)) each.close();
});

const taken = () => world.taken.map(({ activityId }) => activityId);
const waiting = async () => (await queue.waiting()).map(({ activityId }) => activityId);

it('sends an activity at once, with an id, its time and the zone', async () => {
  const outcome = await queue.log({ type, quantity: 3 });
  expect(outcome).toMatchObject({ status: 'recorded', answer: { activityId: 'id-1' } });
  expect(world.taken).toEqual([
    {
      activityId: 'id-1',
      type,
      quantity: 3,
      occurredAt: '2026-11-24T12:00:00.000Z',
      timeZone: 'Asia/Kathmandu',
    },
  ]);
});

it('keeps what is logged offline and sends it in order, each with its own time and the zone of now', async () => {
  world.isOffline = true;
  const first = await queue.log({ type });
  world.now += 3_600_000;
  await queue.log({ type });
  expect(first).toEqual({ status: 'waiting', activityId: 'id-1' });
  expect(await waiting()).toEqual(['id-1', 'id-2']);

  world.isOffline = false;
  world.timeZone = 'Europe/Berlin';
  await queue.flush();

  expect(world.taken).toMatchObject([
    { activityId: 'id-1', occurredAt: '2026-11-24T12:00:00.000Z', timeZone: 'Europe/Berlin' },
    { activityId: 'id-2', occurredAt: '2026-11-24T13:00:00.000Z', timeZone: 'Europe/Berlin' },
  ]);
  expect(await waiting()).toEqual([]);
});

it('sends an activity once when its id is logged twice', async () => {
  world.isOffline = true;
  await queue.log({ type, activityId: 'once' });
  await queue.log({ type, activityId: 'once' });
  world.isOffline = false;
  await queue.flush();
  expect(world.sent).toHaveLength(1);
});

it.each([
  ['no network', unreachable],
  ['a lost reply', failure('unreachable', 'deadline-exceeded')],
  ['contention', failure('too-much-contention', 'aborted')],
  ['a store that is slow', failure('temporarily-unavailable', 'unavailable')],
  ['a sign-in that has run out', failure('sign-in-required', 'unauthenticated')],
  ['a failure of the server', failure('unexpected', 'internal')],
  ['a function that is not deployed yet', failure('unreachable', 'not-found')],
])('keeps an activity, and those after it, over %s', async (_, error) => {
  world.objection = ({ activityId }) => (activityId === 'id-1' ? error : undefined);
  expect(await queue.log({ type })).toEqual({ status: 'waiting', activityId: 'id-1', error });
  expect(await queue.log({ type })).toMatchObject({ status: 'waiting', activityId: 'id-2' });
  expect(taken()).toEqual([]);
  world.objection = () => undefined;
  await queue.flush();
  expect(taken()).toEqual(['id-1', 'id-2']);
});

it.each([
  ['too old', failure('out-of-range', 'out-of-range')],
  ['of no known type', failure('unknown-activity-type', 'invalid-argument')],
  ['malformed', failure('malformed-request', 'invalid-argument')],
])('drops an activity that is %s, tells so, and goes on', async (_, error) => {
  world.isOffline = true;
  await queue.log({ type, occurredAt: '2026-11-20T00:00:00Z' });
  await queue.log({ type });
  world.isOffline = false;
  world.objection = ({ activityId }) => (activityId === 'id-1' ? error : undefined);
  await queue.flush();
  expect(world.outcomes).toContainEqual({ status: 'refused', activityId: 'id-1', error });
  expect(taken()).toEqual(['id-2']);
  expect(await waiting()).toEqual([]);
});

it('leaves the time to the server when the device’s clock is wrong and it happened just now', async () => {
  world.objection = ({ occurredAt }) =>
    occurredAt === undefined ? undefined : failure('out-of-range', 'out-of-range');
  expect(await queue.log({ type })).toMatchObject({ status: 'recorded' });
  expect(world.taken).toEqual([{ activityId: 'id-1', type, timeZone: 'Asia/Kathmandu' }]);
});

it('never moves an activity of another time to now', async () => {
  world.objection = ({ occurredAt }) =>
    occurredAt === undefined ? undefined : failure('out-of-range', 'out-of-range');
  const outcome = await queue.log({ type, occurredAt: '2026-11-20T00:00:00Z' });
  expect(outcome).toMatchObject({ status: 'refused', error: { reason: 'out-of-range' } });
  expect(taken()).toEqual([]);
});

it('leaves the zone as it is when it was changed too often', async () => {
  world.objection = ({ timeZone }) =>
    timeZone === undefined ? undefined : failure('too-many-zone-changes', 'resource-exhausted');
  expect(await queue.log({ type })).toMatchObject({ status: 'recorded' });
  expect(world.taken[0]).not.toHaveProperty('timeZone');
});

it('sends what a user has logged as that user only', async () => {
  world.isOffline = true;
  await queue.log({ type });
  world.isOffline = false;
  world.user = 'ben';
  await queue.flush();
  expect(world.sent).toEqual([]);
  world.user = 'ada';
  await queue.flush();
  expect(taken()).toEqual(['id-1']);
});

it('refuses to log for nobody', async () => {
  world.user = undefined;
  await expect(queue.log({ type })).rejects.toMatchObject({ reason: 'sign-in-required' });
});

it('sends each once from several tabs, and tells each tab what became of its own', async () => {
  const tabs = [queue, openTab(), openTab()];
  const outcomes = await Promise.all(
    Array.from({ length: 30 }, (_, n) =>
      (tabs[n % 3] ?? queue).log({ type, activityId: `a-${n}` }),
    ),
  );
  expect(outcomes.map((outcome) => outcome.status)).toEqual(Array(30).fill('recorded'));
  expect(taken()).toHaveLength(30);
  expect(new Set(taken()).size).toBe(30);
});

it('loses none, doubles none and keeps the order, whenever the network fails', async () => {
  const networks = fc.array(fc.constantFrom('up', 'down', 'reply-lost'), { maxLength: 40 });
  await fc.assert(
    fc.asyncProperty(networks, async (network) => {
      world = new QueueWorld();
      queue = openTab();
      const moods = [...network];
      const lost = new Set<string>();
      world.objection = (request) => {
        const mood = moods.shift() ?? 'up';
        if (mood === 'reply-lost' && !lost.has(request.activityId)) {
          lost.add(request.activityId);
          world.taken.push(request);
        }
        return mood === 'up' ? undefined : unreachable;
      };
      for (let n = 0; n < 8; n += 1) await queue.log({ type, activityId: `a-${n}` });
      while ((await waiting()).length > 0) await queue.flush();
      const ids = Array.from({ length: 8 }, (_, n) => `a-${n}`);
      expect([...new Set(taken())]).toEqual(ids);
      expect(taken()).toHaveLength(8);
    }),
  );
});
