import fc from 'fast-check';
import { addDays } from '../../functions/src/engine/days';
import { streakDayAt, streakDayStart } from '../../functions/src/engine/zones';
import { DAY, HOUR, transitionsOf } from './wallClock';
import { awkwardZones, zoneNames } from './zoneNames';

const anyInstant = fc.integer({ min: Date.UTC(2000, 0), max: Date.UTC(2036, 0) });
const anyHour = fc.integer({ min: 0, max: 23 });

const settings = awkwardZones.flatMap((zone) =>
  transitionsOf(zone).map(({ at }) => ({ zone, at })),
);

/** Any moment anywhere, and as often one within two days of a clock being set. */
const moment = fc.oneof(
  fc.tuple(fc.constantFrom(...zoneNames), anyInstant),
  fc
    .tuple(fc.constantFrom(...settings), fc.integer({ min: -2 * DAY, max: 2 * DAY }))
    .map(([{ zone, at }, away]): [string, number] => [zone, at + away]),
);

const runs = { numRuns: 2500 };

test('an instant lies between the start of its day and the start of the next', () => {
  fc.assert(
    fc.property(moment, anyHour, ([zone, instant], hour) => {
      const day = streakDayAt(instant, zone, hour);
      expect(streakDayStart(day, zone, hour)).toBeLessThanOrEqual(instant);
      expect(streakDayStart(addDays(day, 1), zone, hour)).toBeGreaterThan(instant);
    }),
    runs,
  );
});

test('days tile time: each has 21 to 27 hours, or no length and no instant', () => {
  fc.assert(
    fc.property(moment, anyHour, ([zone, instant], hour) => {
      const around = streakDayAt(instant, zone, hour);
      for (const day of [-1, 0, 1].map((count) => addDays(around, count))) {
        const start = streakDayStart(day, zone, hour);
        const end = streakDayStart(addDays(day, 1), zone, hour);
        if (start === end) {
          expect(streakDayAt(start, zone, hour) > day).toBe(true);
          expect(streakDayAt(start - 1, zone, hour) < day).toBe(true);
        } else {
          expect((end - start) / HOUR).toBeGreaterThanOrEqual(21);
          expect((end - start) / HOUR).toBeLessThanOrEqual(27);
          expect(streakDayAt(start, zone, hour)).toBe(day);
          expect(streakDayAt(end - 1, zone, hour)).toBe(day);
        }
      }
    }),
    runs,
  );
});

test('days never go backwards', () => {
  const span = fc.integer({ min: 0, max: 3 * DAY });
  fc.assert(
    fc.property(moment, anyHour, span, ([zone, instant], hour, later) => {
      const day = streakDayAt(instant, zone, hour);
      expect(streakDayAt(instant + later, zone, hour) >= day).toBe(true);
    }),
    runs,
  );
});
