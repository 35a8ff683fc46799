import { addDays } from '../../functions/src/engine/days';
import { insightsOf, passedOverBy } from '../../functions/src/engine/insights/insights';
import { yearThrough } from '../../functions/src/engine/insights/year';
import { program } from '../../functions/src/program';
import { type Person, person } from '../streaks/person';

const honolulu = 'Pacific/Honolulu';
const auckland = 'Pacific/Auckland';

/** Counts of days from 2026-06-01 on, `-` for a day that says nothing. */
function countsOf(someone: Person, until: string): string {
  const now = Date.parse(until);
  const { year } = insightsOf(someone.settle(now), someone.ledger, now, program);
  expect(year.from).toBe('2026-06-01');
  return year.counts.map((count) => count ?? '-').join('');
}

/** Active on the first of June in Honolulu, and on other days at noon. */
function inHonolulu(...others: number[]): Person {
  const someone = person(honolulu);
  for (const day of [1, ...others]) {
    someone.log(Date.UTC(2026, 5, day, 22), { timeZone: honolulu });
  }
  return someone;
}

// 12 June, 10:00 in Honolulu; 13 June, 08:00 in Auckland.
const eastwards = '2026-06-12T20:00Z';

test('a day that a flight passed over says nothing, whether or not there was a run to lose', () => {
  const without = inHonolulu();
  without.move(eastwards, auckland);
  expect(without.settle('2026-06-16T12:00Z').tally.current).toBe(0);
  expect(countsOf(without, '2026-06-16T12:00Z')).toBe('10000000000-00');
  const run = inHonolulu(2, 3, 4, 5, 6, 7, 8, 9, 10, 11);
  run.move(eastwards, auckland);
  expect(countsOf(run, '2026-06-16T12:00Z')).toBe('11111111111-00');
});

test('flights within a week of one that counted count no more than they would with a run', () => {
  const someone = inHonolulu();
  someone.move(eastwards, auckland);
  someone.move('2026-06-14T20:00Z', honolulu);
  someone.move('2026-06-16T20:00Z', auckland); // passes over the 16th
  someone.move('2026-06-18T20:00Z', honolulu);
  someone.move('2026-06-20T20:00Z', auckland); // passes over the 20th
  expect(countsOf(someone, '2026-06-26T12:00Z')).toBe('10000000000-0000000-0000');
});

test('insights that were built before are brought up to date with the same days', () => {
  const someone = inHonolulu();
  const built = Date.parse('2026-06-11T22:00Z');
  const before = insightsOf(someone.settle(built), someone.ledger, built, program);
  someone.move(eastwards, auckland);
  const now = someone.settle('2026-06-16T12:00Z');
  const since = new Map([...someone.ledger].filter(([day]) => day >= '2026-06-06'));
  const passedOver = passedOverBy(now, program.dayStartHour);
  const year = yearThrough(before.year, since, addDays(now.open.first, -1), passedOver);
  expect(year.counts.map((count) => count ?? '-').join('')).toBe('10000000000-00');
});
