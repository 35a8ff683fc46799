import fc from 'fast-check';
import * as days from '../../functions/src/shared/day';

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
  ['in the first century', '0099-12-31', 1, '0100-01-01'],
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
    min: new Date('0000-01-08'),
    max: new Date('9999-12-24'),
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
