import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { program } from '../../functions/src/program';
import { dayBounds, openDaysAt } from '../../functions/src/engine/timeline';
import { HOUR } from '../shared/wallClock';
import { newYork, tokyo } from '../streaks/hops';
import { type Person, person } from '../streaks/person';

const losAngeles = 'America/Los_Angeles';
const startHour = program.dayStartHour;

const verdictOf = (someone: Person, day: string) => {
  const entry = someone.ledger.get(day);
  return entry?.keptReason ?? entry?.verdict;
};

const endOf = (someone: Person, day: string) =>
  dayBounds(someone.state().timeline, day, startHour).end;

/** Each example of docs/rules.md, by its name there. */
const examples: Record<string, () => void> = {
  'Two devices': () => {
    const someone = person(losAngeles);
    const evening = Date.parse('2026-06-01T22:30-07:00');
    const days = Array.from({ length: 10 }, (_, night) => {
      const timeZone = night % 2 === 0 ? losAngeles : 'UTC';
      const { response } = someone.log(evening + night * 24 * HOUR, { timeZone });
      expect(response.streak.current).toBe(night + 1);
      return Number(response.day.slice(-2));
    });
    expect(days).toEqual([1, 3, 4, 5, 6, 7, 8, 9, 10, 11]);
    expect(verdictOf(someone, '2026-06-02')).toBe('travel');
  },

  'Flying west': () => {
    const someone = person(tokyo);
    someone.log('2026-06-13T12:00+09:00');
    someone.settle('2026-06-15T11:59+09:00');
    expect(verdictOf(someone, '2026-06-14')).toBe('broken');
    const noon = Date.parse('2026-06-15T12:00+09:00');
    expect(someone.move(noon, newYork)).toMatchObject({
      today: '2026-06-14',
      tally: { current: 1 },
    });
    expect(openDaysAt(someone.state().timeline, noon, startHour)).toEqual({
      first: '2026-06-14',
      last: '2026-06-15',
    });
    expect(endOf(someone, '2026-06-14')).toBe(Date.parse('2026-06-15T04:00-04:00'));
    expect(endOf(someone, '2026-06-15')).toBe(Date.parse('2026-06-16T04:00-04:00'));
    const { response } = someone.log('2026-06-15T03:59-04:00', { timeZone: newYork });
    expect(response).toMatchObject({ day: '2026-06-14', streak: { current: 2 } });
  },

  'Flying east': () => {
    const someone = person(newYork);
    someone.log('2026-06-13T12:00-04:00');
    const evening = Date.parse('2026-06-14T20:00-04:00');
    expect(someone.move(evening, tokyo).today).toBe('2026-06-15');
    for (let day = 14; day <= 21; day += 1) {
      const afternoon = Date.parse(`2026-06-${day + 1}T17:00+09:00`); // 04:00 in New York
      expect(endOf(someone, `2026-06-${day}`)).toBe(afternoon);
    }
    expect(endOf(someone, '2026-06-22')).toBe(Date.parse('2026-06-23T04:00+09:00'));
    someone.settle('2026-06-15T17:00+09:00');
    expect(verdictOf(someone, '2026-06-14')).toBe('travel');
    expect(someone.settle('2026-06-15T17:00+09:00').tally.current).toBe(1);
  },
};

test('every example of the rules page is tried here', () => {
  const page = readFileSync(join(__dirname, '../../docs/rules.md'), 'utf8');
  const told = page.slice(page.indexOf('Three examples:'), page.indexOf('**A fixed zone.**'));
  const names = [...told.matchAll(/^- _(.+?)\._/gm)].map(([, name]) => name);
  expect(names).toEqual(Object.keys(examples));
});

test.each(Object.entries(examples))('%s', (_, happens) => {
  happens();
});
