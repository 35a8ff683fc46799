import fc from 'fast-check';
import {
  type Calibration,
  calibrated,
  type Misses,
  missesOf,
  recalibrated,
  uncalibrated,
  withMisses,
} from '../../functions/src/engine/insights/calibration';

const share = fc.double({ min: 0, max: 1, noNaN: true });
const cases = fc.array(
  fc.record({ likelihood: share, wasActive: fc.boolean(), outcome: fc.boolean() }),
  { minLength: 1, maxLength: 300 },
);

/** The calibration after weeks of cases. */
const after = (weeks: readonly Parameters<typeof missesOf>[0][]): Calibration =>
  weeks.reduce<Calibration>(
    (known, week) => recalibrated(known, missesOf(week, known), 1),
    uncalibrated,
  );

/** So many cases of a likelihood, so many of which came true. */
const came = (likelihood: number, count: number, trueOnes: number, wasActive = true) =>
  Array.from({ length: count }, (_, nth) => ({ likelihood, wasActive, outcome: nth < trueOnes }));

test('before anything has come, what is told is what was computed', () => {
  fc.assert(
    fc.property(share, fc.boolean(), (likelihood, wasActive) => {
      expect(calibrated({ likelihood, wasActive }, uncalibrated)).toBeCloseTo(likelihood, 12);
    }),
  );
});

test('a week moves what is told by the mean miss, as if 120 cases had come as told beside', () => {
  const known = after([came(0.75, 80, 64)]);
  const told = (likelihood: number, wasActive = true) =>
    calibrated({ likelihood, wasActive }, known);
  expect(told(0.75)).toBeCloseTo(0.75 + 4 / 200, 12);
  expect(told(0.7)).toBeCloseTo(0.7, 12);
  expect(told(0.775)).toBeCloseTo((0.77 + 0.8) / 2, 12);
  expect(told(0.75, false)).toBeCloseTo(0.75, 12);
});

test('days after one without activity have a scale of their own', () => {
  const known = after([[...came(0.5, 80, 36, false), ...came(0.5, 80, 44)]]);
  expect(calibrated({ likelihood: 0.5, wasActive: false }, known)).toBeCloseTo(0.48, 12);
  expect(calibrated({ likelihood: 0.5, wasActive: true }, known)).toBeCloseTo(0.52, 12);
});

test('what comes more often than is told, week by week, is told as it comes', () => {
  // Said 75 %, came true 80 %; said 85 %, came true 92 %.
  const week = [...came(0.75, 100, 80), ...came(0.85, 100, 92)];
  const known = after(Array.from({ length: 12 }, () => week));
  expect(calibrated({ likelihood: 0.75, wasActive: true }, known)).toBeCloseTo(0.8, 2);
  expect(calibrated({ likelihood: 0.85, wasActive: true }, known)).toBeCloseTo(0.92, 2);
});

test('whatever comes, what is told lies between 0 and 1, and the likelier is never told as less likely', () => {
  fc.assert(
    fc.property(
      fc.array(cases, { maxLength: 12 }),
      share,
      share,
      fc.boolean(),
      (weeks, a, b, is) => {
        const known = after(weeks);
        const told = (likelihood: number) => calibrated({ likelihood, wasActive: is }, known);
        expect(told(Math.max(a, b))).toBeGreaterThanOrEqual(told(Math.min(a, b)) - 1e-12);
        expect(told(a)).toBeGreaterThanOrEqual(0);
        expect(told(a)).toBeLessThanOrEqual(1);
      },
    ),
  );
});

test('misses of parts make those of the whole, in any order', () => {
  const rounded = ({ cases: counts, excess }: Misses) =>
    [...counts, ...excess].map((value) => Math.round(value * 1e9) / 1e9 + 0);
  fc.assert(
    fc.property(cases, cases, (a, b) => {
      const [one, other] = [missesOf(a, uncalibrated), missesOf(b, uncalibrated)];
      expect(rounded(withMisses(one, other))).toEqual(
        rounded(missesOf([...b, ...a], uncalibrated)),
      );
    }),
  );
});
