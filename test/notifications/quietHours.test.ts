import fc from 'fast-check';
import { quietUntil } from '../../functions/src/engine/quietHours';
import { zoneNames } from '../shared/zoneNames';

const night = { from: 22, to: 8 };

test.each([
  ['at noon', '2026-03-04T12:00+01:00', 'Europe/Berlin', null],
  ['at 21:58', '2026-03-04T21:58+01:00', 'Europe/Berlin', null],
  [
    'a minute before 22:00, so that it does not arrive after it',
    '2026-03-04T21:59+01:00',
    'Europe/Berlin',
    '2026-03-05T08:00+01:00',
  ],
  ['at 22:00', '2026-03-04T22:00+01:00', 'Europe/Berlin', '2026-03-05T08:00+01:00'],
  ['after midnight', '2026-03-05T04:07+01:00', 'Europe/Berlin', '2026-03-05T08:00+01:00'],
  ['at 07:59:59', '2026-03-05T07:59:59+01:00', 'Europe/Berlin', '2026-03-05T08:00+01:00'],
  ['at 08:00', '2026-03-05T08:00+01:00', 'Europe/Berlin', null],
  [
    'in the night that is an hour shorter',
    '2026-03-28T23:00+01:00',
    'Europe/Berlin',
    '2026-03-29T08:00+02:00',
  ],
  [
    'in a zone of a quarter of an hour',
    '2026-03-04T23:00+05:45',
    'Asia/Kathmandu',
    '2026-03-05T08:00+05:45',
  ],
])('%s', (_, at, zone, end) => {
  const until = quietUntil(night, Date.parse(at), zone);
  expect(until).toBe(end === null ? undefined : Date.parse(end));
});

test('hours that start and end at once are none', () => {
  const at = Date.parse('2026-03-04T22:30Z');
  expect(quietUntil({ from: 22, to: 22 }, at, 'UTC')).toBeUndefined();
});

const hour = fc.integer({ min: 0, max: 23 });
const instants = fc.integer({ min: Date.UTC(2000, 0), max: Date.UTC(2030, 0) });

/** The hour on the wall, by another way than the code under test. */
function wallHour(instant: number, zone: string): number {
  const format = new Intl.DateTimeFormat('en-GB', {
    hour: 'numeric',
    hourCycle: 'h23',
    timeZone: zone,
  });
  return Number(format.format(instant));
}

test('what is sent at once is never sent in quiet hours, and what waits never too long', () => {
  fc.assert(
    fc.property(hour, hour, instants, fc.constantFrom(...zoneNames), (from, to, at, zone) => {
      const isQuiet = (instant: number) => {
        const shown = wallHour(instant, zone);
        return from <= to ? shown >= from && shown < to : shown >= from || shown < to;
      };
      const until = quietUntil({ from, to }, at, zone);
      if (until === undefined) return !isQuiet(at);
      return until > at && until - at <= 26 * 3_600_000;
    }),
    { numRuns: 2000 },
  );
});
