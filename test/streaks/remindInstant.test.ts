import fc from 'fast-check';
import { remindInstant } from '../../functions/src/engine/userFields';
import { program } from '../../functions/src/program';
import { dayAt } from '../../functions/src/engine/timeline';
import { zoneNames } from '../shared/zoneNames';
import { type Person, instantOf, person } from './person';

const berlin = 'Europe/Berlin';

function remindedAt(someone: Person, at: string): string | null {
  const { state, lapseAt } = someone.settle(at);
  const instant = remindInstant(state, lapseAt, program);
  return instant === null ? null : new Date(instant).toISOString();
}

test.each([
  ['nothing was ever done: never', [], '2026-06-10T12:00+02:00', null],
  [
    'today is active: tomorrow evening',
    ['2026-06-10T12:00+02:00'],
    '2026-06-10T13:00+02:00',
    '2026-06-11T18:00:00.000Z',
  ],
  [
    'today is not active yet: this evening',
    ['2026-06-10T12:00+02:00'],
    '2026-06-11T05:00+02:00',
    '2026-06-11T18:00:00.000Z',
  ],
  [
    'after midnight the day before goes on: its evening, which has passed',
    ['2026-06-10T12:00+02:00'],
    '2026-06-12T01:00+02:00',
    '2026-06-11T18:00:00.000Z',
  ],
  ['the streak is lost: never', ['2026-06-10T12:00+02:00'], '2026-06-12T05:00+02:00', null],
  [
    'in winter: at 20:00 of winter time',
    ['2026-01-10T12:00+01:00'],
    '2026-01-10T13:00+01:00',
    '2026-01-11T19:00:00.000Z',
  ],
])('%s', (_, active, at, expected) => {
  const someone = person(berlin);
  for (const each of active) someone.log(each);
  expect(remindedAt(someone, at)).toBe(expected);
});

test('who flies east is reminded in the evening of the new zone', () => {
  const someone = person(berlin);
  someone.log('2026-06-10T12:00+02:00');
  someone.move('2026-06-10T13:00+02:00', 'Asia/Tokyo');
  expect(remindedAt(someone, '2026-06-10T13:00+02:00')).toBe('2026-06-11T11:00:00.000Z');
});

const instants = fc.integer({ min: Date.UTC(2000, 0), max: Date.UTC(2030, 0) });

test('in every zone it lies in the day that may be lost', () => {
  fc.assert(
    fc.property(fc.constantFrom(...zoneNames), instants, (zone, at) => {
      const someone = person(zone);
      someone.log(at);
      const { state, lapseAt } = someone.settle(at);
      const remind = remindInstant(state, lapseAt, program);
      if (remind === null || lapseAt === null) return false;
      const day = (instant: number) => dayAt(state.timeline, instant, program.dayStartHour);
      return remind < lapseAt && day(remind) === day(lapseAt - 1);
    }),
    { numRuns: 500 },
  );
});

test('a rule that starts days late in the evening reminds within its day', () => {
  const late = { ...program, dayStartHour: 22 };
  const someone = person(berlin, late);
  someone.log('2026-06-10T12:00+02:00');
  const { state, lapseAt } = someone.settle('2026-06-10T13:00+02:00');
  expect(remindInstant(state, lapseAt, late)).toBe(instantOf('2026-06-11T20:00+02:00'));
});
