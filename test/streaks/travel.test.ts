import { keptByZone } from '../../functions/src/streaks/keptByZone';
import { newStreak } from '../../functions/src/streaks/streakState';
import { HOUR, MINUTE } from '../shared/wallClock';
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
import { person } from './person';

describe('a day is kept', () => {
  test.each<[string, string, Hop[], string[]]>([
    ['when a flight east ends it early', newYork, [east], ['2026-06-14']],
    [
      'when a flight east skips it, with the one it ends',
      pagoPago,
      [['2026-06-15T03:30-11:00', kiritimati]],
      ['2026-06-14', '2026-06-15'],
    ],
    [
      'not when a flight east stays within the day',
      newYork,
      [['2026-06-14T10:00-04:00', berlin]],
      [],
    ],
    ['not when a flight goes west', tokyo, [['2026-06-15T12:00+09:00', newYork]], []],
    [
      'not when a jump waits for its end',
      newYork,
      [east, west, ['2026-06-16T00:30Z', tokyo]],
      ['2026-06-14'],
    ],
  ])('%s', (_, home, hops, expected) => {
    const timeline = timelineOf(home, hops);
    const days = Array.from({ length: 10 }, (_day, index) => `2026-06-${index + 10}`);
    const kept = days.filter((day) => keptByZone(timeline, day, 4) !== undefined);
    expect(kept).toEqual(expected);
    expect(kept.map((day) => keptByZone(timeline, day, 4))).toEqual(kept.map(() => 'travel'));
  });

  test('when the zone left its date out', () => {
    expect(keptByZone(newStreak('Pacific/Apia').timeline, '2011-12-30', 4)).toBe('skipped-date');
    expect(keptByZone(newStreak('Pacific/Apia').timeline, '2011-12-29', 4)).toBeUndefined();
  });

  test('and costs neither run nor freeze, but does not count', () => {
    const someone = person(newYork);
    someone.log('2026-06-13T12:00-04:00', { type: 'evaluation_high', quantity: 10 });
    someone.move(...east);
    const { standing } = someone.settle('2026-06-15T12:00+09:00');
    expect(standing).toMatchObject({ current: 1, freezes: 1, frozenDays: 0 });
    expect(someone.ledger.get('2026-06-14')).toMatchObject({
      verdict: 'kept',
      keptReason: 'travel',
    });
    expect(someone.log('2026-06-15T12:00+09:00').settled.standing.current).toBe(2);
  });

  test('only while it is not active: a late activity counts on it', () => {
    const someone = person(newYork);
    someone.log('2026-06-13T12:00-04:00');
    someone.move(...east);
    someone.log('2026-06-14T12:00-04:00', { deliveredAt: '2026-06-15T12:00+09:00' });
    expect(someone.ledger.get('2026-06-14')).toMatchObject({ verdict: 'active', changes: 1 });
    expect(someone.events).toEqual([]);
  });
});

describe('flip-flopping between zones', () => {
  test('does not count a day twice', () => {
    const someone = person(tokyo);
    for (let hour = 4; hour < 28; hour += 2) {
      someone.move(Date.parse('2026-06-15T00:00+09:00') + hour * HOUR, hour % 4 ? newYork : berlin);
      someone.log(Date.parse('2026-06-15T00:00+09:00') + hour * HOUR + MINUTE);
    }
    const { standing } = someone.settle('2026-06-16T04:30+09:00');
    expect(standing).toMatchObject({ current: 1, activeDays: 1, activities: 12 });
  });

  test.each<[string, Hop[]]>([
    ['going west after it has ended', [['2026-06-16T04:00+09:00', newYork]]],
    [
      'going west and east again',
      [
        ['2026-06-16T04:00+09:00', newYork],
        ['2026-06-16T05:00+09:00', tokyo],
      ],
    ],
    [
      'going farthest east and farthest west',
      [
        ['2026-06-16T04:00+09:00', kiritimati],
        ['2026-06-16T04:01+09:00', pagoPago],
        ['2026-06-16T04:02+09:00', kiritimati],
      ],
    ],
  ])('does not heal a missed day: %s', (_, hops) => {
    const someone = person(tokyo);
    someone.log('2026-06-14T12:00+09:00');
    for (const hop of hops) someone.move(...hop);
    const at = '2026-06-16T05:30+09:00';
    expect(someone.log(at, { deliveredAt: at }).settled.standing.current).toBe(1);
    expect(someone.ledger.get('2026-06-15')?.verdict).toBe('broken');
    expect(someone.events.map(({ id }) => id)).toEqual(['streak_broken.2026-06-15.0']);
  });

  test('saves at most one day in 7 between two zones: the next jump comes too late', () => {
    const someone = person(tokyo);
    someone.log('2026-06-10T12:00+09:00');
    const days: Hop[] = [
      ['2026-06-11T12:00+09:00', newYork],
      ['2026-06-12T16:00+09:00', tokyo], // the 11th goes on until 17:00: it is kept
      ['2026-06-12T20:00+09:00', newYork],
      ['2026-06-13T16:00+09:00', tokyo], // waits for the end of the 12th
    ];
    for (const hop of days) someone.move(...hop);
    someone.settle('2026-06-14T12:00+09:00');
    expect(someone.ledger.get('2026-06-11')?.verdict).toBe('kept');
    expect(someone.ledger.get('2026-06-12')?.verdict).toBe('broken');
  });
});

test('an instance whose clock is behind does not move anyone before what they did last', () => {
  const at = Date.parse('2026-06-14T23:30:00-04:00');
  const someone = person(newYork);
  someone.log(at);
  someone.move(at - 20_000, tokyo);
  const [, segment] = someone.state().timeline;
  expect(segment).toEqual({ from: at, zone: tokyo, floor: '2026-06-14' });
});
