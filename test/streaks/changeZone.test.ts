import { program } from '../../functions/src/program';
import { changeZone } from '../../functions/src/streaks/changeZone';
import { DAY, HOUR, MINUTE } from '../shared/wallClock';
import {
  type Hop,
  berlin,
  east,
  kiritimati,
  newYork,
  pagoPago,
  timelineOf,
  tokyo,
  west,
} from './hops';
import { instantOf } from './person';
import { refusal } from './refusal';

/** Segments after the first, as text. */
function segments(home: string, hops: readonly Hop[]) {
  const [, ...others] = timelineOf(home, hops);
  return others.map(({ from, zone, floor }) => [new Date(from).toISOString(), zone, floor]);
}

describe('a change of zone', () => {
  test.each<[string, string, Hop[], string[][]]>([
    [
      'to the west goes on with the day there was',
      tokyo,
      [['2026-06-15T12:00+09:00', newYork]],
      [['2026-06-15T03:00:00.000Z', newYork, '2026-06-15']],
    ],
    [
      'to the east into the next day takes effect at once',
      newYork,
      [east],
      [['2026-06-15T00:00:00.000Z', tokyo, '2026-06-14']],
    ],
    ['to the zone in force is none', berlin, [['2026-06-15T12:00Z', berlin]], []],
    [
      'that jumps within 7 days of a jump waits for the end of the day in the old zone',
      newYork,
      [east, west, ['2026-06-16T00:30Z', tokyo]],
      [
        ['2026-06-15T00:00:00.000Z', tokyo, '2026-06-14'],
        ['2026-06-15T13:00:00.000Z', newYork, '2026-06-15'],
        ['2026-06-16T08:00:00.000Z', tokyo, '2026-06-16'],
      ],
    ],
    [
      'that waits is replaced by a further one',
      newYork,
      [east, west, ['2026-06-16T00:30Z', tokyo], ['2026-06-16T01:00Z', berlin]],
      [
        ['2026-06-15T00:00:00.000Z', tokyo, '2026-06-14'],
        ['2026-06-15T13:00:00.000Z', newYork, '2026-06-15'],
        ['2026-06-16T01:00:00.000Z', berlin, '2026-06-15'],
      ],
    ],
    [
      'that waits is cancelled by going back to the zone in force',
      newYork,
      [east, west, ['2026-06-16T00:30Z', tokyo], ['2026-06-16T01:00Z', newYork]],
      [
        ['2026-06-15T00:00:00.000Z', tokyo, '2026-06-14'],
        ['2026-06-15T13:00:00.000Z', newYork, '2026-06-15'],
      ],
    ],
    [
      'that waits is left alone by asking for it again',
      newYork,
      [east, west, ['2026-06-16T00:30Z', tokyo], ['2026-06-16T07:00Z', tokyo]],
      [
        ['2026-06-15T00:00:00.000Z', tokyo, '2026-06-14'],
        ['2026-06-15T13:00:00.000Z', newYork, '2026-06-15'],
        ['2026-06-16T08:00:00.000Z', tokyo, '2026-06-16'],
      ],
    ],
    [
      'that waits keeps its moment when asked for again, also once 7 days are over',
      newYork,
      [east, west, ['2026-06-21T23:00Z', tokyo], ['2026-06-22T01:00Z', tokyo]],
      [
        ['2026-06-15T00:00:00.000Z', tokyo, '2026-06-14'],
        ['2026-06-15T13:00:00.000Z', newYork, '2026-06-15'],
        ['2026-06-22T08:00:00.000Z', tokyo, '2026-06-22'],
      ],
    ],
    [
      'at the moment when one that waited takes effect follows it',
      newYork,
      [east, west, ['2026-06-16T00:30Z', tokyo], ['2026-06-16T08:00Z', newYork]],
      [
        ['2026-06-15T00:00:00.000Z', tokyo, '2026-06-14'],
        ['2026-06-15T13:00:00.000Z', newYork, '2026-06-15'],
        ['2026-06-16T08:00:00.000Z', tokyo, '2026-06-16'],
        ['2026-06-16T08:00:00.000Z', newYork, '2026-06-16'],
      ],
    ],
    [
      'within the same day never waits',
      newYork,
      [east, west, ['2026-06-15T14:00Z', berlin], ['2026-06-15T15:00Z', newYork]],
      [
        ['2026-06-15T00:00:00.000Z', tokyo, '2026-06-14'],
        ['2026-06-15T13:00:00.000Z', newYork, '2026-06-15'],
        ['2026-06-15T14:00:00.000Z', berlin, '2026-06-15'],
        ['2026-06-15T15:00:00.000Z', newYork, '2026-06-15'],
      ],
    ],
  ])('%s', (_, home, hops, expected) => {
    expect(segments(home, hops)).toEqual(expected);
  });

  const home: Hop = ['2026-06-20T12:00Z', newYork];
  const jumpedAt = instantOf(east[0]);
  test.each([
    ['waits a moment before 7 days are over', jumpedAt + 7 * DAY - 1, '2026-06-22T08:00:00.000Z'],
    ['takes effect at once when they are over', jumpedAt + 7 * DAY, '2026-06-22T00:00:00.000Z'],
  ])('that jumps %s', (_, at, from) => {
    expect(segments(newYork, [east, home, [at, tokyo]]).at(-1)).toEqual([
      from,
      tokyo,
      from.includes('T08') ? '2026-06-22' : '2026-06-21',
    ]);
  });

  test('that waits counts as a jump only when it skips a day, from when it does', () => {
    const there = (at: string): Hop => [at, kiritimati];
    const back = (at: string): Hop => [at, pagoPago];
    const hops = [
      there('2026-06-15T14:30Z'),
      back('2026-06-17T12:00Z'),
      there('2026-06-18T20:00Z'),
    ];
    expect(segments(pagoPago, hops)).toEqual([
      ['2026-06-15T14:30:00.000Z', kiritimati, '2026-06-14'],
      ['2026-06-17T12:00:00.000Z', pagoPago, '2026-06-17'],
      ['2026-06-19T15:00:00.000Z', kiritimati, '2026-06-19'], // 05:00 on the 20th
    ]);
    const later = [...hops, back('2026-06-21T12:00Z'), there('2026-06-23T20:00Z')];
    expect(segments(pagoPago, later).at(-1)?.[0]).toBe('2026-06-24T15:00:00.000Z');
  });
});

describe('so many changes that they cannot be remembered', () => {
  const start = instantOf('2026-06-15T12:00Z');
  const hops = (count: number) =>
    Array.from({ length: count }, (_, n): Hop => [
      start + n * MINUTE,
      n % 2 ? berlin : 'Europe/Paris',
    ]);

  test('are refused while the days that they reach are open', () => {
    const many = timelineOf('UTC', hops(63));
    expect(many).toHaveLength(64);
    const refused = refusal(() => changeZone(many, 'UTC', start + HOUR * 2, '2026-06-14', program));
    expect(refused.reason).toBe('too-many-zone-changes');
    expect(refused.message).toContain('Try again tomorrow');
  });

  test('drop the oldest once those days are sealed', () => {
    const many = timelineOf('UTC', hops(63));
    const dropped = changeZone(many, 'UTC', start + 9 * DAY, '2026-06-15', program);
    expect(dropped).toHaveLength(64);
    expect(dropped[0]).toEqual(many[1]);
    expect(dropped.at(-1)?.zone).toBe('UTC');
  });

  test('do not hide a jump of the last 7 days', () => {
    const jump = instantOf(east[0]);
    const others = Array.from({ length: 62 }, (_, n): Hop => [
      jump + (n + 1) * MINUTE,
      n % 2 ? tokyo : 'Asia/Seoul',
    ]);
    const full = timelineOf(newYork, [east, ...others]);
    const dropped = changeZone(full, newYork, jump + 5 * DAY, '2026-06-18', program);
    expect(dropped[0].from).toBe(jump);
    const again = changeZone(dropped, tokyo, jump + 6 * DAY, '2026-06-18', program);
    expect(again.at(-1)?.from).toBeGreaterThan(jump + 6 * DAY);
  });
});
