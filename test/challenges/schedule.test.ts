import fc from 'fast-check';
import { z } from 'zod';
import { createChallengeContract } from '../../functions/src/contracts/challenges';
import { challengeDocument, readChallenge } from '../../functions/src/documents/challenge';
import {
  daysIn,
  isNameable,
  type Period,
  windowAfter,
} from '../../functions/src/engine/challengeSeries';
import {
  freeSlot,
  placesOfSlots,
  scheduleOf,
  stateOfWindow,
} from '../../functions/src/engine/challengeWindows';
import type { Window } from '../../functions/src/engine/challenges';
import { Refusal } from '../../functions/src/engine/refusal';
import { newStreak } from '../../functions/src/engine/streakState';
import { newChallenge, nthOf } from '../../functions/src/features/challenges/newChallenge';
import { program } from '../../functions/src/program';
import { DAY } from '../shared/wallClock';
import { dayInZone } from '../reference/calendar';
import { awkwardZones } from '../shared/zoneNames';

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
  [days('2026-02-01', '2026-02-28'), 'monthly', 1, days('2026-03-01', '2026-03-31')],
  [days('2026-04-01', '2026-05-31'), 'monthly', 10, days('2027-02-01', '2027-03-31')],
  [days('2026-01-15', '2026-02-14'), 'monthly', 1, days('2026-02-15', '2026-03-14')],
  [days('2026-01-31', '2026-02-27'), 'monthly', 1, days('2026-02-28', '2026-03-30')],
  [days('2026-01-30', '2026-02-01'), 'monthly', 1, days('2026-02-28', '2026-03-02')],
  [days('2026-01-30', '2026-02-01'), 'monthly', 2, days('2026-03-30', '2026-04-01')],
  [days('2026-01-29', '2026-01-31'), 'monthly', 1, days('2026-02-28', '2026-03-02')],
  [days('2026-01-01', '2026-01-30'), 'monthly', 1, days('2026-02-01', '2026-03-02')],
  [days('2026-01-31', '2026-01-31'), 'monthly', 1, days('2026-02-28', '2026-02-28')],
  [
    instants('2026-02-01T00:00Z', '2026-03-01T00:00Z'),
    'monthly',
    1,
    instants('2026-03-01T00:00Z', '2026-04-01T00:00Z'),
  ],
  [
    instants('2026-01-31T18:30Z', '2026-02-01T06:00Z'),
    'monthly',
    1,
    instants('2026-02-28T18:30Z', '2026-03-01T06:00Z'),
  ],
])('%j, %s, %d times later, is %j', (window, every, times, expected) => {
  expect(windowAfter(window, every, times)).toEqual(expected);
});

/** Every date from one to another. */
function datesOf({ first, last }: { first: string; last: string }): string[] {
  const all: string[] = [];
  for (let at = Date.parse(first); at <= Date.parse(last); at += DAY) {
    all.push(new Date(at).toISOString().slice(0, 10));
  }
  return all;
}

const anyDate = fc.nat(3_000).map((n) => new Date(Date.UTC(2023, 0, 1) + n * DAY));

test('whole months of the calendar stay whole months, one after the other', () => {
  fc.assert(
    fc.property(anyDate, fc.nat(11), fc.nat(100), (date, more, times) => {
      const [year, month] = [date.getUTCFullYear(), date.getUTCMonth()];
      const monthsFrom = (from: number) =>
        days(
          new Date(Date.UTC(year, from, 1)).toISOString().slice(0, 10),
          new Date(Date.UTC(year, from + more + 1, 0)).toISOString().slice(0, 10),
        );
      const expected = monthsFrom(month + times);
      expect(windowAfter(monthsFrom(month), 'monthly', times)).toEqual(expected);
    }),
  );
});

test('no window of a series has fewer days than the first, unless it has all days of its months', () => {
  const length = fc.integer({ min: 1, max: 366 });
  const every = fc.constantFrom<Period>('daily', 'weekly', 'monthly');
  fc.assert(
    fc.property(anyDate, length, every, fc.nat(60), (date, count, period, times) => {
      const at = (offset: number) =>
        new Date(date.getTime() + offset * DAY).toISOString().slice(0, 10);
      const first = days(at(0), at(count - 1));
      const moved = windowAfter(first, period, times);
      if (moved.kind !== 'days') throw new Error('It is of days.');
      const dates = datesOf(moved);
      expect(daysIn(moved)).toBe(dates.length);
      if (dates.length !== count) {
        const next = windowAfter(first, period, times + Math.round(count / 30.4));
        expect(period).toBe('monthly');
        expect(next).toMatchObject({
          first: new Date(Date.parse(moved.last) + DAY).toISOString().slice(0, 10),
        });
      }
      const [dateOfMonth, ofFirst] = [moved.first, at(0)].map((day) => Number(day.slice(8)));
      const isLastOfMonth = new Date(Date.parse(moved.first) + DAY).getUTCDate() === 1;
      if (period === 'monthly') expect(dateOfMonth === ofFirst || isLastOfMonth).toBe(true);
    }),
  );
});

test('everybody has the days that a window of instants is said to have', () => {
  const zones = fc.constantFrom(...awkwardZones, 'Pacific/Kiritimati', 'Etc/GMT+12', 'Asia/Tokyo');
  const hour = DAY / 24;
  const from = fc.nat(700 * 24 * 4).map((n) => Date.UTC(2025, 0, 1) + (n * hour) / 4);
  const length = fc.integer({ min: 1, max: 40 * 24 * 4 }).map((n) => (n * hour) / 4);
  fc.assert(
    fc.property(from, length, zones, (start, lasts, zone) => {
      const dayOf = (at: number) => dayInZone(at, zone, program.dayStartHour);
      const end = start + lasts;
      const touched = datesOf({ first: dayOf(start), last: dayOf(end - 1) }).length;
      const said = daysIn({ kind: 'instants', from: start, to: end });
      expect(touched).toBeGreaterThanOrEqual(said);
      expect(touched).toBeLessThanOrEqual(said + 2);
    }),
  );
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

test('every day of the window is what each window of a series has', () => {
  const monthly = { every: 'monthly', times: 14 };
  const first = create({
    goal: { kind: 'every-day' },
    window: days('2026-03-01', '2026-03-31'),
    repeats: monthly,
  });
  expect(first.goal).toEqual({ kind: 'every-day', target: 31 });
  const targets: number[] = [];
  let each = first;
  for (let number = 2; number <= 14; number += 1) {
    each = nthOf(each, number, program);
    targets.push(each.goal.target);
  }
  expect(targets).toEqual([30, 31, 30, 31, 31, 30, 31, 30, 31, 31, 28, 31, 30]);
});

test('every day is stored as active days, for functions of a version that does not know it', () => {
  const challenge = create({ goal: { kind: 'every-day' } });
  const stored = z.encode(challengeDocument, challenge);
  expect(stored.goal).toEqual({ kind: 'active-days', target: 7, everyDay: true });
  expect(readChallenge(stored)).toEqual(challenge);
  const plain = create({ goal: { kind: 'active-days', target: 7 } });
  expect(z.encode(challengeDocument, plain).goal).toEqual({ kind: 'active-days', target: 7 });
});

test('a series asks for no more days than its shortest window has', () => {
  const january = { window: days('2027-01-01', '2027-01-31') };
  const asking = (kind: string, target: number, times: number) =>
    create({ ...january, goal: { kind, target }, repeats: { every: 'monthly', times } });
  for (const kind of ['active-days', 'run']) {
    expect(asking(kind, 28, 12).goal.target).toBe(28);
    expect(() => asking(kind, 29, 2)).toThrow('The target can be at most 28');
    expect(create({ ...january, goal: { kind, target: 31 } }).goal.target).toBe(31);
  }
});

test('a series from before that was held to this asks in its next window for what there is', () => {
  const first = create({
    goal: { kind: 'every-day' },
    window: days('2027-01-01', '2027-01-31'),
    repeats: { every: 'monthly', times: 3 },
  });
  const before = { ...first, goal: { kind: 'active-days' as const, target: 31 } };
  expect(nthOf(before, 2, program)).toMatchObject({
    goal: { kind: 'active-days', target: 28 },
    window: days('2027-02-01', '2027-02-28'),
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
  [
    'a day more than an instant’s window has for everybody',
    {
      goal: { kind: 'active-days', target: 8 },
      window: { kind: 'instants', from: '2026-03-02T00:00:00Z', to: '2026-03-09T00:00:00Z' },
    },
  ],
  ['every day with a target', { goal: { kind: 'every-day', target: 7 } }],
  [
    'every day between instants',
    {
      goal: { kind: 'every-day' },
      window: { kind: 'instants', from: '2026-03-02T00:00:00Z', to: '2026-03-09T00:00:00Z' },
    },
  ],
  ['no target', { goal: { kind: 'xp' } }],
  ['a badge that nobody has heard of', { reward: { badge: 'nobel_prize' } }],
  ['a badge that has to be earned otherwise', { reward: { badge: 'novice' } }],
])('refused: %s', (_, challenge) => {
  expect(() => create(challenge)).toThrow(Refusal);
});
