import { AsyncLocalStorage } from 'node:async_hooks';
import fc from 'fast-check';
import { LockTable } from '../../../local/firestore/transactions/lockTable';
import type { Owner } from '../../../local/firestore/transactions/owner';
import { StatusError } from '../../../local/firestore/status';

const footprint = (path: string, exclusive: boolean) => ({
  documents: [path],
  ranges: [],
  changes: [],
  exclusive,
});

/** Takes the lock and keeps it until it is released. */
const take = (locks: LockTable, owner: Owner, path: string, exclusive: boolean) =>
  locks.acquire(owner, () => ({
    footprint: footprint(path, exclusive),
    act: () => {
      locks.hold(owner, footprint(path, exclusive));
    },
  }));

const write = (locks: LockTable, owner: Owner, path: string, signal?: AbortSignal) =>
  locks.acquire(owner, () => ({ footprint: footprint(path, true), act: () => 'written' }), signal);

/** Lets everything happen that needs no passing of time. */
const turn = () => new Promise((resolve) => setImmediate(resolve));

let locks: LockTable;
let victims: Owner[];
const [first, second, third] = [{ age: 1 }, { age: 2 }, { age: 3 }];

beforeEach(() => {
  victims = [];
  locks = new LockTable((victim) => victims.push(victim));
});

test('readers share what one of them has held for a while', async () => {
  await take(locks, first, 'a', false);
  await take(locks, second, 'a', false);
  expect(victims).toEqual([]);
});

test('a reader follows another that ends soon', async () => {
  await take(locks, first, 'a', false);
  const reading = take(locks, second, 'a', false);
  const writing = write(locks, first, 'a');
  await expect(writing).resolves.toBe('written');
  locks.release(first);
  await reading;
  await expect(write(locks, second, 'a')).resolves.toBe('written');
  expect(victims).toEqual([]);
});

test('who had to wait acts in its own context, not in that of whoever made way', async () => {
  const context = new AsyncLocalStorage<string>();
  const blocked = footprint('a', true);
  await take(locks, first, 'a', true);
  const acting = context.run('asker', () =>
    locks.acquire(second, () => ({ footprint: blocked, act: () => context.getStore() })),
  );
  context.run('releaser', () => {
    locks.release(first);
  });
  await expect(acting).resolves.toBe('asker');
});

test('a writer waits for every reader', async () => {
  await take(locks, first, 'a', false);
  await take(locks, second, 'a', false);
  let written = false;
  const writing = write(locks, third, 'a').then(() => (written = true));
  locks.release(first);
  await turn();
  expect(written).toBe(false);
  locks.release(second);
  await writing;
});

test('a reader does not overtake a writer that waits', async () => {
  await take(locks, first, 'a', false);
  const order: string[] = [];
  const writing = write(locks, second, 'a').then(() => order.push('write'));
  const reading = take(locks, third, 'a', false).then(() => order.push('read'));
  await new Promise((resolve) => setTimeout(resolve, 150));
  expect(order).toEqual([]);
  locks.release(first);
  await Promise.all([writing, reading]);
  expect(order).toEqual(['write', 'read']);
});

test('of two readers that both want to write, the younger is aborted at once', async () => {
  await take(locks, first, 'a', false);
  await take(locks, second, 'a', false);
  const younger = write(locks, second, 'a').catch((error: unknown) => error);
  await expect(write(locks, first, 'a')).resolves.toBe('written');
  expect(await younger).toMatchObject({ code: 10 });
  expect(victims).toEqual([second]);
});

test('a circle that only patience closes costs nobody', async () => {
  await take(locks, first, 'a', false);
  await take(locks, second, 'b', false);
  await Promise.all([take(locks, first, 'b', false), take(locks, second, 'a', false)]);
  expect(victims).toEqual([]);
});

test('who gives up is out of the line, and those behind go on', async () => {
  await take(locks, first, 'a', false);
  const controller = new AbortController();
  const given = write(locks, second, 'a', controller.signal).catch((error: unknown) => error);
  const reading = take(locks, third, 'a', false);
  controller.abort();
  expect(await given).toMatchObject({ code: 1 });
  await reading;
  locks.release(first);
  locks.release(third);
  expect(locks.isFree).toBe(true);
});

test('who has given up before it asks gets nothing', async () => {
  await expect(write(locks, first, 'a', AbortSignal.abort())).rejects.toMatchObject({ code: 1 });
  expect(locks.isFree).toBe(true);
});

const step = fc.record({ path: fc.constantFrom('a', 'b', 'c'), exclusive: fc.boolean() });

test('whatever owners want, nobody hangs and who holds alone is alone', async () => {
  const script = fc.array(fc.array(step, { minLength: 1, maxLength: 5 }), { maxLength: 8 });
  await fc.assert(
    fc.asyncProperty(script, fc.scheduler(), async (scripts, scheduler) => {
      const holders = new Map<Owner, Map<string, boolean>>();
      const table = new LockTable((victim) => holders.delete(victim));
      const alone = (owner: Owner, path: string, exclusive: boolean) =>
        [...holders].every(([other, held]) => {
          const theirs = held.get(path);
          return other === owner || theirs === undefined || !(theirs || exclusive);
        });
      const play = async (steps: (typeof scripts)[number], age: number): Promise<boolean> => {
        const owner = { age };
        const held = new Map<string, boolean>();
        holders.set(owner, held);
        for (const { path, exclusive } of steps) {
          await scheduler.schedule(Promise.resolve());
          const got = await take(table, owner, path, exclusive).catch((error: unknown) => error);
          if (got instanceof StatusError) return false;
          expect(alone(owner, path, exclusive)).toBe(true);
          held.set(path, exclusive || held.get(path) === true);
        }
        holders.delete(owner);
        table.release(owner);
        return true;
      };
      const done = Promise.all(scripts.map(play));
      await scheduler.waitFor(done);
      const outcomes = await done;
      expect(outcomes.length === 0 || outcomes.includes(true)).toBe(true);
      expect(table.isFree).toBe(true);
    }),
    { numRuns: 300 },
  );
});
