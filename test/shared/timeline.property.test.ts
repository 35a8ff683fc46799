import fc from 'fast-check';
import { addDays, daysBetween } from '../../functions/src/engine/days';
import {
  dayBounds,
  openDaysAt,
  type Timeline,
  withZone,
} from '../../functions/src/engine/timeline';
import { streakDayAt } from '../../functions/src/engine/zones';
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
    let timeline: Timeline = [{ from, zone: home }];
    let at = from;
    for (const { wait, zone } of changes) {
      at += wait * QUARTER;
      timeline = withZone(timeline, { at, zone }, undefined);
    }
    return { from, startHour, timeline };
  });

/** The days that are open at an instant, word for word. */
function openDays(timeline: Timeline, instant: number, startHour: number): string[] {
  const known = timeline.filter(({ from }, index) => index === 0 || from <= instant);
  const around = streakDayAt(instant, 'UTC', startHour);
  const days = Array.from({ length: 7 }, (_, index) => addDays(around, index - 3));
  const shown = (index: number, at: number) => streakDayAt(at, known[index]?.zone ?? '', startHour);
  const isRecent = (index: number, day: string) => {
    const next = known[index + 1];
    const hasBegun = index === 0 || shown(index, known[index]?.from ?? 0) <= day;
    return hasBegun && (!next || daysBetween(shown(index, next.from), day) <= 7);
  };
  return days.filter((day) => {
    const recent = known.flatMap((_, index) => (isRecent(index, day) ? [index] : []));
    const hasBegun = recent.some((index) => shown(index, instant) >= day);
    return hasBegun && recent.some((index) => shown(index, instant) <= day);
  });
}

const anyTime = fc.integer({ min: -3 * DAY, max: 16 * DAY });

test('a day is open from when it begins in the first of its recent zones until it has ended in the last', () => {
  fc.assert(
    fc.property(journey, anyTime, ({ from, startHour, timeline }, away) => {
      const instant = from + away;
      const open = openDays(timeline, instant, startHour);
      const { first, last } = openDaysAt(timeline, instant, startHour);
      // A day waits for the one before it, where that was longer in a zone that is no longer recent.
      expect([open[0], addDays(open[0] ?? '', -1)]).toContain(first);
      expect(last).toBe(open.at(-1));
    }),
    { numRuns: 3000 },
  );
});

/** From Pago Pago to Kiritimati, 25 hours apart, a day is passed over before it has begun where one was. */
const FARTHER_THAN_A_DAY = HOUR;

test('no day ends before the one before it, and none begins before it either', () => {
  fc.assert(
    fc.property(journey, anyTime, ({ from, startHour, timeline }, away) => {
      const day = streakDayAt(from + away, 'UTC', startHour);
      const [before, after] = [day, addDays(day, 1)].map((each) =>
        dayBounds(timeline, each, startHour),
      );
      expect(after?.end).toBeGreaterThanOrEqual(before?.end ?? Infinity);
      const begins = (before?.start ?? Infinity) - FARTHER_THAN_A_DAY;
      expect(after?.start).toBeGreaterThanOrEqual(begins);
    }),
    { numRuns: 1000 },
  );
});

test('no change ends a day of the coming week earlier than was promised before it', () => {
  const ahead = fc.integer({ min: 0, max: 6 });
  fc.assert(
    fc.property(journey, anyTime, zone, ahead, ({ from, startHour, timeline }, away, to, days) => {
      const at = Math.max(from + away, ...timeline.map((segment) => segment.from));
      const { first } = openDaysAt(timeline, at, startHour);
      const changed = withZone(timeline, { at, zone: to }, undefined);
      const day = addDays(first, days);
      const promised = dayBounds(timeline, day, startHour).end;
      expect(dayBounds(changed, day, startHour).end).toBeGreaterThanOrEqual(promised);
    }),
    { numRuns: 5000 },
  );
});

test('an instant lies in each day that is open then, and a day is never longer than three', () => {
  fc.assert(
    fc.property(journey, anyTime, ({ from, startHour, timeline }, away) => {
      const instant = from + away;
      const known = timeline.filter(({ from: at }, index) => index === 0 || at <= instant);
      const [home, ...others] = known;
      if (!home) return;
      const { first, last } = openDaysAt(timeline, instant, startHour);
      for (let day = first; day <= last; day = addDays(day, 1)) {
        const { start, end } = dayBounds([home, ...others], day, startHour);
        expect(start).toBeLessThanOrEqual(instant + FARTHER_THAN_A_DAY);
        expect(end).toBeGreaterThan(instant);
        expect(end - start).toBeLessThanOrEqual(3 * DAY + HOUR);
      }
    }),
    { numRuns: 1000 },
  );
});
