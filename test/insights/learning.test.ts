import fc from 'fast-check';
import { addDays } from '../../functions/src/engine/days';
import { uncalibrated } from '../../functions/src/engine/insights/calibration';
import {
  afterDay,
  type DayCount,
  habitOf,
  weekdayOf,
} from '../../functions/src/engine/insights/habit';
import {
  afterLesson,
  type Learnt,
  type Lesson,
  lessonOf,
  modelOf,
  noLesson,
  nothingLearnt,
  withLesson,
} from '../../functions/src/engine/insights/learning';
import { likelihoodOfDay, type Model } from '../../functions/src/engine/insights/likelihood';
import { shippedModel } from '../../functions/src/features/insights/shippedModel';

/** A Monday. */
const RUN = '2026-06-01';
const SINCE = addDays(RUN, -17);

/** A user whose last count is that of the day before a run. */
function past(counts: readonly DayCount[], run = RUN) {
  return { from: addDays(run, -counts.length), counts, firstHour: () => 8 };
}

const lesson = (counts: readonly DayCount[], since = SINCE) =>
  lessonOf(past(counts), RUN, since, shippedModel);

const active = (days: number): DayCount[] => Array.from({ length: days }, () => 1);
const idle = (days: number): DayCount[] => Array.from({ length: days }, () => 0);

test.each<[string, DayCount[], number, number]>([
  ['the week that ended four days before the run', active(40), 7, 7],
  ['no day before the first active one, nor that one', active(8), 4, 4],
  ['no day that was kept', [...active(30), null, null, ...active(8)], 5, 5],
  ['days without activity of whoever had just been active', [...active(24), ...idle(16)], 7, 0],
  [
    'only those days on which it was known that a user is asked',
    [...active(10), ...idle(15), 1, ...idle(6)],
    3,
    0,
  ],
  ['nobody who was not active lately', [...active(10), ...idle(20)], 0, 0],
  ['nothing of a user who has just begun', active(4), 0, 0],
])('a run learns from %s', (_, counts, days, activeDays) => {
  const { days: learnt, hours } = lesson(counts);
  expect(learnt).toBe(days);
  expect(hours[8]).toBe(activeDays);
});

test('whether a day is learnt from does not depend on what came of it', () => {
  const counts = fc.array(fc.oneof(fc.nat(1), fc.constant(0)), { minLength: 11, maxLength: 40 });
  fc.assert(
    fc.property(counts, fc.integer({ min: 4, max: 10 }), (days, before) => {
      const at = days.length - before;
      const withOutcome = (count: number) => {
        const until = [...days.slice(0, at), count];
        return (
          lesson([...until, ...idle(before - 1)]).days -
          lesson([...until.slice(0, at), null, ...idle(before - 1)]).days
        );
      };
      // An activity makes later days ones to learn from, but never the day itself.
      const asked = days
        .slice(0, at)
        .some((count, index) => count > 0 && days.length - index <= 17);
      const first = days.length - 10 <= at && at > 0;
      if (asked && first) expect(withOutcome(0)).toBe(1);
      else expect(withOutcome(0)).toBe(0);
      expect(lesson([...days.slice(0, at), 1, ...idle(before - 1)]).days).toBeGreaterThanOrEqual(
        lesson([...days.slice(0, at), 0, ...idle(before - 1)]).days,
      );
    }),
  );
});

/** Park and Miller's generator: the same numbers in [0, 1) for the same seed. */
function randomNumbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 48271) % 2147483647;
    return state / 2147483647;
  };
}

/** So many users, each active on a day with a chance of their own. */
function crowd(users: number, days: number, chance: (user: number) => number) {
  const random = randomNumbers(11);
  return Array.from({ length: users }, (_, user) =>
    Array.from({ length: days }, () => (random() < chance(user) ? 1 : 0)),
  );
}

const FIRST_RUN = '2026-01-05';

/** What is known after each week's run on users, who all begin on the day of the first. */
function lived(users: readonly number[][], weeks: number): Learnt {
  let known = nothingLearnt(shippedModel);
  for (let week = 1; week <= weeks; week += 1) {
    const run = addDays(FIRST_RUN, week * 7);
    const model = modelOf(shippedModel, known);
    const lessons = users.map((counts) => {
      const own = { from: FIRST_RUN, counts: counts.slice(0, week * 7), firstHour: () => 8 };
      return lessonOf(own, run, addDays(run, -17), model);
    });
    known = afterLesson(known, lessons.reduce(withLesson, noLesson()), shippedModel);
  }
  return known;
}

test('what a livelier app does is what its users are told within weeks, for every kind of them', () => {
  const users = crowd(120, 30 * 7, (user) => 0.5 + (0.45 * user) / 120);
  const own = modelOf(shippedModel, lived(users, 20));
  const tellsOf = (model: Model, from: number, to: number) => {
    const told = users.flatMap((counts) => {
      let habit = habitOf(weekdayOf(FIRST_RUN), counts.slice(0, 21 * 7));
      return counts.slice(21 * 7).map((came) => {
        const said = likelihoodOfDay(habit, model);
        habit = afterDay(habit, came);
        return { said, came };
      });
    });
    const within = told.filter(({ said }) => said >= from && said < to);
    const mean = (of: (one: (typeof told)[number]) => number) =>
      within.reduce((sum, one) => sum + of(one), 0) / within.length;
    return { cases: within.length, off: Math.abs(mean((one) => one.said - one.came)) };
  };
  expect(tellsOf(shippedModel, 0.5, 0.6).off).toBeGreaterThan(0.06);
  const tenths = [0.5, 0.6, 0.7, 0.8, 0.9].map((from) => tellsOf(own, from, from + 0.1));
  for (const { cases, off } of tenths) if (cases >= 500) expect(off).toBeLessThan(0.03);
  expect(tenths.filter(({ cases }) => cases >= 500).length).toBeGreaterThanOrEqual(3);
});

test('before the first lesson, and for an app without users, the model is the shipped one', () => {
  expect(modelOf(shippedModel, undefined)).toBe(shippedModel);
  const fresh = modelOf(shippedModel, nothingLearnt(shippedModel));
  expect(fresh.weights).toEqual(shippedModel.weights);
  fresh.hours.forEach((share, hour) => {
    expect(share).toBeCloseTo(shippedModel.hours[hour] ?? 0, 3);
  });
});

test('lessons teach the same in any order', () => {
  const [a, b, c] = crowd(3, 60, () => 0.7).map((counts) => lesson(counts)) as [
    Lesson,
    Lesson,
    Lesson,
  ];
  const one = withLesson(withLesson(a, b), c);
  const other = withLesson(c, withLesson(b, a));
  expect(other.days).toBe(one.days);
  other.misses.excess.forEach((value, index) => {
    expect(value).toBeCloseTo(one.misses.excess[index] ?? 0, 9);
  });
  other.pull.forEach((value, index) => {
    expect(value).toBeCloseTo(one.pull[index] ?? 0, 9);
  });
  other.curvature.forEach((value, index) => {
    expect(value).toBeCloseTo(one.curvature[index] ?? 0, 9);
  });
});

test('no week moves a weight by more than 1, however many users it has and whatever they do', () => {
  const counts = fc.array(fc.array(fc.nat(3), { minLength: 12, maxLength: 60 }), {
    minLength: 1,
    maxLength: 5,
  });
  fc.assert(
    fc.property(counts, fc.integer({ min: 1, max: 1_000_000 }), (users, times) => {
      const one = users.map((own) => lesson(own)).reduce(withLesson, noLesson());
      const many: Lesson = {
        days: one.days * times,
        pull: one.pull.map((value) => value * times),
        curvature: one.curvature.map((value) => value * times),
        misses: {
          cases: one.misses.cases.map((value) => value * times),
          excess: one.misses.excess.map((value) => value * times),
        },
        hours: one.hours.map((value) => value * times),
      };
      const { weights } = afterLesson(nothingLearnt(shippedModel), many, shippedModel);
      weights.forEach((weight, index) => {
        expect(Math.abs(weight - (shippedModel.weights[index] ?? 0))).toBeLessThanOrEqual(1 + 1e-9);
      });
      const hours = modelOf(
        shippedModel,
        afterLesson(nothingLearnt(shippedModel), many, shippedModel),
      ).hours;
      expect(hours.reduce((sum, share) => sum + share)).toBeCloseTo(1, 2);
    }),
    { numRuns: 50 },
  );
});

test('what was learnt fades: after years without lessons in it, weights are the shipped ones again', () => {
  let known = lived(
    crowd(40, 20 * 7, () => 0.9),
    19,
  );
  const far = (learnt: Learnt) =>
    Math.max(
      ...learnt.weights.map((weight, index) =>
        Math.abs(weight - (shippedModel.weights[index] ?? 0)),
      ),
    );
  const before = far(known);
  for (let week = 0; week < 2000; week += 1) known = afterLesson(known, noLesson(), shippedModel);
  expect(before).toBeGreaterThan(0.3);
  expect(far(known)).toBeLessThan(0.01);
  known.calibration.forEach((told, at) => {
    expect(Math.abs(told - (uncalibrated[at] ?? 0))).toBeLessThanOrEqual(0.001 + 1e-9);
  });
});
