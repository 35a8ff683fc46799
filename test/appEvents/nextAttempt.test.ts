import fc from 'fast-check';
import { nextAttempt } from '../../functions/src/features/events/deliverWebhook';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

test('an endpoint that never answers is tried for a day, less and less often, and then given up', () => {
  const waits: number[] = [];
  let now = 0;
  for (let attempts = 1; ; attempts += 1) {
    const next = nextAttempt({ at: 0, attempts }, now, 0);
    if (next === null) break;
    waits.push((next - now) / 1000);
    now = next;
  }
  expect(now).toBe(DAY);
  expect(waits.slice(0, 8)).toEqual([5, 30, 120, 600, 1800, 3600, 10_800, 10_800]);
  expect(waits).toHaveLength(14);
});

test('never before the endpoint asks for it, nor after the day', () => {
  fc.assert(
    fc.property(
      fc.record({ attempts: fc.integer({ min: 1, max: 20 }), age: fc.nat(2 * DAY) }),
      fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
      fc.nat(2 * DAY),
      ({ attempts, age }, chance, retryAfterMs) => {
        const next = nextAttempt({ at: 0, attempts }, age, chance, retryAfterMs);
        if (next === null) return age >= DAY;
        return next > age && next <= DAY && next >= Math.min(age + retryAfterMs, DAY);
      },
    ),
  );
});
