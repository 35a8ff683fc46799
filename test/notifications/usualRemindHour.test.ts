import fc from 'fast-check';
import { quietUntil } from '../../functions/src/engine/quietHours';
import { usualRemindHour } from '../../functions/src/features/notifications/remindHour';
import { program } from '../../functions/src/program';
import { remindInstant } from '../../functions/src/engine/userFields';
import { person } from '../streaks/person';
import { zoneNames } from '../shared/zoneNames';

const night = { from: 22, to: 8 };

/** So many days begun in each of some hours. */
const begun = (days: Readonly<Record<number, number>>) =>
  Array.from({ length: 24 }, (_, hour) => days[hour] ?? 0);

test.each([
  ['nothing is known: in the evening', {}, night, 20],
  ['6 days are known: in the evening', { 8: 6 }, night, 20],
  ['at eight in the morning: an hour after that hour', { 8: 14 }, night, 10],
  ['at eight, and on three days of a hundred later: still', { 8: 97, 13: 3 }, night, 10],
  ['at eight, and on more days than that later: after the later one', { 8: 96, 13: 4 }, night, 15],
  ['at six in the morning: when quiet hours are over', { 5: 14 }, night, 8],
  ['at seven in the evening: later than in the evening', { 19: 14 }, night, 21],
  ['at nine in the evening: half an hour before quiet hours', { 21: 14 }, night, 21.5],
  ['after midnight, which is late on the day: as well', { 1: 14 }, night, 21.5],
  ['after midnight, without quiet hours: an hour after', { 1: 14 }, null, 3],
  ['just before the day ends: half an hour before its end', { 3: 14 }, null, 3.5],
  ['with quiet hours that are none: an hour after', { 22: 14 }, { from: 9, to: 9 }, 0],
  ['with quiet hours at noon: before them', { 10: 14 }, { from: 12, to: 14 }, 11.5],
  ['in the evening, with quiet hours from seven', {}, { from: 19, to: 7 }, 18.5],
  ['but for an hour, all is quiet', { 8: 14 }, { from: 4, to: 3 }, 3],
])('who acts %s', (_, days, quiet, expected) => {
  expect(usualRemindHour(begun(days), quiet, 4)).toBe(expected);
});

const hour = fc.nat(23);
const habits = fc.array(fc.nat(20), { minLength: 24, maxLength: 24 });
const quietHours = fc.record({ from: hour, to: hour });

test('nobody is reminded in quiet hours, or just before them', () => {
  fc.assert(
    fc.property(habits, quietHours, hour, (days, quiet, startHour) => {
      const at = usualRemindHour(days, quiet, startHour);
      expect(at).toBeGreaterThanOrEqual(0);
      expect(at).toBeLessThan(24);
      const instant = Date.UTC(2026, 5, 10) + at * 3_600_000;
      expect(quietUntil(quiet, instant, 'UTC')).toBeUndefined();
    }),
    { numRuns: 1000 },
  );
});

test('but for quiet hours and the end of the day, a usual day has begun an hour before', () => {
  fc.assert(
    fc.property(habits, hour, (days, startHour) => {
      const total = days.reduce((sum, count) => sum + count);
      fc.pre(total >= 7);
      const intoDay = (usualRemindHour(days, null, startHour) - startHour + 24) % 24;
      const until = intoDay === 23.5 ? 24 : intoDay - 1;
      const early = days.filter((_, each) => (each - startHour + 24) % 24 < until);
      expect(early.reduce((sum, count) => sum + count, 0)).toBeGreaterThanOrEqual(total * 0.9);
    }),
  );
});

test('in every zone it is that hour on the day that may be lost, and not a quiet one', () => {
  const instants = fc.integer({ min: Date.UTC(2000, 0), max: Date.UTC(2030, 0) });
  fc.assert(
    fc.property(fc.constantFrom(...zoneNames), instants, habits, (zone, at, days) => {
      const someone = person(zone);
      someone.log(at);
      const { state, lapseAt } = someone.settle(at);
      const remindHour = usualRemindHour(days, night, program.dayStartHour);
      const instant = remindInstant({ ...state, remindHour }, lapseAt, program);
      expect(instant).toBeLessThan(lapseAt ?? 0);
      expect(quietUntil(night, instant ?? 0, zone)).toBeUndefined();
    }),
    { numRuns: 300 },
  );
});
