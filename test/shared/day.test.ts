import fc from 'fast-check';
import * as days from '../../functions/src/engine/days';

const { addDays, dayFromNumber, dayNumber, daysBetween, isoWeekStart } = days;

test.each([
  ['the next day', '2026-06-15', 1, '2026-06-16'],
  ['the day before', '2026-06-15', -1, '2026-06-14'],
  ['no day', '2026-06-15', 0, '2026-06-15'],
  ['over the end of a month', '2026-04-30', 1, '2026-05-01'],
  ['over the end of a year', '2026-12-31', 1, '2027-01-01'],
  ['onto a leap day', '2028-02-28', 1, '2028-02-29'],
  ['past no leap day in a common year', '2026-02-28', 1, '2026-03-01'],
  ['past no leap day in 2100', '2100-02-28', 1, '2100-03-01'],
  ['back over a leap day', '2028-03-01', -1, '2028-02-29'],
  ['a leap year on', '2028-01-01', 366, '2029-01-01'],
  ['back to before 1970', '1970-01-01', -1, '1969-12-31'],
  ['on from the last day that anyone may name', '2999-12-31', 1, '3000-01-01'],
  ['back to the first day there is', '1970-01-01', -365, '1969-01-01'],
])('adding days leads %s: %s %i', (_, day, count, result) => {
  expect(addDays(day, count)).toBe(result);
  expect(daysBetween(day, result)).toBe(count);
});

test.each([
  ['Monday itself', '2026-06-15', '2026-06-15'],
  ['the Monday before a Tuesday', '2026-06-16', '2026-06-15'],
  ['the Monday before a Sunday', '2026-06-21', '2026-06-15'],
  ['a Monday of the year before', '2027-01-03', '2026-12-28'],
  ['a Monday after a leap day', '2028-03-05', '2028-02-28'],
  ['the Monday before the epoch', '1970-01-01', '1969-12-29'],
  ['a Monday long before the epoch', '1969-12-28', '1969-12-22'],
])('an ISO week starts on %s: %s', (_, day, monday) => {
  expect(isoWeekStart(day)).toBe(monday);
});

test('the month of a day is its first seven characters', () => {
  expect(days.monthOf('2026-06-15')).toBe('2026-06');
});

const anyDay = fc
  .date({
    min: new Date('1969-01-08'),
    max: new Date('3000-12-24'),
    noInvalidDate: true,
  })
  .map((date) => date.toISOString().slice(0, 10));

test('numbers and days are the same thing', () => {
  fc.assert(
    fc.property(anyDay, (day) => {
      expect(dayFromNumber(dayNumber(day))).toBe(day);
      expect(Number.isInteger(dayNumber(day))).toBe(true);
    }),
  );
});

test('days compare as text, in the order of time', () => {
  fc.assert(
    fc.property(anyDay, anyDay, (a, b) => {
      expect(a < b).toBe(daysBetween(a, b) > 0);
      expect([days.earlierDay(a, b), days.laterDay(a, b)]).toEqual([a, b].sort());
    }),
  );
});

test('every day lies in the week of one Monday, at most six days after it', () => {
  fc.assert(
    fc.property(anyDay, (day) => {
      const monday = isoWeekStart(day);
      expect(new Date(monday).getUTCDay()).toBe(1);
      expect(daysBetween(monday, day)).toBeGreaterThanOrEqual(0);
      expect(daysBetween(monday, day)).toBeLessThanOrEqual(6);
    }),
  );
});

test('arithmetic gives the day that the calendar has there, or refuses; it never leaves the years', () => {
  const [first, last] = [Date.UTC(1969, 0, 1), Date.UTC(3000, 11, 31)];
  const far = fc.oneof(fc.integer({ min: -800, max: 800 }), fc.integer());
  fc.assert(
    fc.property(
      fc.oneof(anyDay, fc.constantFrom('1970-01-01', '2999-12-31')),
      far,
      (day, count) => {
        const expected = Date.parse(day) + count * 86_400_000;
        if (expected >= first && expected <= last) {
          expect(addDays(day, count)).toBe(new Date(expected).toISOString().slice(0, 10));
        } else {
          expect(() => addDays(day, count)).toThrow(RangeError);
        }
      },
    ),
  );
});

test.each(['0000-01-01', '1968-12-31', '3001-01-01', '9999-12-31', '+010000-01-01', 'NaN', ''])(
  '%j is no day',
  (text) => {
    expect(() => dayNumber(text)).toThrow('A day must be a date of the years 1969 to 3000.');
    expect(() => addDays(text, 1)).toThrow(RangeError);
    expect(() => isoWeekStart(text)).toThrow(RangeError);
  },
);

test.each([NaN, Infinity, 0.5, -366, 376_931])('no day has the number %d', (number) => {
  expect(() => dayFromNumber(number)).toThrow(RangeError);
});

test('what is reckoned from any day that may be named lies in the years: a year on either side', () => {
  for (const day of ['1970-01-01', '2999-12-31']) {
    expect(daysBetween(addDays(day, -365), addDays(day, 365))).toBe(730);
  }
});
