import { addDays } from '../../functions/src/engine/days';
import type { Program } from '../../functions/src/engine/program';
import { DAY, HOUR, MINUTE } from '../shared/wallClock';
import { fitness } from './fitness';
import { type Person, person } from './person';

const noon = (day: string) => Date.parse(`${day}T12:00Z`);
const eventsOf = ({ events }: Person) => events.map(({ id }) => id);

/** Someone with a run of `days` days up to the 10th, at noon in UTC; `xp` of the last day decides on freezes. */
function runner(days: number, evaluations = 0): Person {
  const someone = person('UTC');
  for (let n = days - 1; n > 0; n--) someone.log(noon(addDays('2026-02-10', -n)));
  const quantity = Math.max(1, evaluations);
  const type = evaluations > 0 ? 'evaluation_high' : 'flashcard_set_completed';
  someone.log(noon('2026-02-10'), { type, quantity });
  return someone;
}

test('a freeze used for a day comes back when the day turns out active', () => {
  const someone = runner(1, 10);
  const missed = someone.settle('2026-02-12T04:00Z');
  expect(missed.tally).toMatchObject({ current: 1, freezes: 0, frozenDays: 1 });
  const { settled } = someone.log(noon('2026-02-11'), { deliveredAt: '2026-02-12T05:00Z' });
  expect(settled.tally).toMatchObject({ current: 2, freezes: 1, frozenDays: 0 });
  expect(someone.ledger.get('2026-02-11')).toMatchObject({ verdict: 'active', changes: 1 });
  expect(someone.events).toEqual([
    {
      id: 'freeze_applied.2026-02-11.0',
      kind: 'freeze_applied',
      day: '2026-02-11',
      freezesLeft: 0,
    },
    {
      id: 'freeze_refunded.2026-02-11.1',
      kind: 'freeze_refunded',
      day: '2026-02-11',
      freezes: 1,
      cause: 'activity',
    },
  ]);
});

test('a day that was judged once has not changed', () => {
  const someone = runner(2, 10);
  someone.settle('2026-02-13T04:00Z');
  expect([...someone.ledger.values()].map(({ verdict, changes }) => [verdict, changes])).toEqual([
    ['active', 0],
    ['active', 0],
    ['frozen', 0],
    ['broken', 0],
  ]);
});

test('a break tells how long the run was, not the longest', () => {
  const someone = person('UTC');
  for (const day of [2, 3, 4, 6, 7]) someone.log(noon(`2026-02-0${day}`));
  someone.settle('2026-02-09T04:00Z');
  const lost = someone.events.map((event) => (event.kind === 'streak_broken' ? event.lost : 0));
  expect(lost).toEqual([3, 2]);
});

test('a break is undone when the day turns out active', () => {
  const someone = runner(3);
  expect(someone.settle('2026-02-12T04:00Z').tally.current).toBe(0);
  const { settled } = someone.log(noon('2026-02-11'), { deliveredAt: '2026-02-12T05:00Z' });
  expect(settled.tally).toMatchObject({ current: 4, runStart: '2026-02-08', brokenRuns: 0 });
  expect(someone.events).toEqual([
    {
      id: 'streak_broken.2026-02-11.0',
      kind: 'streak_broken',
      day: '2026-02-11',
      lost: 3,
      winBack: 2,
    },
    {
      id: 'streak_restored.2026-02-11.1',
      kind: 'streak_restored',
      day: '2026-02-11',
      current: 4,
      cause: 'activity',
    },
  ]);
});

test('a run begun after the break is joined to the one before', () => {
  const someone = runner(3);
  someone.log(noon('2026-02-12'));
  const { tally } = someone.log(noon('2026-02-11'), {
    deliveredAt: '2026-02-12T13:00Z',
  }).settled;
  expect(tally).toMatchObject({ current: 5, longest: 5, runStart: '2026-02-08' });
});

test('a freeze earned late saves the day after: the break is undone and the freeze is told', () => {
  const someone = runner(2);
  someone.settle('2026-02-12T04:00Z');
  const quantity = 10;
  const { settled } = someone.log(noon('2026-02-10') + HOUR, {
    type: 'evaluation_high',
    quantity,
    deliveredAt: '2026-02-12T05:00Z',
  });
  expect(settled.tally).toMatchObject({ current: 2, freezes: 0, frozenDays: 1 });
  expect(eventsOf(someone)).toEqual([
    'streak_broken.2026-02-11.0',
    'streak_restored.2026-02-11.1',
    'freeze_applied.2026-02-11.1',
  ]);
});

test('a freeze refunded on one day covers the next missed one', () => {
  const someone = runner(1, 10);
  someone.settle('2026-02-13T03:00Z');
  expect(eventsOf(someone)).toEqual(['freeze_applied.2026-02-11.0']);
  someone.settle('2026-02-13T04:00Z');
  const { tally } = someone.log(noon('2026-02-11'), {
    deliveredAt: '2026-02-13T05:00Z',
  }).settled;
  expect(tally).toMatchObject({ current: 2, freezes: 0, frozenDays: 1 });
  expect(eventsOf(someone).slice(1)).toEqual([
    'streak_broken.2026-02-12.0',
    'freeze_refunded.2026-02-11.1',
    'streak_restored.2026-02-12.1',
    'freeze_applied.2026-02-12.1',
  ]);
});

test('a late activity before a missed day does not change what was lost twice', () => {
  const someone = runner(2);
  someone.settle('2026-02-12T04:00Z');
  const before = eventsOf(someone);
  someone.log(noon('2026-02-10') + HOUR, { deliveredAt: '2026-02-12T05:00Z' });
  expect(eventsOf(someone)).toEqual(before);
});

test('a late activity on a day before the run begins makes the run longer, and a gap a break', () => {
  const someone = person('UTC');
  someone.log(noon('2026-02-10'));
  someone.log(noon('2026-02-08') + HOUR, { deliveredAt: '2026-02-10T12:30Z' });
  expect(someone.ledger.get('2026-02-09')?.verdict).toBe('broken');
  expect(someone.settle('2026-02-10T13:00Z').tally).toMatchObject({ current: 1, brokenRuns: 1 });
  someone.log(noon('2026-02-09'), { deliveredAt: '2026-02-10T14:00Z' });
  expect(someone.settle('2026-02-10T15:00Z').tally).toMatchObject({ current: 3, brokenRuns: 0 });
});

test('a milestone reached by a late activity is told once, on the day that reached it', () => {
  const someone = person('UTC');
  for (const day of [2, 3, 4, 6, 7, 8]) someone.log(noon(`2026-02-0${day}`));
  expect(eventsOf(someone)).toEqual(['streak_broken.2026-02-05.0']);
  const other = person('UTC');
  for (const day of [2, 3, 4, 5, 6, 8]) other.log(noon(`2026-02-0${day}`));
  other.log(noon('2026-02-07'), { deliveredAt: '2026-02-08T13:00Z' });
  other.log(noon('2026-02-08'), { deliveredAt: '2026-02-08T14:00Z' });
  expect(eventsOf(other)).toEqual([
    'streak_broken.2026-02-07.0',
    'streak_restored.2026-02-07.1',
    'milestone.7.2026-02-02',
  ]);
});

test('a milestone already told is not told again after later days are folded anew', () => {
  const someone = runner(7);
  expect(eventsOf(someone)).toEqual(['milestone.7.2026-02-04']);
  for (let day = 11; day < 20; day++) someone.log(noon(`2026-02-${day}`));
  expect(eventsOf(someone)).toEqual(['milestone.7.2026-02-04', 'milestone.14.2026-02-04']);
});

describe('a milestone is told once in a run', () => {
  /** It tells of the first day of each run, and of the fourth. */
  const program: Program = { ...fitness, cadence: { kind: 'daily' } };
  const milestonesOf = (someone: Person) =>
    eventsOf(someone).filter((id) => id.startsWith('milestone'));

  test('that turns out to have begun a day earlier', () => {
    const someone = person('UTC', program);
    someone.log(noon('2026-02-10'));
    someone.log(noon('2026-02-09'), { deliveredAt: '2026-02-10T13:00Z' });
    someone.log(noon('2026-02-11'));
    expect(milestonesOf(someone)).toEqual(['milestone.1.2026-02-10']);
    someone.settle('2026-03-10T12:00Z');
    expect(milestonesOf(someone)).toEqual(['milestone.1.2026-02-10']);
    expect(someone.state().told).toEqual([]);
  });

  test('also one that was reached before it was known where the run began', () => {
    const someone = person('UTC', program);
    for (const day of [10, 11]) someone.log(noon(`2026-02-${day}`));
    someone.log(noon('2026-02-09'), { deliveredAt: '2026-02-11T11:30Z' });
    for (const day of [12, 13, 14]) someone.log(noon(`2026-02-${day}`));
    expect(milestonesOf(someone)).toEqual(['milestone.1.2026-02-10', 'milestone.4.2026-02-09']);
  });

  test('that another device turns out to have begun', () => {
    const someone = person('Asia/Tokyo', program);
    someone.log('2026-02-10T10:00+09:00');
    someone.log('2026-02-10T11:00+09:00', { timeZone: 'America/New_York' }); // still the 9th there
    expect(someone.settle('2026-02-10T12:00+09:00').tally).toMatchObject({
      current: 2,
      runStart: '2026-02-09',
    });
    expect(milestonesOf(someone)).toEqual(['milestone.1.2026-02-10']);
  });

  test('and again in the next run, also when the one before has been joined to another', () => {
    const someone = person('UTC', program);
    for (const day of [10, 12]) someone.log(noon(`2026-02-${day}`));
    someone.log(noon('2026-02-11'), { deliveredAt: '2026-02-12T13:00Z' });
    someone.log(noon('2026-02-15'));
    expect(someone.settle('2026-02-15T13:00Z').tally).toMatchObject({ current: 1 });
    expect(milestonesOf(someone)).toEqual([
      'milestone.1.2026-02-10',
      'milestone.1.2026-02-12',
      'milestone.1.2026-02-15',
    ]);
  });
});

describe('a day is sealed', () => {
  test.each([
    ['not while an activity can still be put on it', '2026-02-12T12:00Z', '2026-02-08'],
    ['once 4 days, today included, have begun after it', '2026-02-14T04:00Z', '2026-02-10'],
    ['not one moment earlier', Date.parse('2026-02-14T04:00Z') - 1, '2026-02-09'],
  ])('%s', (_, at, through) => {
    const someone = runner(5);
    expect(someone.settle(at).state.checkpoint.through).toBe(through);
  });

  test('not while an activity can be put on it from any zone that is recent', () => {
    const someone = person('Pacific/Pago_Pago');
    someone.move('2026-06-15T03:30-11:00', 'Pacific/Kiritimati'); // from the 14th to the 16th
    const now = Date.parse('2026-06-17T04:30+14:00');
    expect(someone.settle(now).state.checkpoint.through).toBe('2026-06-11');
    expect(someone.log(now - 48 * HOUR, { deliveredAt: now }).response.day).toBe('2026-06-13');
  });

  test('so at most the last 4 days are kept open, and one ahead', () => {
    const someone = person('UTC');
    for (let at = noon('2026-02-01'); at < noon('2026-04-01'); at += DAY) {
      someone.log(at);
      expect(Object.keys(someone.state().recent).length).toBeLessThanOrEqual(4);
    }
    const boundary = Date.parse('2026-04-02T04:00Z');
    someone.log(boundary, { deliveredAt: boundary - MINUTE });
    expect(Object.keys(someone.state().recent)).toHaveLength(4);
  });

  test('also a quiet day: a user who returns after a year starts with nothing open', () => {
    const someone = runner(3);
    const { state, tally } = someone.settle('2027-02-10T12:00Z');
    expect(state.recent).toEqual({});
    expect(state.told).toEqual([]);
    expect(state.checkpoint).toEqual({ ...tally, through: '2027-02-06' });
  });
});
