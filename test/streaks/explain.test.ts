import { noOutages } from '../../functions/src/engine/outages';
import { calendarDays } from '../../functions/src/engine/calendarDays';
import { markOf } from '../../functions/src/engine/ledger';
import { settle } from '../../functions/src/engine/settle';
import { openDay } from '../../functions/src/engine/streakState';
import { program } from '../../functions/src/program';
import { explainDays } from '../../functions/src/engine/explain';
import { type Moment, type Person, person } from './person';
import { loadWords, withReason } from './inEnglish';

beforeAll(loadWords);

function explain(someone: Person, from: string, to: string, at: Moment) {
  const settled = someone.settle(at);
  const rules = { program, outages: noOutages };
  return explainDays(from, to, someone.ledger, settled, rules).map(withReason);
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
    ['2026-01-03', 'before', 0, 0],
    ['2026-01-04', 'before', 0, 0],
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
    { verdict: 'before', freezes: 0 },
    { verdict: 'active', freezes: 1 },
  ]);
});

test('days before the first have no verdict, and no freezes, however many are held now', () => {
  const someone = person('UTC');
  someone.log('2026-01-05T12:00Z', { type: 'evaluation_high', quantity: 20 });
  const days = explain(someone, '2026-01-01', '2026-01-04', '2026-01-05T13:00Z');
  expect(days.map(({ verdict, freezes }) => [verdict, freezes])).toEqual(
    days.map(() => ['before', 0]),
  );
});

test('days after the last have the freezes held now', () => {
  const someone = person('UTC');
  someone.settle('2026-01-05T12:00Z');
  expect(
    explain(someone, '2026-01-01', '2026-01-05', '2026-01-05T12:00Z').map((d) => d.verdict),
  ).toEqual(['before', 'before', 'before', 'before', 'open']);
});

describe('a day without a record that the user was not in', () => {
  test('is missed when a flight passed over it, since there was no run to lose', () => {
    const someone = person('Pacific/Pago_Pago');
    someone.log('2026-06-02T12:00-11:00');
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
    someone.log('2011-12-20T12:00-10:00');
    const days = explain(someone, '2011-12-29', '2011-12-31', '2011-12-31T12:00+14:00');
    expect(days.map(({ verdict, keptReason }) => keptReason ?? verdict)).toEqual([
      'missed',
      'skipped-date',
      'open',
    ]);
  });
});

test('a day before the first one says so, also where freezes were given on it', () => {
  const someone = person('UTC');
  someone.log('2026-01-05T12:00Z');
  const settled = someone.settle('2026-01-05T13:00Z');
  const empty = { ...openDay('UTC', program), verdict: 'missed', freezesGiven: 1 } as const;
  const recorded = new Map([...someone.ledger, ['2026-01-03', empty] as const]);
  const rules = { program, outages: noOutages };
  const days = explainDays('2026-01-03', '2026-01-04', recorded, settled, rules);
  const [given, before] = days.map(withReason);
  expect([given, before]).toMatchObject([
    {
      verdict: 'before',
      reason: expect.stringMatching(/^Nothing had .* 1 freeze was given/) as string,
    },
    { verdict: 'before', reason: 'Nothing had been done yet.' },
  ]);
  const marks = new Map([['2026-01-03', markOf(empty)]]);
  const shown = calendarDays({ from: '2026-01-03', to: '2026-01-05' }, marks, settled, rules);
  expect(shown.map(({ verdict }) => verdict)).toEqual(['before', 'before', 'open']);
});

test('a late activity on an earlier day is the first, and what lies between is missed', () => {
  const someone = person('UTC');
  someone.log('2026-01-07T12:00Z');
  const at = '2026-01-07T13:00Z';
  const verdicts = () => explain(someone, '2026-01-03', '2026-01-07', at).map((d) => d.verdict);
  expect(verdicts()).toEqual(['before', 'before', 'before', 'before', 'active']);
  someone.log('2026-01-05T14:00Z', { deliveredAt: at });
  expect(verdicts()).toEqual(['before', 'before', 'active', 'broken', 'active']);
});

test('where the first day is not known, those before it are shown as they always were', () => {
  const someone = person('UTC');
  someone.log('2026-01-05T12:00Z');
  const settled = someone.settle('2026-01-05T13:00Z');
  const { firstActiveDay: _, ...tally } = settled.tally;
  const rules = { program, outages: noOutages };
  const [day] = explainDays('2026-01-04', '2026-01-04', new Map(), { ...settled, tally }, rules);
  expect(day?.verdict).toBe('missed');
});

test('today says that an outage covers it, as it says it of a pause', () => {
  const someone = person('UTC');
  someone.log('2026-01-05T12:00Z');
  const at = '2026-01-06T20:00Z';
  const [from, to] = [Date.parse('2026-01-06T10:00Z'), Date.parse('2026-01-06T15:00Z')];
  const outages = { version: 1, outages: [{ id: 'disk', from, to, reason: 'Full disk' }] };
  const rules = { program, outages };
  const settled = settle(someone.state(), Date.parse(at), program, outages);
  const days = explainDays('2026-01-06', '2026-01-06', someone.ledger, settled, rules);
  const [today] = days.map(withReason);
  expect(today).toMatchObject({
    verdict: 'open',
    keptReason: 'outage',
    reason:
      'The day is not over; without activity it is kept: the service was down from 2026-01-06 10:00 to 2026-01-06 15:00 UTC (Full disk).',
  });
});
