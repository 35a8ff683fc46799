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

it('sends an activity at once, with an id, its age and the zone', async () => {
  const outcome = await queue.log({ type, quantity: 3 });
  expect(outcome).toMatchObject({ status: 'recorded', answer: { activityId: 'id-1' } });
  expect(world.taken).toEqual([
    {
      activityId: 'id-1',
      type,
      quantity: 3,
      ageMs: 0,
      timeZone: 'Asia/Kathmandu',
      at: world.now,
    },
  ]);
});

it('keeps what is logged offline and sends it in order, each with the time and zone that the device showed then', async () => {
  world.isOffline = true;
  const first = await queue.log({ type });
  world.now += 3_600_000;
  world.timeZone = 'Europe/Berlin';
  await queue.log({ type });
  expect(first).toEqual({ status: 'waiting', activityId: 'id-1' });
  expect(await waiting()).toEqual(['id-1', 'id-2']);

  world.isOffline = false;
  world.timeZone = 'America/New_York';
  await queue.flush();

  expect(world.taken).toMatchObject([
    { activityId: 'id-1', ageMs: 3_600_000, timeZone: 'Asia/Kathmandu' },
    { activityId: 'id-2', ageMs: 0, timeZone: 'Europe/Berlin' },
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
  ['too many calls', failure('too-many-calls', 'resource-exhausted', 14_400)],
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
  ['of a user without a zone', failure('time-zone-unset', 'failed-precondition')],
])('sets an activity that is %s aside, tells so, and goes on', async (_, error) => {
  world.isOffline = true;
  await queue.log({ type, quantity: 3 });
  await queue.log({ type });
  world.isOffline = false;
  world.objection = ({ activityId }) => (activityId === 'id-1' ? error : undefined);
  await queue.flush();
  expect(world.outcomes).toContainEqual({ status: 'refused', activityId: 'id-1', error });
  expect(taken()).toEqual(['id-2']);
  expect(await waiting()).toEqual([]);
  const { reason, code, message } = error;
  expect(await queue.refused()).toMatchObject([
    { activityId: 'id-1', activity: { type, quantity: 3 }, refusal: { reason, code, message } },
  ]);
});

describe('what was refused', () => {
  beforeEach(async () => {
    world.objection = () => failure('unknown-activity-type', 'invalid-argument');
    await queue.log({ type });
    world.objection = () => undefined;
  });

  it('is not sent again, and told to every tab of its user, until it is acknowledged', async () => {
    const later = openTab();
    await later.flush();
    expect(world.sent).toHaveLength(1);
    expect(await later.refused()).toMatchObject([{ activityId: 'id-1' }]);
    world.user = 'ben';
    expect(await later.refused()).toEqual([]);
    await later.acknowledge('id-1');
    world.user = 'ada';
    expect(await later.refused()).toHaveLength(1);
    await later.acknowledge('id-1');
    expect(await queue.refused()).toEqual([]);
  });

  it('is tried again when it is logged again', async () => {
    expect(await queue.log({ type, activityId: 'id-1' })).toMatchObject({ status: 'recorded' });
    expect(await queue.refused()).toEqual([]);
  });

  it('is told to whoever logs it in another tab, and what waits cannot be acknowledged away', async () => {
    world.isOffline = true;
    await queue.log({ type, activityId: 'kept' });
    await queue.acknowledge('kept');
    expect(await waiting()).toEqual(['kept']);
  });
});

it('sends what was logged as it was then, and refuses at once what is no JSON', async () => {
  world.isOffline = true;
  const activity = { type, quantity: 1 };
  await queue.log(activity);
  activity.quantity = 9;
  const big = { type, quantity: 1n as unknown as number };
  await expect(queue.log(big)).rejects.toBeInstanceOf(TypeError);
  world.isOffline = false;
  await queue.flush();
  expect(world.sent).toMatchObject([{ quantity: 1 }]);
});

it('leaves the zone as it is when the server does not know it', async () => {
  world.objection = ({ timeZone }) =>
    timeZone === undefined ? undefined : failure('unknown-time-zone', 'invalid-argument');
  expect(await queue.log({ type })).toMatchObject({ status: 'recorded' });
  expect(world.taken[0]).not.toHaveProperty('timeZone');
});

it('sends the zone of now with what an earlier version kept without one', async () => {
  const occurredAt = new Date(world.now).toISOString();
  const activity = { type, occurredAt };
  await world.store.add({ userId: 'ada', activityId: 'old', loggedAt: world.now, activity });
  await queue.flush();
  expect(world.taken).toMatchObject([{ activityId: 'old', timeZone: 'Asia/Kathmandu' }]);
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

it('keeps what two users of a device call by the same id apart', async () => {
  world.isOffline = true;
  await queue.log({ type, activityId: 'lesson-1' });
  world.user = 'ben';
  await queue.log({ type, activityId: 'lesson-1' });
  expect(await waiting()).toEqual(['lesson-1']);
  world.isOffline = false;
  await queue.flush();
  world.user = 'ada';
  await queue.flush();
  expect(world.sent).toHaveLength(2);
});

it('keeps an activity whose user leaves while it is sent, for them to send again', async () => {
  world.objection = () => {
    world.user = 'ben';
    return failure('unsupported-user', 'permission-denied');
  };
  await queue.log({ type, activityId: 'hers' });
  world.objection = () => undefined;
  world.user = 'ada';
  expect(await waiting()).toEqual(['hers']);
  await queue.flush();
  expect(taken()).toEqual(['hers']);
});

it('goes on when a listener fails', async () => {
  jest.useFakeTimers();
  queue.listen(() => {
    throw new Error('the app’s');
  });
  expect(await queue.log({ type })).toMatchObject({ status: 'recorded' });
  expect(() => {
    jest.runAllTimers();
  }).toThrow('the app’s');
  jest.useRealTimers();
});

describe('what somebody should mend', () => {
  const absent = failure('misconfigured', 'not-found');

  it('rejects while there is no function, keeps the activity, and sends it when there is', async () => {
    world.objection = () => absent;
    await expect(queue.log({ type })).rejects.toBe(absent);
    await expect(queue.flush()).rejects.toBe(absent);
    expect(world.errors).toEqual([absent]);
    expect(await waiting()).toEqual(['id-1']);
    world.objection = () => undefined;
    await queue.flush();
    expect(taken()).toEqual(['id-1']);
    world.objection = () => absent;
    await expect(queue.log({ type })).rejects.toBe(absent);
    expect(world.errors).toEqual([absent, absent]);
  });

  it('is told on the second attempt when it may be a function that is overloaded', async () => {
    const unsure = failure('misconfigured', 'unknown');
    world.objection = () => unsure;
    expect(await queue.log({ type })).toMatchObject({ status: 'waiting' });
    expect(world.errors).toEqual([]);
    await expect(queue.flush()).rejects.toBe(unsure);
    expect(world.errors).toEqual([unsure]);
  });

  it('is told once when it has failed five times, without a rejection', async () => {
    world.objection = () => unreachable;
    for (let n = 0; n < 8; n += 1) await queue.log({ type });
    expect(world.errors).toEqual([unreachable]);
    expect(await waiting()).toHaveLength(8);
  });
});

it('sends thousands in order, reading one at a time, as fast as the server lets it', async () => {
  world.isOffline = true;
  const ids = Array.from({ length: 2000 }, (_, n) => `a-${n}`);
  for (const activityId of ids) {
    await world.store.add({
      ...{ userId: 'ada', activityId, loggedAt: world.now },
      activity: { type, occurredAt: new Date(world.now).toISOString() },
    });
  }
  const all = jest.spyOn(world.store, 'waiting');
  world.isOffline = false;
  let left = 500;
  world.objection = () =>
    (left -= 1) < 0 ? failure('too-many-calls', 'resource-exhausted', 14_400) : undefined;
  await queue.flush();
  expect(taken()).toEqual(ids.slice(0, 500));
  left = 1500;
  await queue.flush();
  expect(taken()).toEqual(ids);
  expect(all).not.toHaveBeenCalled();
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
      world.objection = (request) => {
        const mood = moods.shift() ?? 'up';
        if (mood === 'reply-lost' && !taken().includes(request.activityId)) {
          world.taken.push({ ...request, at: world.now });
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

describe('what waits is sent together', () => {
  const many = async (count: number) => {
    world.isOffline = true;
    for (let n = 0; n < count; n += 1) await queue.log({ type, activityId: `a-${n}` });
    world.isOffline = false;
  };
  const ids = (count: number) => Array.from({ length: count }, (_, n) => `a-${n}`);

  it('a hundred at once, in order, and each is told of', async () => {
    await many(230);
    await queue.flush();
    expect(world.batches).toEqual([100, 100, 30]);
    expect(taken()).toEqual(ids(230));
    const recorded = world.outcomes.filter(({ status }) => status === 'recorded');
    expect(recorded).toHaveLength(230);
    expect(recorded[3]).toMatchObject({
      activityId: 'a-3',
      answer: { streak: {}, challenges: [] },
    });
  });

  it('one alone is sent as ever', async () => {
    await many(1);
    await queue.flush();
    expect([world.batches, taken()]).toEqual([[], ['a-0']]);
  });

  it('what is to be taken back is sent between', async () => {
    await many(2);
    world.isOffline = true;
    await queue.undo('a-1');
    await queue.log({ type, activityId: 'b' });
    await queue.log({ type, activityId: 'c' });
    world.isOffline = false;
    await queue.flush();
    expect(world.batches).toEqual([2]);
    expect(taken()).toEqual(['a-0', 'b', 'c']);
  });

  it('one by one where the functions are of an earlier version', async () => {
    world.isEarlier = true;
    await many(4);
    await queue.flush();
    expect([world.batches, taken()]).toEqual([[4], ids(4)]);
  });

  it('one by one where one is malformed, which is set aside', async () => {
    await many(3);
    const malformed = failure('malformed-request', 'invalid-argument');
    world.objection = ({ activityId }) => (activityId === 'a-1' ? malformed : undefined);
    await queue.flush();
    expect(taken()).toEqual(['a-0', 'a-2']);
    expect(await queue.refused()).toMatchObject([{ activityId: 'a-1' }]);
  });

  it('those over the limit wait for as long as the server says, and those before count', async () => {
    await many(4);
    const full = failure('too-many-calls', 'resource-exhausted', 14_400);
    world.objection = ({ activityId }) => (activityId === 'a-2' ? full : undefined);
    await queue.flush();
    expect(taken()).toEqual(['a-0', 'a-1']);
    expect(await waiting()).toEqual(['a-2', 'a-3']);
    expect(world.outcomes.at(-1)).toMatchObject({
      status: 'waiting',
      error: { reason: 'too-many-calls', retryAfterMs: 14_400 },
    });
  });

  it('without a zone that the server does not know, that one alone', async () => {
    world.timeZone = 'Mars/Olympus';
    await many(2);
    const unknown = failure('unknown-time-zone', 'invalid-argument');
    world.objection = ({ activityId, timeZone }) =>
      activityId === 'a-1' && timeZone !== undefined ? unknown : undefined;
    await queue.flush();
    expect(world.taken).toMatchObject([{ timeZone: 'Mars/Olympus' }, { activityId: 'a-1' }]);
    expect(world.taken[1]).not.toHaveProperty('timeZone');
  });
});

describe('undo', () => {
  it('takes back what has been sent', async () => {
    await queue.log({ type });
    expect(await queue.undo('id-1')).toMatchObject({ status: 'undone' });
    expect(taken()).toEqual([]);
    expect(await waiting()).toEqual([]);
  });

  it('takes back what has not been sent, whether or not it had arrived', async () => {
    world.isOffline = true;
    await queue.log({ type });
    await queue.log({ type });
    expect(await queue.undo('id-1')).toMatchObject({ status: 'waiting' });
    world.isOffline = false;
    await queue.flush();
    expect(taken()).toEqual(['id-2']);
    expect(world.outcomes.at(-1)).toEqual({ status: 'undone', activityId: 'id-1', answer: null });
    expect(await waiting()).toEqual([]);
  });

  it('is sent again until it has arrived, and told when it is refused', async () => {
    await queue.log({ type });
    world.objection = () => unreachable;
    expect(await queue.undo('id-1')).toMatchObject({ status: 'waiting', undo: true });
    world.objection = () => failure('day-sealed', 'failed-precondition');
    expect(await queue.undo('id-1')).toMatchObject({ status: 'refused' });
    expect(await queue.refused()).toEqual([]);
    expect(taken()).toEqual(['id-1']);
  });
});
