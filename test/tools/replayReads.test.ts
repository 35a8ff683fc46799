import '../support/env';
import { seeded } from '../../tools/deliveryFaults/random';
import { parts } from '../../tools/replayReads/readMix';
import { readingWorld } from '../../tools/replayReads/readingWorld';
import { syntheticLog } from './syntheticLog';

test('every calendar that is looked at in a replay is what the ledger says, outages included', async () => {
  const seen = await readingWorld(syntheticLog(1, 30, 5), 'demo-reads', seeded(3), 0.08);
  expect(seen.wrong).toEqual([]);
  expect(seen.outages).toBeGreaterThan(0);
  expect(seen.invalidations).toBeGreaterThan(0);
  const { opening, activity, earlier } = seen.calls;
  expect(earlier.calls).toBeGreaterThan(0);
  // The present month is in the document of its user.
  expect(opening.reads + activity.reads).toBe(opening.calls + activity.calls);
});

test('worlds side by side are each judged on a Firestore of their own', async () => {
  const worlds = await Promise.all(
    [1, 2, 3].map((world) =>
      readingWorld(syntheticLog(1, 12, world), `demo-reads-beside-${world}`, seeded(world), 0),
    ),
  );
  const judged = worlds.map(({ wrong, ledgerWrites }) => [wrong, ledgerWrites > 0]);
  expect(judged).toEqual(worlds.map(() => [[], true]));
});

test('a year is explained in ranges that follow each other', () => {
  expect(parts('2026-01-01', '2026-04-02')).toHaveLength(1);
  expect(parts('2026-01-01', '2026-04-03')).toEqual([
    { from: '2026-01-01', to: '2026-04-02' },
    { from: '2026-04-03', to: '2026-04-03' },
  ]);
});
