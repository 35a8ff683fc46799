import fc from 'fast-check';
import { givenDay, givenInstant, givenMonth } from '../../functions/src/contracts/timeRange';
import { addDays, isWeekName, weekName } from '../../functions/src/engine/days';

test.each([
  ['2026-W01', true],
  ['2026-W53', true], // 2026 begins on a Thursday
  ['2025-W53', false],
  ['2024-W53', false],
  ['1970-W01', true],
  ['1969-W52', false],
  ['2999-W52', true],
  ['3000-W01', false],
  ['2026-W00', false],
  ['2026-W54', false],
  ['2026-W60', false],
  ['0000-W00', false],
  ['2026-W1', false],
  ['2026-03', false],
])('whether %s is a week: %j', (text, expected) => {
  expect(isWeekName(text)).toBe(expected);
});

test('the week of any day that may be named is a week, but for those of 1969 and 3000', () => {
  fc.assert(
    fc.property(fc.nat(376_199), (number) => {
      const name = weekName(addDays('1970-01-01', number));
      expect(isWeekName(name)).toBe(!name.startsWith('3000'));
    }),
  );
});

test.each([
  [
    givenDay,
    ['1970-01-01', '2999-12-31', '2028-02-29'],
    ['1969-12-31', '3000-01-01', '2026-02-29'],
  ],
  [
    givenInstant,
    ['1970-01-01T00:00:00Z', '1969-12-31T23:00:00-01:00', '2999-12-31T23:59:59.999Z'],
    ['1969-12-31T23:59:59.999Z', '1970-01-01T00:00:00+00:01', '3000-01-01T00:00:00Z', '2026-01-01'],
  ],
  [givenMonth, ['1970-01', '2999-12'], ['1969-12', '3000-01', '9999-12', '2026-13', '2026-3']],
] as const)('a time from outside lies in the years 1970 to 2999', (schema, good, bad) => {
  for (const text of good) expect(schema.safeParse(text).success).toBe(true);
  for (const text of bad) expect(schema.safeParse(text).error?.issues).toHaveLength(1);
});
