import { withReports } from '../../functions/src/engine/reports';
import {
  dayAt,
  dayBounds,
  openDaysAt,
  passedOver,
  segmentAt,
  type Timeline,
  withoutOldSegments,
  withZone,
} from '../../functions/src/engine/timeline';
import {
  berlin,
  type Hop,
  kiritimati,
  newYork,
  pagoPago,
  timelineOf,
  tokyo,
} from '../streaks/hops';
import { instantOf } from '../streaks/person';
import { refusal } from '../streaks/refusal';

const losAngeles = 'America/Los_Angeles';

interface Journey {
  readonly rule: string;
  readonly home: string;
  readonly hops: readonly Hop[];
  /** Days with their start, end and the zone in force when they end. */
  readonly days: readonly [day: string, start: string, end: string, zone: string][];
}

const journeys: Journey[] = [
  {
    rule: 'without a change, days are those of the zone',
    home: berlin,
    hops: [],
    days: [
      ['2026-06-14', '2026-06-14T04:00+02:00', '2026-06-15T04:00+02:00', berlin],
      ['2026-06-15', '2026-06-15T04:00+02:00', '2026-06-16T04:00+02:00', berlin],
    ],
  },
  {
    rule: 'flying west, days go on until they have ended there',
    home: tokyo,
    hops: [['2026-06-15T12:00+09:00', newYork]], // 23:00 on the 14th in New York
    days: [
      ['2026-06-13', '2026-06-13T04:00+09:00', '2026-06-14T04:00+09:00', tokyo],
      ['2026-06-14', '2026-06-14T04:00+09:00', '2026-06-15T04:00-04:00', newYork],
      ['2026-06-15', '2026-06-15T04:00+09:00', '2026-06-16T04:00-04:00', newYork],
    ],
  },
  {
    rule: 'flying east, days go on until they have ended at home, for seven days',
    home: newYork,
    hops: [['2026-06-14T20:00-04:00', tokyo]], // 09:00 on the 15th in Tokyo
    days: [
      ['2026-06-14', '2026-06-14T04:00-04:00', '2026-06-15T04:00-04:00', tokyo],
      ['2026-06-15', '2026-06-14T20:00-04:00', '2026-06-16T04:00-04:00', tokyo],
      ['2026-06-21', '2026-06-21T04:00+09:00', '2026-06-22T04:00-04:00', tokyo],
      ['2026-06-22', '2026-06-22T04:00+09:00', '2026-06-23T04:00+09:00', tokyo],
    ],
  },
  {
    rule: 'a zone that was left on the seventh day before, as it showed it, is recent',
    home: pagoPago,
    hops: [['2026-06-15T03:30-11:00', kiritimati]], // the 14th there, 04:30 on the 16th here
    days: [
      ['2026-06-21', '2026-06-21T04:00+14:00', '2026-06-22T04:00-11:00', kiritimati],
      // An hour longer than the zone alone, since no day ends before the day before it.
      ['2026-06-22', '2026-06-22T04:00+14:00', '2026-06-23T05:00+14:00', kiritimati],
      ['2026-06-23', '2026-06-23T04:00+14:00', '2026-06-24T04:00+14:00', kiritimati],
    ],
  },
  {
    rule: 'a zone that was come back to counts from when it was left last',
    home: losAngeles,
    hops: [
      ['2026-06-10T12:00Z', 'UTC'],
      ['2026-06-12T12:00Z', losAngeles],
      ['2026-06-13T12:00Z', 'UTC'],
    ],
    days: [
      ['2026-06-20', '2026-06-20T04:00Z', '2026-06-21T04:00-07:00', 'UTC'],
      ['2026-06-21', '2026-06-21T04:00Z', '2026-06-22T04:00Z', 'UTC'],
    ],
  },
  {
    rule: 'a flight and the clock going forward are both heeded',
    home: berlin,
    hops: [['2026-03-07T20:00+01:00', newYork]],
    days: [
      ['2026-03-07', '2026-03-07T04:00+01:00', '2026-03-08T04:00-04:00', newYork],
      ['2026-03-08', '2026-03-08T04:00+01:00', '2026-03-09T04:00-04:00', newYork],
    ],
  },
];

test.each(journeys)('$rule', ({ home, hops, days }) => {
  const timeline = timelineOf(home, hops);
  const bounds = days.map(([day]) => {
    const { start, end, zone } = dayBounds(timeline, day, 4);
    return [day, start, end, zone];
  });
  expect(bounds).toEqual(
    days.map(([day, start, end, zone]) => [day, Date.parse(start), Date.parse(end), zone]),
  );
});

test('a date that one zone leaves out has the length that it has in the others', () => {
  const apia = 'Pacific/Apia';
  const timeline = timelineOf(newYork, [['2011-12-28T12:00Z', apia]]);
  expect(dayBounds(timeline, '2011-12-30', 4)).toEqual({
    start: Date.parse('2011-12-30T04:00-05:00'),
    end: Date.parse('2011-12-31T04:00-05:00'),
    zone: apia,
    zones: [newYork, apia],
  });
  const { start, end } = dayBounds(timelineOf(apia, []), '2011-12-30', 4);
  expect(end - start).toBe(0);
});

test('the zone in force is that of the latest report, the first one’s before all', () => {
  const timeline = timelineOf(berlin, [['2026-06-20T03:00Z', newYork]]);
  const at = instantOf('2026-06-20T03:00Z');
  expect(segmentAt(timeline, 0).zone).toBe(berlin);
  expect(segmentAt(timeline, at - 1).zone).toBe(berlin);
  expect(segmentAt(timeline, at).zone).toBe(newYork);
  expect([dayAt(timeline, at - 1, 4), dayAt(timeline, at, 4)]).toEqual([
    '2026-06-20',
    '2026-06-19',
  ]);
});

describe('the days that are open', () => {
  const both = timelineOf(losAngeles, [['2026-06-02T05:30Z', 'UTC']]);
  test.each([
    ['is one where one zone is known', timelineOf(losAngeles, []), '2026-06-03T05:30Z', '02', '02'],
    ['are two while one has ended in one zone only', both, '2026-06-03T05:30Z', '02', '03'],
    ['are one while both zones show the same', both, '2026-06-03T12:30Z', '03', '03'],
    ['are those of the zones known then', both, '2026-06-02T05:29Z', '01', '01'],
    ['are one again a week later', both, '2026-06-10T05:30Z', '10', '10'],
  ] as const)('%s', (_, timeline, at, first, last) => {
    const open = openDaysAt(timeline, instantOf(at), 4);
    expect(open).toEqual({ first: `2026-06-${first}`, last: `2026-06-${last}` });
  });
});

describe('a change of zone passes over', () => {
  const at = (moment: string) => [Date.parse(moment)];
  test.each<[string, string, Hop[], Record<string, number[]>]>([
    [
      'the day that is left for the next one',
      newYork,
      [['2026-06-15T00:00Z', tokyo]],
      { '2026-06-14': at('2026-06-15T00:00Z') },
    ],
    [
      'a day that neither zone shows, too',
      pagoPago,
      [['2026-06-15T14:30Z', kiritimati]],
      { '2026-06-14': at('2026-06-15T14:30Z'), '2026-06-15': at('2026-06-15T14:30Z') },
    ],
    ['none within a day', newYork, [['2026-06-14T10:00-04:00', berlin]], {}],
    ['none to the west', tokyo, [['2026-06-15T12:00+09:00', newYork]], {}],
    [
      'none to the same zone by another name',
      'Asia/Calcutta',
      [['2026-06-15T12:00Z', 'Asia/Kolkata']],
      {},
    ],
  ])('%s', (_, home, hops, expected) => {
    const timeline = timelineOf(home, hops);
    const days = Array.from({ length: 10 }, (_day, index) => `2026-06-${index + 10}`);
    const over = days.map((day) => [day, passedOver(timeline, day, 4)] as const);
    expect(Object.fromEntries(over.filter(([, changes]) => changes.length > 0))).toEqual(expected);
  });
});

describe('what devices report', () => {
  const start: Timeline = [{ from: 10, zone: berlin }];
  const reports = [
    { at: 20, zone: tokyo },
    { at: 30, zone: berlin },
    { at: 40, zone: tokyo },
  ];

  test('makes the same timeline in whatever order it arrives', () => {
    const all = withReports(start, reports);
    expect(all.map(({ from, zone }) => [from, zone])).toEqual([
      [10, berlin],
      [20, tokyo],
      [30, berlin],
      [40, tokyo],
    ]);
    expect(withReports(withReports(start, reports.slice(2)), reports)).toEqual(all);
  });

  test.each(['Asia/Calcutta', 'Asia/Kolkata'])(
    'at one instant tells the same zone in whatever order it arrives, and called %s',
    (india) => {
      const both = [
        { at: 20, zone: india },
        { at: 20, zone: 'Asia/Dhaka' },
      ];
      for (const [first, ...others] of [both, both.toReversed()]) {
        const one = withReports(start, [], first);
        const timeline = withReports(one, first ? [first] : [], others[0]);
        expect(timeline.map(({ zone }) => zone)).toEqual([berlin, india, 'Asia/Dhaka']);
      }
    },
  );

  test('at one instant with `setTimeZone` comes after it where it is heard of later', () => {
    const told = withZone(start, { at: 20, zone: tokyo }, undefined);
    const zones = (timeline: Timeline) => timeline.map(({ zone }) => zone);
    const report = { at: 20, zone: newYork };
    expect(zones(withReports(told, [], report))).toEqual([berlin, tokyo, newYork]);
    expect(zones(withReports(told, [report]))).toEqual([berlin, newYork, tokyo]);
    const released = withZone(withZone(start, { at: 20, zone: tokyo }, true), report, false);
    expect(zones(withReports(released, [{ at: 20, zone: tokyo }], { at: 5, zone: tokyo }))).toEqual(
      [tokyo, berlin, tokyo, newYork],
    );
  });

  test('of the zone in force, by any of its names, changes nothing', () => {
    const india: Timeline = [{ from: 10, zone: 'Asia/Calcutta' }];
    expect(withReports(india, [{ at: 20, zone: 'Asia/Kolkata' }])).toBe(india);
    const told = [{ ...india[0], told: true }];
    expect(withZone(india, { at: 20, zone: 'Asia/Kolkata' }, undefined)).toEqual(told);
  });

  test('changes nothing while a zone is fixed, nor does `setTimeZone` without `fixed`', () => {
    const fixed = withZone(start, { at: 20, zone: tokyo }, true);
    expect(fixed).toEqual([...start, { from: 20, zone: tokyo, fixed: true }]);
    expect(withReports(fixed, [{ at: 30, zone: berlin }])).toBe(fixed);
    expect(withZone(fixed, { at: 30, zone: berlin }, undefined)).toBe(fixed);
    expect(withReports(fixed, [{ at: 15, zone: newYork }])).toHaveLength(3); // it was not fixed then
    const moved = withZone(fixed, { at: 30, zone: berlin }, true);
    expect(segmentAt(moved, 30)).toEqual({ from: 30, zone: berlin, fixed: true });
    const free = withZone(fixed, { at: 30, zone: tokyo }, false);
    expect(segmentAt(free, 30)).toEqual({ from: 30, zone: tokyo, told: true });
    expect(segmentAt(withReports(free, [{ at: 40, zone: berlin }]), 40).zone).toBe(berlin);
  });

  test('from before a zone was fixed leaves it fixed, also where nothing was known before that', () => {
    const [first] = start;
    const fixed = withZone(start, { at: first.from, zone: berlin }, true);
    const timeline = withReports(fixed, [{ at: 5, zone: tokyo }]);
    expect(segmentAt(timeline, 5)).toEqual({ from: 5, zone: tokyo });
    expect(segmentAt(timeline, 10)).toEqual({ from: 10, zone: berlin, fixed: true });
  });
});

describe('what `setTimeZone` reports', () => {
  const start: Timeline = [{ from: 10, zone: berlin }];
  const two = withReports(start, [{ at: 20, zone: tokyo }]);

  test('is in force over what is heard of later, from before', () => {
    const again = withZone(two, { at: 30, zone: tokyo }, undefined);
    const timeline = withReports(again, [{ at: 25, zone: newYork }]);
    expect([25, 29, 30].map((at) => segmentAt(timeline, at).zone)).toEqual([
      ...[newYork, newYork, tokyo],
    ]);
  });

  test('is in force until the instant that an activity is dated ahead to, unless it is fixed', () => {
    const moved = withZone(two, { at: 15, zone: newYork }, undefined);
    expect([15, 19, 20].map((at) => segmentAt(moved, at).zone)).toEqual([newYork, newYork, tokyo]);
    const fixed = withZone(two, { at: 15, zone: newYork }, true);
    expect(segmentAt(fixed, 20)).toEqual({ from: 15, zone: newYork, fixed: true });
  });

  test('tells the first zone where nothing is known but what is dated ahead', () => {
    expect(withZone(start, { at: 5, zone: tokyo }, undefined)).toEqual([
      { from: 5, zone: tokyo, told: true },
      ...start,
    ]);
    expect(withZone(start, { at: 5, zone: berlin }, undefined)).toEqual([
      { from: 5, zone: berlin, told: true },
    ]);
  });

  test('takes little room, and next to none for whoever has one zone', () => {
    const told = withZone(start, { at: 30, zone: berlin }, undefined);
    expect(told).toEqual([{ from: 10, zone: berlin, told: true }]);
    expect(withZone(told, { at: 40, zone: berlin }, undefined)).toBe(told);
    const often = Array.from({ length: 500 }, (_, n) => 30 + n).reduce(
      (timeline, at) => withZone(timeline, { at, zone: tokyo }, undefined),
      two,
    );
    expect(often).toHaveLength(64);
    expect(withoutOldSegments(often, '1969-12-31', 4)).toBe(often);
    expect(withoutOldSegments(often, '1970-01-01', 4)).toEqual(two);
    const moved = withZone(often, { at: 600, zone: newYork }, undefined);
    expect(segmentAt(moved, 600).zone).toBe(newYork);
  });
});

describe('more changes than can be kept', () => {
  const full = withReports(
    [{ from: 0, zone: berlin }],
    Array.from({ length: 399 }, (_, n) => ({ at: n + 1, zone: n % 2 === 0 ? tokyo : berlin })),
  );

  test('are refused when they are asked for, and passed over when activities report them', () => {
    expect(full).toHaveLength(400);
    const refused = refusal(() => withZone(full, { at: 500, zone: newYork }, undefined));
    expect(refused.reason).toBe('too-many-zone-changes');
    expect(refused.message).toContain('Try again tomorrow');
    expect(withReports(full, [{ at: 500, zone: newYork }])).toBe(full);
  });

  test('are forgotten once no day that may change depends on them', () => {
    expect(withoutOldSegments(full, '1970-01-06', 4)).toBe(full);
    expect(withoutOldSegments(full, '1970-01-07', 4)).toBe(full);
    expect(withoutOldSegments(full, '1970-01-08', 4)).toEqual(full.slice(1)); // Berlin showed the 31st
    expect(withoutOldSegments(full, '1970-01-09', 4)).toEqual([full.at(-1)]);
  });
});
