import type { CalendarCache } from '../../functions/src/features/calendar/calendarCache';
import type { SealedMonth } from '../../functions/src/engine/sealedMonth';

const month = (count: number): SealedMonth => ({
  since: 0,
  reopened: 0,
  through: '2026-03-10',
  days: {
    '2026-03-01': { verdict: 'active', count, xp: 10 * count, current: 1 },
    '2026-03-02': { verdict: 'kept', keptReason: 'travel', count: 0, xp: 0, current: 1 },
  },
});

const SECOND = 1e6;
const start = Date.UTC(2026, 2, 14) * 1000;

/** What every calendar cache must do. @param keptMs how long it still keeps what it has at a key */
export function cacheContract(
  cache: () => CalendarCache,
  keptMs: (key: string) => Promise<number>,
) {
  let key: string;
  let number = 0;

  beforeEach(() => {
    number += 1;
    key = `someone${number}_2026-03`;
  });

  const keep = (asOf: number, sealed: SealedMonth | null) => cache().keep(key, { asOf, sealed });
  const kept = async () => (await cache().load([key]))[0];

  test('what was kept is loaded, in the order asked for; what was not is undefined', async () => {
    await keep(start, month(1));
    expect(await cache().load([`no-${key}`, key, `nor-${key}`])).toEqual([
      undefined,
      month(1),
      undefined,
    ]);
    expect(await cache().load([])).toEqual([]);
  });

  test('a later reading takes its place, an earlier one does not', async () => {
    await keep(start + 1, month(2));
    await keep(start, month(1));
    expect(await kept()).toEqual(month(2));
    await keep(start + 2, month(3));
    expect(await kept()).toEqual(month(3));
  });

  test('an invalidation drops what was read before it, and only that', async () => {
    await keep(start, month(1));
    await keep(start + SECOND, null);
    expect(await kept()).toBeUndefined();
    await keep(start + 2 * SECOND, month(2));
    await keep(start + SECOND, null);
    expect(await kept()).toEqual(month(2));
  });

  test('a fill that raced with an invalidation never survives', async () => {
    await keep(start + 1, null);
    await keep(start, month(1));
    expect(await kept()).toBeUndefined();
  });

  test('a reading at the instant of a change has seen it, whichever is kept first', async () => {
    await keep(start, null);
    await keep(start, month(2));
    expect(await kept()).toEqual(month(2));
    await keep(start, null);
    expect(await kept()).toEqual(month(2));
  });

  test('of many that come at once, the latest is left', async () => {
    const entries = Array.from({ length: 12 }, (_, index) => ({
      asOf: start + ((index * 5) % 12),
      sealed: index === 7 ? null : month((index * 5) % 12),
    }));
    await Promise.all(entries.map((entry) => cache().keep(key, entry)));
    const latest = entries.find(({ asOf }) => asOf === start + 11);
    expect(await kept()).toEqual(latest?.sealed ?? undefined);
  });

  test('it is kept for an hour', async () => {
    await keep(start, month(1));
    const left = await keptMs(key);
    expect(left).toBeLessThanOrEqual(3_600_000);
    expect(left).toBeGreaterThan(3_590_000);
  });
}
