import fc from 'fast-check';
import { functions as table } from '../../../functions/src/functions';
import { memoryLimit, consume } from '../../../functions/src/platform/rateLimit';
import { type Limit, shared } from '../../../functions/src/contracts/rateLimits';

const MINUTE = 60_000;
const limit: Limit = { burst: 3, perHour: 60 };

/** Which of the calls at these instants are taken. */
function takenAt(instants: readonly number[], by = limit): boolean[] {
  let arrival: number | undefined;
  return instants.map((now) => {
    const result = consume(arrival, now, by);
    if (result.ok) arrival = result.theoreticalArrival;
    return result.ok;
  });
}

test.each([
  ['a burst is taken, and no more', [0, 0, 0, 0], [true, true, true, false]],
  ['one more a minute later', [0, 0, 0, MINUTE, MINUTE], [true, true, true, true, false]],
  ['not a moment before', [0, 0, 0, MINUTE - 1], [true, true, true, false]],
  ['a refused call costs nothing', [0, 0, 0, 1, 2, MINUTE], [true, true, true, false, false, true]],
  [
    'a whole burst after a pause',
    [0, 0, 0, 3 * MINUTE, 3 * MINUTE, 3 * MINUTE],
    Array(6).fill(true),
  ],
  [
    'a clock that is a little behind gets nothing for it',
    [10 * MINUTE, 10 * MINUTE, 10 * MINUTE, 10 * MINUTE - 500],
    [true, true, true, false],
  ],
  [
    'a clock that was set back starts anew',
    [1e9, 1e9, 1e9, 0, 0, 0, 0],
    [true, true, true, true, true, true, false],
  ],
])('%s', (_, instants, expected) => {
  expect(takenAt(instants)).toEqual(expected);
});

test('the wait that a refusal names is exact', () => {
  const full = 3 * MINUTE;
  const refused = consume(full, 20_000, limit);
  expect(refused).toEqual({ ok: false, retryAfterMs: 40_000 });
  expect(consume(full, 60_000, limit).ok).toBe(true);
});

test('in any stretch of time no more than the burst and what the stretch earns is taken', () => {
  fc.assert(
    fc.property(
      fc.array(fc.nat(5 * MINUTE), { maxLength: 60 }),
      fc.record({
        burst: fc.integer({ min: 1, max: 9 }),
        perHour: fc.integer({ min: 1, max: 600 }),
      }),
      (gaps, by) => {
        const instants = gaps.map((_, index) => gaps.slice(0, index + 1).reduce((a, b) => a + b));
        const taken = takenAt(instants, by);
        const kept = instants.filter((_, index) => taken[index]);
        for (const [first, from] of kept.entries()) {
          for (const [last, to] of kept.entries()) {
            const earned = ((to - from) * by.perHour) / 3_600_000;
            if (last >= first)
              expect(last - first + 1).toBeLessThanOrEqual(by.burst + earned + 1e-6);
          }
        }
      },
    ),
  );
});

test('whoever starts streams as often as they may never holds more than 1.1 % of all', () => {
  const STREAM_MS = MINUTE; // the function ends it before
  const most = shared.stream.burst + Math.floor((shared.stream.perHour * STREAM_MS) / 3_600_000);
  const all = table.followChallenge.scale.maxInstances * table.followChallenge.scale.concurrency;
  expect(most / all).toBeLessThanOrEqual(0.011);
  fc.assert(
    fc.property(fc.array(fc.nat(5_000), { minLength: 100, maxLength: 300 }), (gaps) => {
      let now = 0;
      const instants = gaps.map((gap) => (now += gap));
      const taken = takenAt(instants, shared.stream);
      const starts = instants.filter((_, index) => taken[index]);
      for (const at of starts) {
        const held = starts.filter((start) => start <= at && at < start + STREAM_MS);
        expect(held.length).toBeLessThanOrEqual(most);
      }
    }),
  );
});

test('ten challenges followed on two devices are never refused, begun at once as they may be', () => {
  const FOLLOWED = 20;
  const ROUND_MS = 56_000; // a stream, and the client's pause
  const starts = Array.from({ length: 60 }, (_, round) =>
    Array.from({ length: FOLLOWED }, () => round * ROUND_MS),
  );
  expect(takenAt(starts.flat(), shared.stream)).not.toContain(false);
});

test('keys do not share', () => {
  const takeOne = memoryLimit({ burst: 1, perHour: 1 }, () => 0);
  expect(takeOne('ada').ok).toBe(true);
  expect(takeOne('bob').ok).toBe(true);
  expect(takeOne('ada').ok).toBe(false);
});

test('a flood of keys does not fill the memory: who was seen longest ago is forgotten', () => {
  const takeOne = memoryLimit({ burst: 1, perHour: 1 }, () => 0);
  for (let key = 0; key <= 20_000; key += 1) takeOne(`k${key}`);
  expect(takeOne('k0').ok).toBe(true);
  expect(takeOne('k20000').ok).toBe(false);
});
