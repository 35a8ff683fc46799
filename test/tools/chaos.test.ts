import '../support/env';
import { functions } from '../../functions/src/functions';
import { campaign } from '../../tools/chaos/campaign';
import { killing } from '../../tools/chaos/kill/killing';
import type { SeedResult } from '../../tools/chaos/runSeed';

test('whatever fails, and wherever a process ends, everyone ends with what they should have', async () => {
  const report = await campaign({ seeds: Array.from({ length: 12 }, (_, n) => 2000 + n) });
  expect(report.failures).toEqual([]);
  expect(report.faultPoints).toBeGreaterThanOrEqual(100);
  expect(report.faultsInjected).toBeGreaterThan(500);
});

test('a seed comes out the same each time, whatever the thread has run before', async () => {
  const comeOut = async (seeds: readonly number[]) => {
    const results = new Map<number, SeedResult>();
    const onResult = (result: SeedResult) => results.set(result.seed, result);
    await campaign({ seeds, threads: 1, rate: 0.3, onResult });
    return seeds.map((seed) => results.get(seed)).sort((a, b) => (a?.seed ?? 0) - (b?.seed ?? 0));
  };
  const seeds = [14, 15, 16];
  const [forth, back] = await Promise.all([comeOut(seeds), comeOut([...seeds].reverse())]);
  expect(forth).toEqual(back);
  expect(forth[0]?.faultsInjected).toBeGreaterThan(0);
});

test('whatever the table deploys without a caller runs in some world, but what is switched off', async () => {
  const ran = new Set<string>();
  const onResult = (result: SeedResult) => {
    for (const name of result.ran) ran.add(name);
  };
  // In one of them insights are due, in one boards and the audit, in one a delivery is left behind.
  const report = await campaign({ seeds: [333, 702, 344], onResult });
  expect(report.failures).toEqual([]);
  const uncalled = Object.entries(functions).flatMap(([name, { kind }]) =>
    ['schedule', 'worker', 'task', 'document'].includes(kind) ? [name] : [],
  );
  const off = ['expireUsers', 'deliverWebhook', 'publishEvents']; // events have faults of their own
  expect(uncalled.filter((name) => !ran.has(name))).toEqual(off);
});

test('workers that are killed at random moments leave everyone judged once', async () => {
  const { kills, wrong } = await killing(300, 1);
  expect(wrong).toEqual([]);
  expect(kills).toBeGreaterThan(0);
});

test('the oracle notices what is lost', async () => {
  const report = await campaign({ seeds: [14, 15, 16], rate: 0.3, losesWork: true });
  expect(report.failures).not.toEqual([]);
});
