import fc from 'fast-check';
import type { ActivityQueue } from '../../client/src';
import { QueueWorld } from './testQueue';

const type = 'quiz_easy_passed';
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const YEAR = 365 * DAY;

const queues: ActivityQueue[] = [];

function openTab(world: QueueWorld): ActivityQueue {
  const queue = world.openTab();
  queues.push(queue);
  return queue;
}

afterEach(() => {
  for (const each of queues.splice(0)) each.close();
});

/** How the clock of a device is wrong, in milliseconds ahead. */
const skews: [string, number][] = [
  ['right', 0],
  ['10 minutes ahead', 10 * MINUTE],
  ['10 minutes behind', -10 * MINUTE],
  ['a day ahead', DAY],
  ['three days behind', -3 * DAY],
  ['in 1970', -Date.parse('2026-11-24T12:00:00Z')],
  ['in 2038', 12 * YEAR],
  ['in 2999', 973 * YEAR],
  ['in 10026', 8000 * YEAR],
];

const absences: [string, number][] = [
  ['at once', 0],
  ['after a minute', MINUTE],
  ['after nine hours', 9 * HOUR],
  ['after 47 hours', 47 * HOUR],
];

describe.each(skews)('on a device whose clock is %s', (_, skew) => {
  describe.each(absences)('an activity that is sent %s', (__, absence) => {
    it.each(['on the same page', 'on another page', 'from sleep'])(
      'has its own time, %s',
      async (how) => {
        const world = new QueueWorld();
        world.skew = skew;
        world.isOffline = true;
        const queue = openTab(world);
        const truly = world.now;
        await queue.log({ type });
        world.now += absence;
        if (how === 'from sleep') world.slept += absence;
        world.isOffline = false;
        await (how === 'on another page' ? openTab(world) : queue).flush();
        expect(world.taken).toMatchObject([{ at: truly }]);
      },
    );

    it('is refused once it is older than 48 hours, and told', async () => {
      const world = new QueueWorld();
      world.skew = skew;
      world.isOffline = true;
      const queue = openTab(world);
      await queue.log({ type });
      world.now += absence + 48 * HOUR + 1;
      world.isOffline = false;
      await queue.flush();
      expect(await queue.refused()).toMatchObject([{ refusal: { reason: 'out-of-range' } }]);
      expect(world.outcomes.at(-1)).toMatchObject({ status: 'refused' });
    });
  });
});

/** Clocks that are set between logging and sending, an hour later. */
test.each([
  ['10 minutes ahead, set right', 10 * MINUTE, 0, 'on the same page', HOUR],
  ['a day ahead, set right', DAY, 0, 'on the same page', HOUR],
  ['in 2999, set right', 973 * YEAR, 0, 'on the same page', HOUR],
  ['in 1970, set right', -Date.parse('2026-11-24T12:00:00Z'), 0, 'on the same page', HOUR],
  ['right, set back a week', 0, -7 * DAY, 'on the same page', HOUR],
  ['in 1970, set right', -Date.parse('2026-11-24T12:00:00Z'), 0, 'on another page', 0],
  ['a day ahead, set right', DAY, 0, 'on another page', 0],
  // What cannot be told from sleep, or from a longer time:
  ['10 minutes behind, set right', -10 * MINUTE, 0, 'on the same page', HOUR + 10 * MINUTE],
  ['10 minutes ahead, set right', 10 * MINUTE, 0, 'on another page', HOUR - 10 * MINUTE],
])('a clock %s, %s than it was logged', async (_, before, after, where, age) => {
  const world = new QueueWorld();
  world.skew = before;
  world.isOffline = true;
  const queue = openTab(world);
  await queue.log({ type });
  world.now += HOUR;
  world.skew = after;
  world.isOffline = false;
  await (where === 'on another page' ? openTab(world) : queue).flush();
  expect(world.now - (world.taken[0]?.at ?? NaN)).toBe(age);
});

it('never refuses as too old what was logged a moment ago, though the clock was set forward', async () => {
  const world = new QueueWorld();
  world.skew = -3 * DAY;
  world.isOffline = true;
  const queue = openTab(world);
  await queue.log({ type });
  world.now += 50_000;
  world.skew = 0;
  world.isOffline = false;
  await queue.flush();
  expect(world.taken).toMatchObject([{ ageMs: 0 }]);
});

describe('a time that the app gives', () => {
  test.each([
    ['an hour ago', -HOUR, -HOUR],
    ['now', 0, 0],
  ])('is by the clock of the device: %s', async (_, given, expected) => {
    const world = new QueueWorld();
    world.skew = DAY;
    const queue = openTab(world);
    const occurredAt = new Date(world.now + DAY + given).toISOString();
    await queue.log({ type, occurredAt });
    expect(world.taken).toMatchObject([{ at: world.now + expected }]);
  });

  test.each([
    ['ahead of that clock', '2026-11-25T12:00:00.000Z', 'out-of-range'],
    ['of long ago', '2026-11-20T00:00:00Z', 'out-of-range'],
  ])('is left to the server when it is %s', async (_, occurredAt, reason) => {
    const world = new QueueWorld();
    const queue = openTab(world);
    const outcome = await queue.log({ type, occurredAt });
    expect(outcome).toMatchObject({ status: 'refused', error: { reason } });
    expect(world.taken).toEqual([]);
  });
});

/** What happens to a device and to its page, one after another. */
type Step =
  | { readonly kind: 'wait' | 'sleep' | 'set'; readonly by: number }
  | { readonly kind: 'log' | 'flush' | 'reload' | 'offline' | 'online' };

const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({
    kind: fc.constantFrom('wait' as const, 'sleep' as const),
    by: fc.integer({ min: 1, max: 20 * HOUR }),
  }),
  fc.record({
    kind: fc.constant('set' as const),
    by: fc.oneof(
      fc.integer({ min: -3 * DAY, max: 3 * DAY }),
      fc.constantFrom(-50 * YEAR, 12 * YEAR, 973 * YEAR),
    ),
  }),
  fc.constantFrom(
    ...(['log', 'log', 'flush', 'reload', 'offline', 'online'] as const).map((kind) => ({ kind })),
  ),
);

test('however clocks are set and devices sleep: nothing is lost, and each activity between whose logging and sending the clock ran has its own time', async () => {
  let onTime = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 40 }), async (steps) => {
      const world = new QueueWorld();
      let queue = openTab(world);
      const logged = new Map<string, { readonly at: number; readonly sets: number }>();
      let sets = 0;
      const check = () => {
        for (const { activityId, at } of world.taken.splice(0)) {
          const truly = logged.get(activityId);
          if (!truly) throw new Error(`${activityId} was taken twice, or never logged`);
          logged.delete(activityId);
          if (truly.sets !== sets) continue;
          expect(Math.abs(at - truly.at)).toBeLessThanOrEqual(1);
          onTime += 1;
        }
      };
      for (const each of [...steps, { kind: 'online' as const }, { kind: 'flush' as const }]) {
        switch (each.kind) {
          case 'sleep':
          case 'wait':
            world.now += each.by;
            if (each.kind === 'sleep') world.slept += each.by;
            break;
          case 'set':
            world.skew += each.by;
            sets += 1;
            break;
          case 'reload':
            queue.close();
            queue = openTab(world);
            break;
          case 'offline':
          case 'online':
            world.isOffline = each.kind === 'offline';
            break;
          case 'log':
            logged.set(`a-${logged.size}-${world.now}-${world.sent.length}`, {
              at: world.now,
              sets,
            });
            await queue.log({ type, activityId: [...logged.keys()].at(-1) ?? '' });
            break;
          case 'flush':
            await queue.flush();
        }
        check();
      }
      const refused = await queue.refused();
      for (const { activityId } of refused) expect(logged.delete(activityId)).toBe(true);
      expect([...logged.keys()]).toEqual([]);
      expect(await queue.waiting()).toEqual([]);
      queue.close();
    }),
    { numRuns: 300 },
  );
  expect(onTime).toBeGreaterThan(100);
});
