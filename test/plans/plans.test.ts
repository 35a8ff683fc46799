import { isRefusal } from '../../functions/src/contracts/errors';
import { addDays } from '../../functions/src/engine/days';
import { explainDays } from '../../functions/src/engine/explain';
import { noOutages } from '../../functions/src/engine/outages';
import {
  noPlan,
  type Plan,
  plannedReason,
  viewPlan,
  withoutPause,
  withPause,
  withRestDays,
} from '../../functions/src/engine/plans';
import { program } from '../../functions/src/program';
import { person } from '../streaks/person';
import { loadWords, withReason } from '../streaks/inEnglish';

beforeAll(loadWords);

/** A Wednesday. */
const today = '2026-03-04';

const paused = (from: string, to: string, plan: Plan = noPlan) =>
  withPause(plan, { from, to }, today, program);

function refusalOf(act: () => unknown): string | undefined {
  try {
    act();
  } catch (error) {
    if (isRefusal(error)) return error.reason;
    throw error;
  }
  return undefined;
}

describe('a pause', () => {
  test('covers its first and its last day, and no other', () => {
    const plan = paused('2026-03-05', '2026-03-07');
    const days = ['04', '05', '07', '08'].map((day) => plannedReason(plan, `2026-03-${day}`));
    expect(days).toEqual([undefined, 'paused', 'paused', undefined]);
  });

  test('that touches or overlaps another makes one of both, and twice is once', () => {
    const first = paused('2026-03-05', '2026-03-07');
    const both = paused('2026-03-06', '2026-03-09', first);
    expect(both.pauses).toEqual([{ from: '2026-03-05', to: '2026-03-09' }]);
    expect(paused('2026-03-10', '2026-03-10', both).pauses).toHaveLength(1);
    expect(paused('2026-03-05', '2026-03-09', both)).toEqual(both);
    expect(paused('2026-03-11', '2026-03-11', both).pauses).toHaveLength(2);
  });

  test.each([
    ['today', today, today, undefined],
    ['yesterday', '2026-03-03', today, 'day-has-ended'],
    ['no day', '2026-03-06', '2026-03-05', 'malformed-request'],
    ['30 days', today, addDays(today, 29), undefined],
    ['31 days', today, addDays(today, 30), 'too-many-paused-days'],
    ['30 days of each of two years', '2026-12-02', '2027-01-30', undefined],
    ['31 days of the second year', '2026-12-31', '2027-01-31', 'too-many-paused-days'],
    ['a day in more than a year', addDays(today, 367), addDays(today, 367), 'malformed-request'],
  ])('for %s: %4$s', (_, from, to, reason) => {
    expect(refusalOf(() => paused(from, to))).toBe(reason);
  });

  test('counts each day once, with those of other pauses of the year', () => {
    const plan = paused('2026-05-01', '2026-05-20');
    expect(refusalOf(() => paused('2026-05-11', '2026-05-30', plan))).toBeUndefined();
    expect(refusalOf(() => paused('2026-06-01', '2026-06-11', plan))).toBe('too-many-paused-days');
    expect(viewPlan(plan, today, program).pauseDaysLeft).toBe(10);
  });

  test('can be taken back as far as its days have not ended', () => {
    const plan = withPause(noPlan, { from: '2026-03-01', to: '2026-03-09' }, '2026-03-01', program);
    const all = { from: '0000-01-01', to: '9999-12-31' };
    expect(withoutPause(plan, all, today).pauses).toEqual([
      { from: '2026-03-01', to: '2026-03-03' },
    ]);
    const some = { from: '2026-03-06', to: '2026-03-07' };
    expect(withoutPause(plan, some, today).pauses).toEqual([
      { from: '2026-03-01', to: '2026-03-05' },
      { from: '2026-03-08', to: '2026-03-09' },
    ]);
  });
});

describe('days of rest', () => {
  test('begin with next Monday, and what is chosen until then is replaced', () => {
    const first = withRestDays(noPlan, [7, 6, 7], today, program);
    expect(first.rest).toEqual([{ from: '2026-03-09', weekdays: [6, 7] }]);
    const second = withRestDays(first, [1], '2026-03-08', program);
    expect(second.rest).toEqual([{ from: '2026-03-09', weekdays: [1] }]);
    const third = withRestDays(second, [], '2026-03-09', program);
    expect(viewPlan(third, '2026-03-09', program)).toMatchObject({
      restDays: [1],
      nextRestDays: { restDays: [], from: '2026-03-16' },
    });
    expect(plannedReason(third, '2026-03-09')).toBe('rest');
    expect(plannedReason(third, '2026-03-16')).toBeUndefined();
  });

  test('are at most 2', () => {
    expect(refusalOf(() => withRestDays(noPlan, [1, 2, 3], today, program))).toBe(
      'too-many-rest-days',
    );
  });
});

test('a missed day cannot be mended by a plan, and none of its days costs a freeze', () => {
  const someone = person('UTC');
  const ten = { type: 'evaluation_high', quantity: 10 };
  someone.log('2026-03-02T12:00Z', ten);
  const at = Date.parse('2026-03-04T03:00Z'); // still the 3rd
  someone.announce({ at, kind: 'pause', from: '2026-03-03', to: '2026-03-04' });
  const later = Date.parse('2026-03-06T05:00Z');
  const { tally, lapseAt } = someone.settle(later);
  expect(tally).toMatchObject({ current: 1, freezes: 0, frozenDays: 1 });
  expect(lapseAt).toBe(Date.parse('2026-03-07T04:00Z'));
  someone.announce({ at: later, kind: 'pause', from: '2026-03-05', to: '2026-03-09' });
  expect(someone.state().plan.pauses).toEqual([{ from: '2026-03-03', to: '2026-03-04' }]);
});

test('a planned day says so while it is open, and when it is over', () => {
  const someone = person('UTC');
  someone.log('2026-03-03T12:00Z');
  const at = Date.parse('2026-03-04T12:00Z');
  someone.announce({ at, kind: 'pause', from: '2026-03-04', to: '2026-03-04' });
  const explained = (instant: string) => {
    const settled = someone.settle(instant);
    const rules = { program, outages: noOutages };
    const [day] = explainDays(today, today, someone.ledger, settled, rules).map(withReason);
    return { verdict: day?.verdict, keptReason: day?.keptReason, reason: day?.reason };
  };
  expect(explained('2026-03-04T13:00Z')).toEqual({
    verdict: 'open',
    keptReason: 'paused',
    reason: 'The day is not over; the streak is paused, so nothing has to be done.',
  });
  expect(explained('2026-03-05T05:00Z')).toEqual({
    verdict: 'kept',
    keptReason: 'paused',
    reason: 'No activity. The streak was paused; the run stays at 1 day.',
  });
});
