import { addDays } from '../../functions/src/shared/day';
import { type Timeline, dayAt, dayBounds, segmentAt } from '../../functions/src/shared/timeline';
import { type Change, scanTimeline, travel } from './travel';
import { DAY, HOUR, MINUTE } from './wallClock';

const tokyo = 'Asia/Tokyo';
const berlin = 'Europe/Berlin';
const newYork = 'America/New_York';
const pagoPago = 'Pacific/Pago_Pago'; // 11 h behind UTC
const kiritimati = 'Pacific/Kiritimati'; // 14 h ahead of UTC

interface Journey {
  readonly rule: string;
  readonly home: string;
  readonly changes: readonly [at: string, zone: string][];
  /** Days with their start, end and reported zone. */
  readonly days: readonly [day: string, start: string, end: string, zone: string][];
}

const journeys: Journey[] = [
  {
    rule: 'without a change, days are those of the zone',
    home: berlin,
    changes: [],
    days: [
      ['2026-06-14', '2026-06-14T04:00+02:00', '2026-06-15T04:00+02:00', berlin],
      ['2026-06-15', '2026-06-15T04:00+02:00', '2026-06-16T04:00+02:00', berlin],
    ],
  },
  {
    rule: 'flying west, the day goes on until the new zone has ended it, and counts once',
    home: tokyo,
    changes: [['2026-06-15T12:00+09:00', newYork]], // 23:00 on the 14th in New York
    days: [
      ['2026-06-14', '2026-06-14T04:00+09:00', '2026-06-15T04:00+09:00', tokyo],
      ['2026-06-15', '2026-06-15T04:00+09:00', '2026-06-16T04:00-04:00', newYork],
      ['2026-06-16', '2026-06-16T04:00-04:00', '2026-06-17T04:00-04:00', newYork],
    ],
  },
  {
    rule: 'flying west within the same day only makes it longer',
    home: berlin,
    changes: [['2026-06-15T18:00+02:00', newYork]],
    days: [['2026-06-15', '2026-06-15T04:00+02:00', '2026-06-16T04:00-04:00', newYork]],
  },
  {
    rule: 'flying east into the next day ends the day at the change',
    home: newYork,
    changes: [['2026-06-14T20:00-04:00', tokyo]], // 09:00 on the 15th in Tokyo
    days: [
      ['2026-06-14', '2026-06-14T04:00-04:00', '2026-06-14T20:00-04:00', newYork],
      ['2026-06-15', '2026-06-14T20:00-04:00', '2026-06-16T04:00+09:00', tokyo],
    ],
  },
  {
    rule: 'flying east within the same day makes it shorter',
    home: newYork,
    changes: [['2026-06-14T10:00-04:00', berlin]],
    days: [
      ['2026-06-14', '2026-06-14T04:00-04:00', '2026-06-15T04:00+02:00', berlin],
      ['2026-06-15', '2026-06-15T04:00+02:00', '2026-06-16T04:00+02:00', berlin],
    ],
  },
  {
    rule: 'going east over the date line can skip a day, which has no length in the zone left',
    home: pagoPago,
    changes: [['2026-06-15T03:30-11:00', kiritimati]], // 04:30 on the 16th
    days: [
      ['2026-06-14', '2026-06-14T04:00-11:00', '2026-06-15T03:30-11:00', pagoPago],
      ['2026-06-15', '2026-06-15T03:30-11:00', '2026-06-15T03:30-11:00', pagoPago],
      ['2026-06-16', '2026-06-15T03:30-11:00', '2026-06-17T04:00+14:00', kiritimati],
    ],
  },
  {
    rule: 'going west over the date line stretches the day to 49 hours',
    home: kiritimati,
    changes: [['2026-06-16T04:30+14:00', pagoPago]], // 03:30 on the 15th
    days: [
      ['2026-06-15', '2026-06-15T04:00+14:00', '2026-06-16T04:00+14:00', kiritimati],
      ['2026-06-16', '2026-06-16T04:00+14:00', '2026-06-17T04:00-11:00', pagoPago],
    ],
  },
  {
    rule: 'two changes in one day leave it one day',
    home: berlin,
    changes: [
      ['2026-06-15T08:00+02:00', newYork], // 02:00, still the 14th there
      ['2026-06-15T10:00-04:00', tokyo], // 23:00 on the 15th there
    ],
    days: [
      ['2026-06-14', '2026-06-14T04:00+02:00', '2026-06-15T04:00+02:00', berlin],
      ['2026-06-15', '2026-06-15T04:00+02:00', '2026-06-16T04:00+09:00', tokyo],
    ],
  },
  {
    rule: 'there and back again leaves the day as it was',
    home: tokyo,
    changes: [
      ['2026-06-15T08:00+09:00', newYork],
      ['2026-06-15T20:00+09:00', tokyo],
    ],
    days: [['2026-06-15', '2026-06-15T04:00+09:00', '2026-06-16T04:00+09:00', tokyo]],
  },
  {
    rule: 'back east after a flight west, the days that the west had yet to begin start at once',
    home: tokyo,
    changes: [
      ['2026-06-15T12:00+09:00', newYork],
      ['2026-06-16T03:00-04:00', tokyo], // 16:00 on the 16th in Tokyo
    ],
    days: [
      ['2026-06-15', '2026-06-15T04:00+09:00', '2026-06-16T03:00-04:00', newYork],
      ['2026-06-16', '2026-06-16T03:00-04:00', '2026-06-17T04:00+09:00', tokyo],
    ],
  },
  {
    rule: 'a change at the start of a day leaves the day before whole',
    home: berlin,
    changes: [['2026-06-16T04:00+02:00', newYork]], // 22:00 on the 15th in New York
    days: [
      ['2026-06-15', '2026-06-15T04:00+02:00', '2026-06-16T04:00+02:00', berlin],
      ['2026-06-16', '2026-06-16T04:00+02:00', '2026-06-17T04:00-04:00', newYork],
    ],
  },
  {
    rule: 'of two changes at the same instant the later one holds',
    home: berlin,
    changes: [
      ['2026-06-15T18:00+02:00', kiritimati], // 06:00 on the 16th there
      ['2026-06-15T18:00+02:00', newYork],
    ],
    days: [
      ['2026-06-15', '2026-06-15T04:00+02:00', '2026-06-15T18:00+02:00', berlin],
      ['2026-06-16', '2026-06-15T18:00+02:00', '2026-06-17T04:00-04:00', newYork],
    ],
  },
  {
    rule: 'a flight and the clock going forward are both heeded',
    home: berlin,
    changes: [['2026-03-07T20:00+01:00', newYork]],
    days: [
      ['2026-03-07', '2026-03-07T04:00+01:00', '2026-03-08T04:00-04:00', newYork],
      ['2026-03-08', '2026-03-08T04:00-04:00', '2026-03-09T04:00-04:00', newYork],
    ],
  },
  {
    rule: 'a date that the zone skips has no length and is reported in that zone',
    home: pagoPago,
    changes: [['2011-12-28T12:00-11:00', 'Pacific/Apia']],
    days: [
      ['2011-12-29', '2011-12-29T04:00-10:00', '2011-12-31T04:00+14:00', 'Pacific/Apia'],
      ['2011-12-30', '2011-12-31T04:00+14:00', '2011-12-31T04:00+14:00', 'Pacific/Apia'],
      ['2011-12-31', '2011-12-31T04:00+14:00', '2012-01-01T04:00+14:00', 'Pacific/Apia'],
    ],
  },
];

describe.each(journeys)('$rule', ({ home, changes, days }) => {
  const parsed = changes.map(([at, zone]): Change => ({ at: Date.parse(at), zone }));
  const firstDay = Date.parse(days[0]?.[0] ?? '');
  const timeline = travel({ at: firstDay - 2 * DAY, zone: home }, parsed);

  test('days start and end', () => {
    expect(days.map(([day]) => dayBounds(timeline, day, 4))).toEqual(
      days.map(([, start, end, zone]) => ({
        start: Date.parse(start),
        end: Date.parse(end),
        zone,
      })),
    );
  });

  test('each minute belongs to the day whose bounds hold it, and days only go on', () => {
    const span = { from: firstDay - DAY, until: firstDay + 4 * DAY, step: MINUTE };
    const minutes = scanTimeline(timeline, 4, span);
    const wrong = minutes.filter(({ instant, day }) => dayAt(timeline, instant, 4) !== day);
    expect(wrong).toEqual([]);
    expect(minutes.filter(({ day }, i) => day < (minutes[i - 1]?.day ?? ''))).toEqual([]);
    for (const [day] of days) {
      const own = minutes.filter((minute) => minute.day === day).map(({ instant }) => instant);
      const { start, end } = dayBounds(timeline, day, 4);
      expect(own.length).toBe((end - start) / MINUTE);
      if (own.length > 0) expect([own[0], own.at(-1)]).toEqual([start, end - MINUTE]);
    }
  });
});

describe('a change to come', () => {
  const at = Date.parse('2026-06-20T04:00+02:00');
  const stays = travel({ at: Date.parse('2026-06-01T12:00Z'), zone: berlin }, []);
  const leaves = travel({ at: stays[0].from, zone: berlin }, [{ at, zone: newYork }]);

  test('alters no day that ends before it', () => {
    for (let day = '2026-05-25'; day < '2026-06-20'; day = addDays(day, 1)) {
      expect(dayBounds(leaves, day, 4)).toEqual(dayBounds(stays, day, 4));
    }
  });

  test('is in force from its own instant on', () => {
    expect(segmentAt(leaves, at - 1).zone).toBe(berlin);
    expect(segmentAt(leaves, at).zone).toBe(newYork);
  });
});

describe('the first segment', () => {
  const from = Date.parse('2026-06-15T12:00+02:00');
  const timeline: Timeline = [{ from, zone: berlin, floor: '2026-06-15' }];

  test('gives its zone to all time before it', () => {
    expect(segmentAt(timeline, 0).zone).toBe(berlin);
    expect(dayAt(timeline, Date.parse('2026-01-15T03:59+01:00'), 4)).toBe('2026-01-14');
    expect(dayBounds(timeline, '2026-01-15', 4)).toEqual({
      start: Date.parse('2026-01-15T04:00+01:00'),
      end: Date.parse('2026-01-16T04:00+01:00'),
      zone: berlin,
    });
  });

  test('leaves a late activity on its own day, before the floor', () => {
    expect(dayAt(timeline, from - 12 * HOUR, 4)).toBe('2026-06-14');
  });

  test('keeps its floor when the segments before it are gone', () => {
    const flewWest: Timeline = [{ from, zone: newYork, floor: '2026-06-16' }];
    expect(dayAt(flewWest, from, 4)).toBe('2026-06-16');
    expect(dayAt(flewWest, from - 1, 4)).toBe('2026-06-15');
    expect(dayBounds(flewWest, '2026-06-16', 4)).toEqual({
      start: from,
      end: Date.parse('2026-06-17T04:00-04:00'),
      zone: newYork,
    });
    expect(dayBounds(flewWest, '2026-06-15', 4).end).toBe(from);
  });
});
