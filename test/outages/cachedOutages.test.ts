import { type OutageList, StaleOutagesError } from '../../functions/src/engine/outages';
import { cachedOutages } from '../../functions/src/features/outages/cachedOutages';

/** A cache with a clock to set, and the versions that it reads one after the other. */
function cache() {
  const time = { now: 0 };
  let reads = 0;
  const load = (): Promise<OutageList> => {
    reads += 1;
    return Promise.resolve({ version: reads, outages: [] });
  };
  const cached = cachedOutages(load, () => time.now);
  const version = () => cached.use((list) => Promise.resolve(list.version));
  return { time, cached, version, reads: () => reads };
}

test('the list is read once a minute, however many calls come', async () => {
  const { time, version, reads } = cache();
  await Promise.all([version(), version(), version()]);
  time.now = 59_999;
  expect(await version()).toBe(1);
  expect(reads()).toBe(1);
  time.now = 60_000;
  expect(await version()).toBe(2);
});

test('it is read again when the clock is set back, and when it is to be forgotten', async () => {
  const { time, cached, version } = cache();
  await version();
  time.now = -1;
  expect(await version()).toBe(2);
  cached.forget();
  expect(await version()).toBe(3);
});

test('a use case that meets a later list is repeated with one read anew', async () => {
  const { cached } = cache();
  const seen: number[] = [];
  const outcome = await cached.use(({ version }) => {
    seen.push(version);
    return version < 2 ? Promise.reject(new StaleOutagesError(version, 2)) : Promise.resolve('ok');
  });
  expect([outcome, seen]).toEqual(['ok', [1, 2]]);
});

test('also when several users at once were settled with later ones', async () => {
  const { cached } = cache();
  const errors = [new Error('conflict'), new StaleOutagesError(1, 2)];
  const outcome = await cached.use(({ version }) =>
    version < 2 ? Promise.reject(new AggregateError(errors)) : Promise.resolve('ok'),
  );
  expect(outcome).toBe('ok');
});

test('a list that was restored from a backup counts as the version that users have', async () => {
  const cached = cachedOutages(
    () => Promise.resolve({ version: 1, outages: [] }),
    () => 0,
  );
  const outcome = await cached.use(({ version }) =>
    version < 7 ? Promise.reject(new StaleOutagesError(version, 7)) : Promise.resolve(version),
  );
  expect(outcome).toBe(7);
});

test('a use case that never has enough fails in the end', async () => {
  const { cached, reads } = cache();
  const greedy = cached.use(({ version }) =>
    Promise.reject(new StaleOutagesError(version, version + 1)),
  );
  await expect(greedy).rejects.toThrow(StaleOutagesError);
  expect(reads()).toBe(4);
});

test('any other failure is not repeated', async () => {
  const { cached, reads } = cache();
  await expect(cached.use(() => Promise.reject(new Error('no')))).rejects.toThrow('no');
  expect(reads()).toBe(1);
});

test('a read that failed is not kept', async () => {
  let isDown = true;
  const load = () =>
    isDown ? Promise.reject(new Error('down')) : Promise.resolve({ version: 1, outages: [] });
  const cached = cachedOutages(load, () => 0);
  await expect(cached.use(() => Promise.resolve())).rejects.toThrow('down');
  isDown = false;
  expect(await cached.use(({ version }) => Promise.resolve(version))).toBe(1);
});
