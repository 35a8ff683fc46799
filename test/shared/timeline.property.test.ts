import fc from 'fast-check';
import { addDays } from '../../functions/src/shared/day';
import { type Timeline, dayAt, dayBounds, segmentAt } from '../../functions/src/shared/timeline';
import { type Change, scanTimeline, travel } from './travel';
import { DAY, HOUR, MINUTE } from './wallClock';

const QUARTER = 15 * MINUTE; // every change of zone or clock below falls on one

const zone = fc.constantFrom(
  'America/New_York',
  'America/Sao_Paulo',
  'Antarctica/Casey',
  'Asia/Kathmandu',
  'Asia/Tokyo',
  'Australia/Lord_Howe',
  'Europe/London',
  'Pacific/Apia',
  'Pacific/Chatham',
  'Pacific/Kiritimati',
  'Pacific/Pago_Pago',
  'UTC',
);

/** Weeks in which some of these zones set their clocks, and an ordinary one. */
const week = fc.constantFrom(
  Date.UTC(2009, 9, 16),
  Date.UTC(2010, 2, 3),
  Date.UTC(2011, 11, 28),
  Date.UTC(2018, 10, 2),
  Date.UTC(2026, 5, 13),
  Date.UTC(2026, 9, 2),
  Date.UTC(2026, 9, 24),
);

const wait = fc.oneof(fc.integer({ min: 0, max: 4 * 24 }), fc.integer({ min: 0, max: 4 * 60 }));
const changes = fc.array(fc.record({ wait, zone }), { maxLength: 4 });
const startHour = fc.oneof(fc.constant(4), fc.integer({ min: 0, max: 23 }));

interface Journey {
  readonly from: number;
  readonly startHour: number;
  readonly timeline: Timeline;
}

const journey = fc
  .record({ from: week, home: zone, changes, startHour })
  .map(({ from, home, changes, startHour }): Journey => {
    let at = from;
    const dated = changes.map(({ wait, zone }): Change => {
      at += wait * QUARTER;
      return { at, zone };
    });
    return { from, startHour, timeline: travel({ at: from, zone: home }, dated, startHour) };
  });

function daysFrom(first: string, last: string): string[] {
  const days = [];
  for (let day = first; day <= last; day = addDays(day, 1)) days.push(day);
  return days;
}

test('the bounds of every day are those that a scan of each quarter of an hour finds', () => {
  fc.assert(
    fc.property(journey, ({ from, startHour, timeline }) => {
      const span = { from: from - 3 * DAY, until: from + 8 * DAY, step: QUARTER };
      const scan = scanTimeline(timeline, startHour, span);
      const last = scan.at(-1)?.day ?? '';
      for (const day of daysFrom(addDays(scan[0]?.day ?? '', 1), addDays(last, -1))) {
        const end = scan.findIndex((quarter) => quarter.day > day);
        expect({ day, ...dayBounds(timeline, day, startHour) }).toEqual({
          day,
          start: scan.find((quarter) => quarter.day >= day)?.instant,
          end: scan[end]?.instant,
          zone: scan[end - 1]?.zone,
        });
      }
    }),
    { numRuns: 150 },
  );
});

const anyTime = fc.integer({ min: -3 * DAY, max: 8 * DAY });

test('an instant lies in the bounds of its day', () => {
  fc.assert(
    fc.property(journey, anyTime, ({ from, startHour, timeline }, away) => {
      const instant = from + away;
      const { start, end } = dayBounds(timeline, dayAt(timeline, instant, startHour), startHour);
      expect(start).toBeLessThanOrEqual(instant);
      expect(end).toBeGreaterThan(instant);
    }),
    { numRuns: 3000 },
  );
});

test('days tile time: each ends where the next starts, or has no length and no instant', () => {
  fc.assert(
    fc.property(journey, anyTime, ({ from, startHour, timeline }, away) => {
      const around = dayAt(timeline, from + away, startHour);
      for (const day of daysFrom(addDays(around, -1), addDays(around, 2))) {
        const { start, end, zone } = dayBounds(timeline, day, startHour);
        expect(dayBounds(timeline, addDays(day, 1), startHour).start).toBe(end);
        expect(segmentAt(timeline, end - 1).zone).toBe(zone);
        if (start === end) {
          expect(dayAt(timeline, start - 1, startHour) < day).toBe(true);
          expect(dayAt(timeline, start, startHour) > day).toBe(true);
        } else {
          expect(dayAt(timeline, start, startHour)).toBe(day);
          expect(dayAt(timeline, end - 1, startHour)).toBe(day);
        }
      }
    }),
    { numRuns: 1000 },
  );
});

test('days never go backwards, so none is counted twice', () => {
  const later = fc.integer({ min: 0, max: 36 * HOUR });
  fc.assert(
    fc.property(journey, anyTime, later, ({ from, startHour, timeline }, away, wait) => {
      const day = dayAt(timeline, from + away, startHour);
      expect(dayAt(timeline, from + away + wait, startHour) >= day).toBe(true);
    }),
    { numRuns: 3000 },
  );
});
