import fc from 'fast-check';
import { dayInZone, daysLater, startOfDay } from '../reference/calendar';
import { DAY, HOUR, MINUTE } from '../shared/wallClock';
import { awkwardZones } from '../shared/zoneNames';
import { person } from './person';

const zone = fc.constantFrom(
  ...awkwardZones,
  ...['UTC', 'America/Los_Angeles', 'Asia/Tokyo', 'Europe/Berlin', 'Pacific/Auckland'],
  ...['Pacific/Honolulu', 'Pacific/Kiritimati', 'Pacific/Pago_Pago'],
);

/** Which of two devices is used on each day, again and again; each at least once in a week. */
const pattern = fc
  .array(fc.integer({ min: 0, max: 1 }), { minLength: 1, maxLength: 7 })
  .filter((days) => days.length === 1 || (days.includes(0) && days.includes(1)));

/** Weeks in which no clock below is set, and some in which clocks are. */
const quietWeeks = [Date.UTC(2026, 0, 5), Date.UTC(2026, 5, 8)];
const start = fc.record({
  week: fc.constantFrom(...quietWeeks, Date.UTC(2026, 2, 23), Date.UTC(2026, 9, 19)),
  quarter: fc.integer({ min: 0, max: 95 }),
});

const DAYS = 24;

/** The hours of a life in two zones: one activity every 24 hours from an instant on, on one of two devices. */
const lives = fc.record({ zones: fc.tuple(zone, zone), pattern, start });

/** Whether a whole day of 23 hours lies between two activities that are 24 hours apart, in one zone too. */
function missesShortDay(zoneName: string, first: number): boolean {
  return Array.from({ length: DAYS - 1 }, (_, day) => first + day * DAY).some((at) => {
    const next = daysLater(dayInZone(at, zoneName, 4), 1);
    return startOfDay(daysLater(next, 1), zoneName, 4) <= at + DAY;
  });
}

test('who is active every 24 hours never breaks, and gains a day each day', () => {
  fc.assert(
    fc.property(lives, ({ zones, pattern: days, start: { week, quarter } }) => {
      const first = week + quarter * 15 * MINUTE;
      fc.pre(!zones.some((each) => missesShortDay(each, first)));
      const zoneOn = (day: number) => zones[days[day % days.length] ?? 0] ?? '';
      const someone = person(zoneOn(0));
      for (let day = 0; day < DAYS; day += 1) {
        const { settled } = someone.log(first + day * DAY, { timeZone: zoneOn(day) });
        const { current, activeDays, brokenRuns } = settled.tally;
        // A day of 25 hours can hold two activities that lie 24 hours apart, in one zone too.
        const most = quietWeeks.includes(week) ? 0 : 2;
        expect({ brokenRuns, current }).toEqual({ brokenRuns: 0, current: activeDays });
        expect(activeDays).toBeLessThanOrEqual(day + 1);
        expect(activeDays).toBeGreaterThanOrEqual(day + 1 - most);
      }
    }),
    { numRuns: 250 },
  );
});

test('a device that was not used for more than a week costs one day at most', () => {
  const away = fc.integer({ min: 8, max: 12 });
  fc.assert(
    fc.property(fc.tuple(zone, zone), start, away, (zones, { week, quarter }, idle) => {
      const first = week + quarter * 15 * MINUTE;
      const someone = person(zones[0]);
      for (let day = 0; day < DAYS; day += 1) {
        const timeZone = day % (idle + 1) === 0 ? zones[0] : zones[1];
        someone.log(first + day * DAY, { timeZone });
      }
      const { tally } = someone.settle(first + (DAYS - 1) * DAY);
      const returns = Math.floor((DAYS - 1) / (idle + 1));
      expect(tally.activeDays).toBeGreaterThanOrEqual(DAYS - 2 * returns);
      expect(tally.brokenRuns).toBeLessThanOrEqual(2 * returns);
    }),
    { numRuns: 100 },
  );
});

const visit = fc.record({ zone, wait: fc.integer({ min: 0, max: 40 * 60 }) });
const visits = fc.array(visit, { minLength: 1, maxLength: 30 });

test('nobody gains: active days never exceed activities, nor the days that passed by more than two', () => {
  fc.assert(
    fc.property(visits, start, (all, { week, quarter }) => {
      let at = week + quarter * 15 * MINUTE;
      const first = at;
      const someone = person(all[0]?.zone ?? 'UTC');
      for (const { zone: timeZone, wait } of all) {
        at += wait * MINUTE;
        someone.log(at, { timeZone });
      }
      const { tally } = someone.settle(at);
      expect(tally.activities).toBe(all.length);
      expect(tally.activeDays).toBeLessThanOrEqual(all.length);
      expect(tally.activeDays).toBeLessThanOrEqual(Math.ceil((at - first) / DAY) + 2);
      expect(tally.longest).toBeLessThanOrEqual(tally.activeDays);
    }),
    { numRuns: 300 },
  );
});

test('the order in which activities of several devices arrive makes no difference', () => {
  const done = fc.record({
    zone,
    minute: fc.integer({ min: 0, max: 46 * 60 }),
    order: fc.integer({ min: 0, max: 1000 }),
  });
  const before = fc.array(fc.record({ zone, hour: fc.integer({ min: 0, max: 20 }) }), {
    maxLength: 4,
  });
  const all = fc.uniqueArray(done, {
    minLength: 2,
    maxLength: 12,
    selector: (each) => each.minute,
  });
  fc.assert(
    fc.property(before, all, start, (past, activities, { week, quarter }) => {
      const first = week + quarter * 15 * MINUTE;
      const until = first + 47 * HOUR;
      const live = (rank: (each: (typeof activities)[number]) => number) => {
        const someone = person(past[0]?.zone ?? 'UTC');
        past.forEach(({ zone: timeZone, hour }, index) => {
          someone.log(first - (past.length - index) * DAY + hour * HOUR, { timeZone });
        });
        for (const { zone: timeZone, minute } of [...activities].sort(
          (a, b) => rank(a) - rank(b),
        )) {
          someone.log(first + minute * MINUTE, { timeZone, deliveredAt: until });
        }
        const { tally } = someone.settle(until + 3 * DAY);
        const days = [...someone.ledger].filter(([, { verdict }]) => verdict !== 'open');
        const judged = days.map(([day, { changes: _, ...entry }]) => [day, entry] as const);
        return { tally, judged: new Map(judged.sort(([a], [b]) => (a < b ? -1 : 1))) };
      };
      expect(live(({ order }) => order)).toEqual(live(({ minute }) => minute));
    }),
    { numRuns: 250 },
  );
});
