import { coveringOutage } from '../../functions/src/engine/outages';
import { dayBounds } from '../../functions/src/engine/timeline';
import { newStreak } from '../../functions/src/engine/streakState';
import { berlin, kiritimati, newYork, pagoPago } from '../streaks/hops';
import { instantOf } from '../streaks/person';

function isKept(day: string, zone: string, from: string, to: string): boolean {
  const bounds = dayBounds(newStreak(zone).timeline, day, 4);
  const outage = { id: 'any', from: instantOf(from), to: instantOf(to), reason: 'any' };
  return coveringOutage(bounds, [outage]) !== undefined;
}

describe('a day is kept when its last moment lies in the outage', () => {
  test.each([
    ['which covers the end', '2026-03-04T03:50+01:00', '2026-03-04T04:10+01:00', true],
    ['which ends with it', '2026-03-04T03:50+01:00', '2026-03-04T04:00+01:00', true],
    ['which ends a moment earlier', '2026-03-04T03:50+01:00', '2026-03-04T03:59:59+01:00', false],
    ['which starts with the next day', '2026-03-04T04:00+01:00', '2026-03-04T06:00+01:00', false],
    [
      'which starts in its last second',
      '2026-03-04T03:59:59+01:00',
      '2026-03-04T06:00+01:00',
      true,
    ],
  ])('%s', (_, from, to, expected) => {
    expect(isKept('2026-03-03', berlin, from, to)).toBe(expected);
  });
});

describe('a day is kept when more than 3 hours between 07:00 and 23:00 are lost', () => {
  test.each([
    ['3 hours are not enough', '2026-03-03T12:00+01:00', '2026-03-03T15:00+01:00', false],
    ['a moment more is', '2026-03-03T12:00+01:00', '2026-03-03T15:00:01+01:00', true],
    ['the night does not count', '2026-03-03T04:00+01:00', '2026-03-03T10:00+01:00', false],
    ['the morning after it does', '2026-03-03T04:00+01:00', '2026-03-03T10:00:01+01:00', true],
    ['nor does the late evening', '2026-03-03T20:00+01:00', '2026-03-04T03:00+01:00', false],
    ['the evening before it does', '2026-03-03T19:59:59+01:00', '2026-03-04T03:00+01:00', true],
    ['hours of the day before do not', '2026-03-02T12:00+01:00', '2026-03-03T09:00+01:00', false],
  ])('%s', (_, from, to, expected) => {
    expect(isKept('2026-03-03', berlin, from, to)).toBe(expected);
  });

  test('by the clock of where the user is', () => {
    const [from, to] = ['2026-03-03T12:00Z', '2026-03-03T17:00Z'];
    expect(isKept('2026-03-03', berlin, from, to)).toBe(true); // 13:00 to 18:00
    expect(isKept('2026-03-03', newYork, from, to)).toBe(true); // 07:00 to 12:00
    expect(isKept('2026-03-03', pagoPago, from, to)).toBe(false); // 01:00 to 06:00
    expect(isKept('2026-03-04', kiritimati, from, to)).toBe(false); // 02:00 to 07:00
    expect(isKept('2026-03-03', kiritimati, from, to)).toBe(true); // the day ended
  });

  test('where the clock is set, by what it shows', () => {
    // 02:00 becomes 03:00 on the 29th in Berlin; 07:00 is 05:00 UTC from then on.
    expect(isKept('2026-03-28', berlin, '2026-03-29T01:59Z', '2026-03-29T02:00Z')).toBe(true);
    expect(isKept('2026-03-29', berlin, '2026-03-29T02:00Z', '2026-03-29T08:00Z')).toBe(false);
    expect(isKept('2026-03-29', berlin, '2026-03-29T02:00Z', '2026-03-29T08:00:01Z')).toBe(true);
  });
});

test('two outages that take 2 hours each do not make up one of 4', () => {
  const bounds = dayBounds(newStreak('UTC').timeline, '2026-03-03', 4);
  const twoHours = ['10', '14'].map((hour) => ({
    id: hour,
    from: instantOf(`2026-03-03T${hour}:00Z`),
    to: instantOf(`2026-03-03T${Number(hour) + 2}:00Z`),
    reason: 'any',
  }));
  expect(coveringOutage(bounds, twoHours)).toBeUndefined();
});

test('a date that the zone left out has no hours of its own', () => {
  const { timeline } = newStreak('Pacific/Apia');
  const bounds = { ...dayBounds(timeline, '2011-12-29', 12), zone: 'Pacific/Apia' };
  const from = instantOf('2011-12-31T07:00+14:00');
  const outage = { id: 'any', from, to: from + 3 * 3_600_000, reason: 'any' };
  expect(coveringOutage(bounds, [outage])).toBeUndefined();
});
