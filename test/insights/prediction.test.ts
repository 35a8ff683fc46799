import fc from 'fast-check';
import {
  afterDay,
  type DayCount,
  habitOf,
  newHabit,
} from '../../functions/src/engine/insights/habit';
import {
  featureNames,
  featuresOf,
  likelihoodOfDay,
  restOfDay,
} from '../../functions/src/engine/insights/likelihood';
import { keepsFor } from '../../functions/src/engine/insights/outlook';
import { shippedModel } from '../../functions/src/features/insights/shippedModel';

const rule = { xpPerFreeze: 500, maxHeld: 2 };
const noFreezes = { freezes: 0, xp: 0, xpPerActiveDay: 0 };

const counts = fc.array(fc.oneof(fc.nat(5), fc.constant(null)), { maxLength: 60 });
const habits = fc
  .tuple(fc.nat(6), counts)
  .map(([weekday, days]: [number, DayCount[]]) => habitOf(weekday, days));
const share = fc.double({ min: 0, max: 1, noNaN: true });

const every = (step: number, length: number) =>
  Array.from({ length }, (_, index) => (index % step === 0 ? 1 : 0));
const likelihood = (...days: DayCount[]) => likelihoodOfDay(habitOf(0, days), shippedModel);

test('the model has a weight for each feature and a share for each hour', () => {
  expect(shippedModel.weights).toHaveLength(featureNames.length);
  expect(featuresOf(newHabit(0), shippedModel.everyone)).toHaveLength(featureNames.length);
  expect(shippedModel.hours).toHaveLength(24);
  expect(shippedModel.hours.reduce((sum, hour) => sum + hour)).toBeCloseTo(1, 2);
});

test('who is active every day is likelier to be than who is every other day, or who has stopped', () => {
  const daily = likelihood(...every(1, 60));
  expect(daily).toBeGreaterThan(0.75);
  expect(likelihood(...every(2, 61))).toBeLessThan(daily);
  expect(likelihood(...every(1, 60), ...every(30, 29).fill(0))).toBeLessThan(0.2);
});

test('a weekday on which the user always acts is likelier than one on which never', () => {
  const mondays = habitOf(0, every(7, 84));
  const onMonday = likelihoodOfDay(mondays, shippedModel);
  const onThursday = likelihoodOfDay([0, 0, 0].reduce(afterDay, mondays), shippedModel);
  expect(onMonday).toBeGreaterThan(onThursday);
});

test('a kept day says nothing but that a weekday has passed', () => {
  const before = habitOf(2, [1, 0, 2]);
  expect(afterDay(before, null)).toEqual({ ...before, weekday: 6 });
});

test('a likelihood lies between 0 and 1 whatever the history', () => {
  fc.assert(
    fc.property(habits, (habit) => {
      const ofDay = likelihoodOfDay(habit, shippedModel);
      expect(ofDay).toBeGreaterThan(0);
      expect(ofDay).toBeLessThan(1);
    }),
  );
});

test('the rest of the day is never likelier than the day, and gets less likely as it passes', () => {
  const hours = fc.array(fc.nat(30), { minLength: 24, maxLength: 24 });
  const passed = fc.double({ min: 0, max: 24, noNaN: true });
  fc.assert(
    fc.property(share, passed, passed, hours, (ofDay, a, b, own) => {
      const rest = (after: number) => restOfDay(ofDay, after, own, shippedModel.hours, 4);
      expect(rest(0)).toBeCloseTo(ofDay, 6);
      expect(rest(Math.max(a, b))).toBeLessThanOrEqual(rest(Math.min(a, b)) + 1e-12);
      expect(rest(24)).toBe(0);
    }),
  );
});

test('who acts in the morning has little left at noon, who acts at night has nearly all', () => {
  const at = (hour: number) => Array.from({ length: 24 }, (_, own) => (own === hour ? 60 : 0));
  expect(restOfDay(0.8, 8, at(8), shippedModel.hours, 4)).toBeLessThan(0.3);
  expect(restOfDay(0.8, 8, at(1), shippedModel.hours, 4)).toBeGreaterThan(0.75);
});

test('a day of 75 % with even hours has 50 % in each half', () => {
  const even = Array.from({ length: 24 }, () => 1000);
  expect(restOfDay(0.75, 12, even, shippedModel.hours, 4)).toBeCloseTo(0.5, 3);
});

test('a streak without freezes lives on only by being active every day', () => {
  const habit = habitOf(0, every(1, 30));
  let all = 1;
  let day = habit;
  for (let nth = 0; nth < 3; nth += 1) {
    all *= likelihoodOfDay(day, shippedModel);
    day = afterDay(day, 1);
  }
  expect(keepsFor(3, habit, noFreezes, rule, shippedModel)).toBeCloseTo(all, 10);
  expect(keepsFor(0, habit, noFreezes, rule, shippedModel)).toBe(1);
});

test('freezes, held or earned on the way, and a day that is done make a streak likelier to live', () => {
  fc.assert(
    fc.property(habits, fc.nat(2), (habit, freezes) => {
      const week = (stake: Partial<typeof noFreezes>, first?: number) =>
        keepsFor(7, habit, { ...noFreezes, freezes, ...stake }, rule, shippedModel, first);
      const plain = week({});
      expect(plain).toBeGreaterThanOrEqual(0);
      expect(plain).toBeLessThanOrEqual(1);
      expect(week({ freezes: freezes + 1 })).toBeGreaterThanOrEqual(plain);
      expect(week({ xpPerActiveDay: 250 })).toBeGreaterThanOrEqual(plain);
      expect(week({}, 1)).toBeGreaterThanOrEqual(week({}, 0));
    }),
    { numRuns: 40 },
  );
});
