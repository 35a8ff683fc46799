import { noOutages } from '../../functions/src/engine/outages';
import { program } from '../../functions/src/program';
import { explainDays } from '../../functions/src/engine/explain';
import { type Moment, type Person, person } from './person';

function explain(someone: Person, from: string, to: string, at: Moment) {
  const settled = someone.settle(at);
  return explainDays(from, to, someone.ledger, settled, { program, outages: noOutages });
}

/** Active on the 5th and 6th with a freeze, broken on the 8th, active again on the 12th. */
function returner(): Person {
  const someone = person('Europe/Berlin');
  someone.log('2026-01-05T12:00+01:00', { type: 'evaluation_high', quantity: 10 });
  someone.log('2026-01-06T12:00+01:00');
  someone.log('2026-01-12T12:00+01:00', { type: 'evaluation_high', quantity: 10 });
  return someone;
}

test('every day of the range is explained, and no other', () => {
  const days = explain(returner(), '2026-01-03', '2026-01-13', '2026-01-13T12:00+01:00');
  expect(
    days.map(({ day, verdict, current, freezes }) => [day, verdict, current, freezes]),
  ).toEqual([
    ['2026-01-03', 'missed', 0, 0],
    ['2026-01-04', 'missed', 0, 0],
    ['2026-01-05', 'active', 1, 1],
    ['2026-01-06', 'active', 2, 1],
    ['2026-01-07', 'frozen', 2, 0],
    ['2026-01-08', 'broken', 0, 0],
    ['2026-01-09', 'missed', 0, 0],
    ['2026-01-10', 'missed', 0, 0],
    ['2026-01-11', 'missed', 0, 0],
    ['2026-01-12', 'active', 1, 1],
    ['2026-01-13', 'open', 1, 1],
  ]);
});

test('a day says its zone, bounds, XP, reason and rules', () => {
  const [day] = explain(returner(), '2026-01-12', '2026-01-12', '2026-01-13T12:00+01:00');
  expect(day).toEqual({
    day: '2026-01-12',
    verdict: 'active',
    keptReason: null,
    dayOff: null,
    reason: '1 activity: 1st active day of the run.',
    timeZone: 'Europe/Berlin',
    zones: ['Europe/Berlin'],
    fromOtherDays: [],
    start: '2026-01-12T03:00:00.000Z',
    end: '2026-01-13T03:00:00.000Z',
    activities: 1,
    xp: 500,
    capped: [],
    rewards: [],
    current: 1,
    freezes: 1,
    programVersion: '1',
  });
});

test('today is open until it is active, with the run and freezes held', () => {
  const someone = returner();
  const at = '2026-01-13T12:00+01:00';
  expect(explain(someone, '2026-01-13', '2026-01-13', at)).toMatchObject([
    {
      verdict: 'open',
      current: 1,
      freezes: 1,
      reason: 'The day is not over; it is judged when it ends.',
    },
  ]);
  someone.log(at);
  expect(explain(someone, '2026-01-13', '2026-01-13', at)).toMatchObject([
    { verdict: 'active', current: 2, freezes: 1 },
  ]);
});

test('a day ahead of today is explained as of today only when it comes', () => {
  const someone = person('UTC');
  const boundary = Date.parse('2026-01-06T04:00Z');
  someone.log('2026-01-05T12:00Z', { type: 'evaluation_high', quantity: 10 });
  someone.log(boundary, { deliveredAt: boundary - 1 });
  expect(explain(someone, '2026-01-04', '2026-01-05', boundary - 1)).toMatchObject([
    { verdict: 'missed', freezes: 0 },
    { verdict: 'active', freezes: 1 },
  ]);
});

test('days before the first are missed, with no freezes, however many are held now', () => {
  const someone = person('UTC');
  someone.log('2026-01-05T12:00Z', { type: 'evaluation_high', quantity: 20 });
  const days = explain(someone, '2026-01-01', '2026-01-04', '2026-01-05T13:00Z');
  expect(days.map(({ verdict, freezes }) => [verdict, freezes])).toEqual(
    days.map(() => ['missed', 0]),
  );
});

test('days after the last have the freezes held now', () => {
  const someone = person('UTC');
  someone.settle('2026-01-05T12:00Z');
  expect(
    explain(someone, '2026-01-01', '2026-01-05', '2026-01-05T12:00Z').map((d) => d.verdict),
  ).toEqual(['missed', 'missed', 'missed', 'missed', 'open']);
});

describe('a day without a record that the user was not in', () => {
  test('is missed when a flight passed over it, since there was no run to lose', () => {
    const someone = person('Pacific/Pago_Pago');
    someone.move('2026-06-15T03:30-11:00', 'Pacific/Kiritimati');
    const days = explain(someone, '2026-06-13', '2026-06-16', '2026-06-16T12:00+14:00');
    expect(days.map(({ verdict, keptReason }) => [verdict, keptReason])).toEqual([
      ['missed', null],
      ['missed', null],
      ['open', null],
      ['open', null],
    ]);
    expect(days[2]).toMatchObject({
      start: '2026-06-15T15:00:00.000Z',
      end: '2026-06-16T15:00:00.000Z',
      zones: ['Pacific/Pago_Pago'],
    });
  });

  test('is kept when the zone left it out', () => {
    const someone = person('Pacific/Apia');
    const days = explain(someone, '2011-12-29', '2011-12-31', '2011-12-31T12:00+14:00');
    expect(days.map(({ verdict, keptReason }) => keptReason ?? verdict)).toEqual([
      'missed',
      'skipped-date',
      'open',
    ]);
  });
});
