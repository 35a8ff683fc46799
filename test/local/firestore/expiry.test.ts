import { Transactions } from '../../../local/firestore/transactions/transactions';
import type { Transaction } from '../../../local/firestore/transactions/transactions';

const seconds = 1000;
const footprint = { documents: ['a'], ranges: [], changes: [], exclusive: true };

let now: number;
let transactions: Transactions;

beforeEach(() => {
  now = Date.UTC(2026, 0, 1);
  transactions = new Transactions(() => now);
});
afterEach(() => {
  transactions.close();
});

const begin = (): Transaction => transactions.begin({}, 0);

const useOf =
  ({ id }: Transaction) =>
  () =>
    transactions.use(id);

/** INVALID_ARGUMENT, as in production. */
const over = expect.objectContaining({ code: 3 }) as Error;

const lock = (owner: Transaction) =>
  transactions.locks.acquire(owner, () => ({
    footprint,
    act: () => {
      transactions.locks.hold(owner, footprint);
    },
  }));

test.each<[string, number[], boolean]>([
  ['60 s without a call are not too many', [60], true],
  ['61 s without a call are', [61], false],
  ['calls keep it open', [60, 60, 60, 60, 30], true],
  ['but no longer than 270 s in all', [60, 60, 60, 60, 31], false],
])('%s', (_rule, pauses, open) => {
  const { id } = begin();
  const useAll = () => {
    for (const pause of pauses) {
      now += pause * seconds;
      transactions.use(id);
    }
  };
  if (open) expect(useAll).not.toThrow();
  else expect(useAll).toThrow(over);
});

test('one that expires frees its locks', async () => {
  const idle = begin();
  await lock(idle);
  now += 61 * seconds;
  const next = begin();
  const locked = lock(next);
  transactions.sweep();
  await locked;
  expect(useOf(idle)).toThrow(over);
});

test('one that waits for a lock is not idle', async () => {
  const [holder, waiter] = [begin(), begin()];
  await lock(holder);
  const locked = lock(waiter);
  for (let i = 0; i < 3; i++) {
    now += 50 * seconds;
    transactions.use(holder.id);
  }
  transactions.end(holder.id);
  await locked;
  expect(transactions.use(waiter.id)).toBe(waiter);
});

test('who waits for a lock longer than 270 s is told that the transaction is over', async () => {
  const waiter = begin();
  now += 10 * seconds;
  const holder = begin();
  await lock(holder);
  const refused = lock(waiter).catch((error: unknown) => error);
  for (let i = 0; i < 6; i++) {
    transactions.use(holder.id);
    now += 44 * seconds;
  }
  transactions.sweep();
  expect(await refused).toMatchObject({ code: 10 });
  expect(useOf(waiter)).toThrow(over);
});
