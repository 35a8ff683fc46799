import { noOutages } from '../../functions/src/engine/outages';
import { reopen } from '../../functions/src/engine/reopen';
import { settle } from '../../functions/src/engine/settle';
import { program } from '../../functions/src/program';
import { HOUR, MINUTE } from '../shared/wallClock';
import { berlin, east, type Hop, kiritimati, newYork, pagoPago, tokyo } from './hops';
import { person } from './person';

/** Verdicts of the days that the ledger knows, with the reason where there is one. */
function verdicts(someone: ReturnType<typeof person>): Record<string, string> {
  const days = [...someone.ledger].sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(
    days.map(([day, { verdict, keptReason }]) => [day.slice(8), keptReason ?? verdict]),
  );
}

describe('the days that a change of zone passed over', () => {
  test('are kept: they cost neither run nor freeze, and do not count', () => {
    const someone = person(newYork);
    someone.log('2026-06-13T12:00-04:00', { type: 'evaluation_high', quantity: 10 });
    someone.move(...east);
    const { tally } = someone.settle('2026-06-15T18:00+09:00'); // 05:00 on the 15th in New York
    expect(tally).toMatchObject({ current: 1, freezes: 1, frozenDays: 0 });
    expect(verdicts(someone)).toEqual({ 13: 'active', 14: 'travel' });
    expect(someone.ledger.get('2026-06-14')?.passedOver).toEqual([Date.parse('2026-06-15T00:00Z')]);
    expect(someone.log('2026-06-15T19:00+09:00').settled.tally.current).toBe(2);
  });

  test('are not judged before they have ended where the user came from', () => {
    const someone = person(newYork);
    someone.log('2026-06-13T12:00-04:00');
    someone.move(...east);
    someone.settle('2026-06-15T03:59-04:00');
    expect(verdicts(someone)).toEqual({ 13: 'active' });
    someone.settle('2026-06-15T04:00-04:00');
    expect(verdicts(someone)).toEqual({ 13: 'active', 14: 'travel' });
  });

  test('are not kept without a run to lose', () => {
    const someone = person(newYork);
    someone.move(...east);
    someone.log('2026-06-15T19:00+09:00');
    expect(verdicts(someone)).toEqual({ 15: 'active' });
    expect(someone.state().checkpoint.journeys).toBeUndefined();
  });

  test('count like others when they are active, also late', () => {
    const someone = person(newYork);
    someone.log('2026-06-13T12:00-04:00');
    someone.move(...east);
    someone.settle('2026-06-15T18:00+09:00');
    someone.log('2026-06-14T12:00-04:00', { deliveredAt: '2026-06-15T18:00+09:00' });
    expect(someone.ledger.get('2026-06-14')).toMatchObject({ verdict: 'active', changes: 1 });
    expect(someone.events).toEqual([]);
  });

  test('are kept once in seven days', () => {
    const someone = person(tokyo);
    someone.log('2026-06-10T12:00+09:00');
    const hops: Hop[] = [
      ['2026-06-11T12:00+09:00', newYork],
      ['2026-06-12T16:00+09:00', tokyo], // the 11th is kept, once it has ended in New York
      ['2026-06-12T20:00+09:00', newYork],
      ['2026-06-13T16:00+09:00', tokyo], // the 12th is not
    ];
    for (const hop of hops) someone.move(...hop);
    someone.settle('2026-06-14T12:00+09:00');
    expect(verdicts(someone)).toMatchObject({ 10: 'active', 11: 'travel', 12: 'broken' });
  });

  test.each([
    ['a moment less than seven days after another are not', 7 * 24 * HOUR - 1, 'broken'],
    ['seven days after another are', 7 * 24 * HOUR, 'travel'],
  ])('by a change %s', (_, after, expected) => {
    const someone = person(newYork);
    const flight = Date.parse('2026-06-14T20:00-04:00');
    someone.log('2026-06-13T12:00-04:00');
    someone.move(flight, tokyo); // passes over the 14th
    someone.move(flight + HOUR, newYork);
    for (let day = 15; day <= 20; day += 1) someone.log(`2026-06-${day}T12:00-04:00`);
    someone.move(flight + after, tokyo); // passes over the 21st
    someone.settle('2026-06-22T12:00-04:00');
    expect(verdicts(someone)).toMatchObject({ 14: 'travel', 20: 'active', 21: expected });
  });

  test('are both kept when one flight passes over two', () => {
    const someone = person(pagoPago);
    someone.log('2026-06-13T12:00-11:00');
    someone.move('2026-06-15T03:30-11:00', kiritimati); // 04:30 on the 16th
    someone.settle('2026-06-16T12:00-11:00');
    expect(verdicts(someone)).toEqual({ 13: 'active', 14: 'travel', 15: 'travel' });
  });
});

describe('an activity counts', () => {
  test('for the day that its own zone shows', () => {
    const someone = person(tokyo);
    someone.log('2026-06-15T12:00+09:00', { timeZone: tokyo });
    someone.log('2026-06-15T13:00+09:00', { timeZone: newYork }); // midnight, still the 14th there
    expect(verdicts(someone)).toEqual({ 14: 'active', 15: 'active' });
  });

  test('for the earliest other open day when its own has activity already', () => {
    const someone = person('America/Los_Angeles');
    const log = (at: string, timeZone: string) => someone.log(at, { timeZone }).response.day;
    expect(log('2026-06-02T05:30Z', 'America/Los_Angeles')).toBe('2026-06-01');
    expect(log('2026-06-03T05:30Z', 'UTC')).toBe('2026-06-03');
    expect(log('2026-06-04T05:30Z', 'America/Los_Angeles')).toBe('2026-06-04'); // there it is the 3rd
    expect(log('2026-06-04T05:40Z', 'America/Los_Angeles')).toBe('2026-06-03'); // all are taken
    expect(someone.ledger.get('2026-06-04')).toMatchObject({
      count: 1,
      fromOtherDays: [{ day: '2026-06-03', zone: 'America/Los_Angeles', count: 1 }],
    });
  });

  test('once: going to and fro all day makes one day of the days that are open', () => {
    const someone = person(tokyo);
    for (let hour = 12; hour < 20; hour += 2) {
      const timeZone = hour % 4 === 0 ? berlin : tokyo;
      someone.log(Date.parse('2026-06-15T00:00+09:00') + hour * HOUR + MINUTE, { timeZone });
    }
    const { tally } = someone.settle('2026-06-16T12:30+09:00');
    expect(tally).toMatchObject({ current: 1, activeDays: 1, activities: 4 });
  });
});

describe('coming to a zone where a day is not over', () => {
  test('opens it again, with the run that had broken on it', () => {
    const someone = person(tokyo);
    someone.log('2026-06-14T12:00+09:00');
    someone.settle('2026-06-16T04:00+09:00');
    expect(verdicts(someone)).toEqual({ 14: 'active', 15: 'broken' });
    const { tally, lapseAt } = someone.move('2026-06-16T04:00+09:00', newYork); // 15:00 on the 15th
    expect(tally.current).toBe(1);
    expect(lapseAt).toBe(Date.parse('2026-06-16T04:00-04:00'));
    expect(verdicts(someone)).toEqual({ 14: 'active', 15: 'open' });
    expect(someone.log('2026-06-16T05:30+09:00').settled.tally.current).toBe(2);
    expect(someone.events.map(({ id }) => id)).toEqual([
      'streak_broken.2026-06-15.0',
      'streak_restored.2026-06-15.1',
    ]);
  });

  test('lets it break again when nothing is done there', () => {
    const someone = person(tokyo);
    someone.log('2026-06-14T12:00+09:00');
    someone.settle('2026-06-16T04:00+09:00');
    someone.move('2026-06-16T04:00+09:00', newYork);
    someone.settle('2026-06-16T04:00-04:00');
    expect(someone.events.map(({ id }) => id)).toEqual([
      'streak_broken.2026-06-15.0',
      'streak_restored.2026-06-15.1',
      'streak_broken.2026-06-15.1',
    ]);
  });

  test('leaves sealed what was sealed, also when every day is judged again', () => {
    const someone = person('Pacific/Auckland');
    someone.log('2026-06-10T12:00+12:00');
    someone.settle('2026-06-15T04:00+12:00'); // seals the 11th
    const at = Date.parse('2026-06-15T04:00+12:00');
    const { checkpoint } = someone.move(at, 'Pacific/Honolulu').state; // where it is the 14th
    expect(checkpoint.through).toBe('2026-06-11');
    const { state, stored } = reopen(someone.state(), someone.ledger, '1970-01-01', program);
    expect(settle(state, at, program, noOutages, stored).state.checkpoint).toEqual(checkpoint);
  });
});

test('the order in which activities of two devices arrive makes no difference', () => {
  const deliveries = [
    ['2026-06-02T05:40Z', 'America/Los_Angeles'],
    ['2026-06-03T05:30Z', 'UTC'],
    ['2026-06-03T06:30Z', 'America/Los_Angeles'],
    ['2026-06-03T07:30Z', 'UTC'],
    ['2026-06-04T05:30Z', 'America/Los_Angeles'],
  ] as const;
  const live = (order: readonly number[]) => {
    const someone = person('America/Los_Angeles');
    for (const index of order) {
      const [occurredAt, timeZone] = deliveries[index] ?? ['', ''];
      someone.log(occurredAt, { timeZone, deliveredAt: '2026-06-04T05:31Z' });
    }
    const { tally } = someone.settle('2026-06-06T12:00Z');
    const days = [...someone.ledger].map(([day, { count, verdict }]) => [day, count, verdict]);
    return { tally, days: days.sort() };
  };
  const inOrder = live([0, 1, 2, 3, 4]);
  expect(live([4, 3, 2, 1, 0])).toEqual(inOrder);
  expect(live([2, 4, 0, 3, 1])).toEqual(inOrder);
  expect(inOrder.tally).toMatchObject({ activeDays: 4, activities: 5 });
});

test('an instance whose clock is behind does not move anyone before what they did last', () => {
  const at = Date.parse('2026-06-14T23:30:00-04:00');
  const someone = person(newYork);
  someone.log(at);
  someone.move(at - 20_000, tokyo);
  const [, segment] = someone.state().timeline;
  expect(segment).toEqual({ from: at, zone: tokyo, told: true });
});
