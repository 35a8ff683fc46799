import fc from 'fast-check';
import type { Window } from '../../functions/src/challenges/challenge';
import { createChallengeContract } from '../../functions/src/challenges/contract';
import { newChallenge, nthOf } from '../../functions/src/challenges/newChallenge';
import {
  type Period,
  isNameable,
  scheduleOf,
  windowAfter,
} from '../../functions/src/challenges/schedule';
import { freeSlot, placesOfSlots } from '../../functions/src/challenges/slots';
import { stateOfWindow } from '../../functions/src/challenges/stateOfWindow';
import { program } from '../../functions/src/program';
import { FirestreakError } from '../../functions/src/shared/errors';
import { newStreak } from '../../functions/src/streaks/streakState';
import { awkwardZones } from '../shared/zoneNames';
import { DAY } from '../shared/wallClock';

const days = (first: string, last: string): Window => ({ kind: 'days', first, last });
const instants = (from: string, to: string): Window => ({
  kind: 'instants',
  from: Date.parse(from),
  to: Date.parse(to),
});

test.each<[Window, Period, number, Window]>([
  [days('2026-03-02', '2026-03-08'), 'weekly', 2, days('2026-03-16', '2026-03-22')],
  [days('2026-03-02', '2026-03-02'), 'daily', 30, days('2026-04-01', '2026-04-01')],
  [days('2026-01-01', '2026-01-31'), 'monthly', 1, days('2026-02-01', '2026-02-28')],
  [days('2026-01-01', '2026-01-31'), 'monthly', 2, days('2026-03-01', '2026-03-31')],
  [days('2026-12-01', '2026-12-31'), 'monthly', 14, days('2028-02-01', '2028-02-29')],
  [
    instants('2026-01-31T18:30Z', '2026-02-01T06:00Z'),
    'monthly',
    1,
    instants('2026-02-28T18:30Z', '2026-03-01T06:00Z'),
  ],
])('%j, %s, %d times later, is %j', (window, every, times, expected) => {
  expect(windowAfter(window, every, times)).toEqual(expected);
});

test('a window that can be named is where arithmetic puts it, and any other ends after 2999', () => {
  const date = fc.nat(4_000).map((n) => new Date(Date.UTC(2999, 11, 31) - n * DAY));
  const every = fc.constantFrom<Period>('daily', 'weekly', 'monthly');
  const kind = fc.constantFrom('days', 'instants');
  fc.assert(
    fc.property(date, every, fc.nat(400), kind, (at, period, times, of) => {
      const day = at.toISOString().slice(0, 10);
      const window = of === 'days' ? days(day, day) : instants(`${day}T12:00Z`, `${day}T13:00Z`);
      const expected = new Date(at);
      if (period === 'monthly') expected.setUTCMonth(at.getUTCMonth() + times, 1);
      else expected.setUTCDate(at.getUTCDate() + times * (period === 'weekly' ? 7 : 1));
      expect(isNameable(window, period, times)).toBe(expected.getUTCFullYear() < 3000);
      if (!isNameable(window, period, times)) return;
      const moved = windowAfter(window, period, times);
      const end = moved.kind === 'days' ? moved.last : new Date(moved.to).toISOString();
      expect(end.slice(0, 7)).toBe(expected.toISOString().slice(0, 7));
    }),
  );
});

test('no window is open to anyone before or after its schedule says', () => {
  const zones = fc.constantFrom(...awkwardZones, 'Pacific/Kiritimati', 'Etc/GMT+12', 'Asia/Tokyo');
  const date = fc.nat(700).map((n) => new Date(Date.UTC(2025, 0, 1) + n * DAY));
  const window = fc.tuple(date, fc.nat(30)).map(([first, length]) => {
    const last = new Date(first.getTime() + length * DAY);
    return days(first.toISOString().slice(0, 10), last.toISOString().slice(0, 10));
  });
  fc.assert(
    fc.property(window, zones, fc.double({ min: 0, max: 1, noNaN: true }), (each, zone, at) => {
      const { opensAt, endsAt } = scheduleOf(each, program.dayStartHour);
      const stateAt = (instant: number) =>
        stateOfWindow(each, newStreak(zone).timeline, instant, program);
      expect(stateAt(opensAt - 1)).toBe('upcoming');
      expect(stateAt(endsAt)).toBe('over');
      const state = stateAt(opensAt + at * (endsAt - opensAt));
      expect(['upcoming', 'running', 'over']).toContain(state);
    }),
  );
});

test('slots hold exactly the places that there are, and a free one is found', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 100_000 }), fc.nat(), (capacity, lot) => {
      const places = placesOfSlots(capacity);
      expect(places.reduce((sum, each) => sum + each, 0)).toBe(capacity);
      expect(Math.min(...places)).toBeGreaterThan(0);
      expect(freeSlot(places, places, lot)).toBeUndefined();
      const last = places.map((each, slot) => (slot === lot % places.length ? each - 1 : each));
      expect(freeSlot(places, last, lot + 3)).toBe(lot % places.length);
    }),
  );
});

const createdAt = Date.parse('2026-03-01T12:00Z');
const create = (challenge: object) =>
  newChallenge(
    createChallengeContract.request.parse({
      challengeId: 'sprint',
      title: 'A sprint',
      goal: { kind: 'run', target: 7 },
      window: { kind: 'days', first: '2026-03-02', last: '2026-03-08' },
      ...challenge,
    }),
    createdAt,
    program,
  );

test('a challenge that repeats is followed until the last', () => {
  const first = create({ repeats: { every: 'weekly', times: 2 } });
  expect(first).toMatchObject({ number: 1, repeatAt: first.opensAt });
  expect(nthOf(first, 2, program)).toMatchObject({
    number: 2,
    window: days('2026-03-09', '2026-03-15'),
    repeatAt: null,
  });
});

test('without a target, all categories of the program are meant', () => {
  expect(create({ goal: { kind: 'categories' } }).goal.target).toBe(4);
});

test.each<[string, object]>([
  ['a window that ends before it starts', { window: days('2026-03-08', '2026-03-02') }],
  ['a window that is over', { window: days('2026-02-01', '2026-02-27') }],
  ['a window of more than a year', { window: days('2026-03-02', '2027-03-09') }],
  ['a longer run than there are days', { goal: { kind: 'run', target: 8 } }],
  ['more categories than there are', { goal: { kind: 'categories', target: 5 } }],
  ['no target', { goal: { kind: 'xp' } }],
  ['a badge that nobody has heard of', { reward: { badge: 'nobel_prize' } }],
  ['a badge that has to be earned otherwise', { reward: { badge: 'novice' } }],
])('refused: %s', (_, challenge) => {
  expect(() => create(challenge)).toThrow(FirestreakError);
});
