import { calendarDays } from '../../functions/src/engine/calendarDays';
import { type OutageList, noOutages } from '../../functions/src/engine/outages';
import { program as lawSchool } from '../../functions/src/program';
import type { Program } from '../../functions/src/engine/program';
import { explainDays } from '../../functions/src/engine/explain';
import { remindInstant } from '../../functions/src/engine/userFields';
import { settle } from '../../functions/src/engine/settle';
import { viewStreak } from '../../functions/src/engine/streakView';
import { foldDays } from './foldedDays';
import { type Person, person } from './person';
import { loadWords, withReason } from './inEnglish';

beforeAll(loadWords);

const fourAWeek: Program = { ...lawSchool, cadence: { kind: 'perWeek', days: 4 } };
const monWedFri: Program = { ...lawSchool, cadence: { kind: 'weekdays', weekdays: [1, 3, 5] } };

/** Noon of a day of January 2026, of which the 5th is a Monday. */
const noon = (day: number) => `2026-01-${String(day).padStart(2, '0')}T12:00Z`;

function activeOn(program: Program, days: readonly number[], outages?: () => OutageList): Person {
  const someone = person('UTC', program, outages);
  for (const day of days) someone.log(noon(day));
  return someone;
}

describe('four days a week', () => {
  test.each([
    ['give three days off, and the next is missed', 'f . . . .', 'a k k k b', 0],
    ['use a freeze only after them', 'V10 . . . . f', 'a k k k f a', 2],
    ['use none up before the run starts', '. . . f . . .', '- - - a k k k', 1],
    ['give three more from Monday on', 'f f f f . . . . . . .', 'a a a a k k k k k k b', 0],
    ['count days off before and between', 'f . f . f . .', 'a k a k a k b', 0],
    ['keep what was used up after a break', 'f . . . . f .', 'a k k k b a b', 0],
    ['forget it on Monday', 'f . . . . f f . . .', 'a k k k b a a k k k', 2],
    ['take none for a day that is kept anyway', 'f ~ . . ~ . .', 'a k k k k k b', 0],
    ['take none for a day that does nothing to a run', 'f . . . . . f', 'a k k k b - a', 1],
    ['come before a recovery', 'f + + + +', 'a k k k k', 1],
    ['begin with the run, so an earlier one uses more up', '. . f . . . f', '- - a k k k a', 2],
    ['begin with the run, wherever its first day is', 'f . f . . . f', 'a k a k k b a', 1],
  ])('%s', (_, days, verdicts, current) => {
    const folded = foldDays(days, { program: fourAWeek });
    expect(folded.verdicts).toBe(verdicts);
    expect(folded.tally.current).toBe(current);
  });

  test('spare a recovery where a day off will do', () => {
    const { days, tally } = foldDays('f + + + +', { program: fourAWeek });
    expect(days.map(({ keptReason }) => keptReason).slice(3)).toEqual(['off-day', 'recovered']);
    expect(tally.recoveries).toBe(1);
  });

  test('lapse with the first day that cannot be off, and remind on its evening', () => {
    const { state, lapseAt } = activeOn(fourAWeek, [5]).settle(noon(5));
    expect(lapseAt).toBe(Date.parse('2026-01-10T04:00Z'));
    const remindAt = remindInstant(state, lapseAt, fourAWeek);
    expect(remindAt).toBe(Date.parse('2026-01-09T20:00Z'));
  });

  test.each([
    ['on Wednesday, two being left', [5, 7], 7, '2026-01-11T04:00Z'],
    ['on Sunday, when all are used and Monday gives new ones', [5, 9, 11], 11, '2026-01-16T04:00Z'],
    ['on Saturday, when none is left', [5, 9], 10, '2026-01-11T04:00Z'],
  ])('lapse as they should %s', (_, days, today, lapseAt) => {
    expect(activeOn(fourAWeek, days).settle(noon(today)).lapseAt).toBe(Date.parse(lapseAt));
  });

  test('are not used up by an outage, though it is looked at when its day ends', () => {
    const outage = {
      id: 'any',
      reason: 'any',
      from: Date.parse(noon(6)),
      to: Date.parse('2026-01-07T05:00Z'),
    };
    const list = { version: 1, outages: [outage] };
    const someone = activeOn(fourAWeek, [5], () => list);
    const { lapseAt, lossAt } = someone.settle(noon(5));
    expect([lapseAt, lossAt].map((at) => new Date(at ?? 0).toISOString().slice(8, 10))).toEqual([
      '10',
      '11',
    ]);
    someone.settle('2026-01-11T04:00Z');
    const reasons = ['06', '07', '08', '09'].map(
      (day) => someone.ledger.get(`2026-01-${day}`)?.keptReason,
    );
    expect(reasons).toEqual(['outage', 'off-day', 'off-day', 'off-day']);
    expect(someone.ledger.get('2026-01-10')?.verdict).toBe('broken');
  });

  test('a late activity gives its day off back, and with it a run that broke', () => {
    const someone = activeOn(fourAWeek, [5]);
    expect(someone.settle(noon(10)).tally.current).toBe(0);
    const { settled } = someone.log(noon(8), { deliveredAt: noon(10) });
    expect(settled.events.map(({ kind }) => kind)).toEqual(['streak_restored']);
    expect(settled.tally).toMatchObject({ current: 2, daysOff: { used: 3 } });
  });
});

describe('chosen weekdays', () => {
  test.each([
    ['ask for nothing on the others', 'f . f . f . . .', 'a k a k a k k b', 0],
    ['count the others when they are active', 'f f f', 'a a a', 3],
    ['break a run on theirs', 'f . .', 'a k b', 0],
    ['use a freeze on theirs alone', 'V10 . . . f', 'a k f k a', 2],
  ])('%s', (_, days, verdicts, current) => {
    const folded = foldDays(days, { program: monWedFri });
    expect(folded.verdicts).toBe(verdicts);
    expect(folded.tally.current).toBe(current);
  });

  test('lapse when the first of them ends that is not active', () => {
    expect(activeOn(monWedFri, [9]).settle(noon(9)).lapseAt).toBe(Date.parse('2026-01-13T04:00Z'));
  });
});

test('a plan that leaves no day to be asked for is looked at again, and holds nothing up', () => {
  const someone = activeOn(monWedFri, [5]);
  const state = {
    ...someone.state(),
    plan: { pauses: [], rest: [{ from: '2026-01-05', weekdays: [1, 3, 5] }] },
  };
  const { lapseAt } = settle(state, Date.parse(noon(5)), monWedFri, noOutages);
  expect(lapseAt).toBe(Date.parse('2027-02-11T04:00Z'));
});

describe('a day off is shown', () => {
  const explained = (program: Program, days: readonly number[], from: number, at: number) => {
    const someone = activeOn(program, days);
    const settled = someone.settle(noon(at));
    const rules = { program, outages: noOutages };
    const range = { from: `2026-01-0${from}`, to: settled.today };
    return {
      someone,
      settled,
      rules,
      days: explainDays(range.from, range.to, someone.ledger, settled, rules).map(withReason),
    };
  };

  test('with its number and how many a week has', () => {
    const { days } = explained(fourAWeek, [5, 7], 5, 9);
    expect(days.map(({ verdict, keptReason, dayOff }) => [verdict, keptReason, dayOff])).toEqual([
      ['active', null, null],
      ['kept', 'off-day', { nth: 1, of: 3 }],
      ['active', null, null],
      ['kept', 'off-day', { nth: 2, of: 3 }],
      ['open', 'off-day', { nth: 3, of: 3 }],
    ]);
    expect(days[3]?.reason).toBe(
      'No activity. It was a day off: 2 of 3 this week; the run stays at 2 days.',
    );
    expect(days[4]?.reason).toBe(
      'The day is not over; without activity it is a day off: 3 of 3 this week.',
    );
  });

  test('and not promised where there is none left', () => {
    const { days } = explained(fourAWeek, [5, 7], 9, 9 + 1);
    expect(days.at(-1)).toMatchObject({ verdict: 'open', keptReason: null, dayOff: null });
  });

  test('as one of the weekday, also without a run and ahead', () => {
    const { settled, rules, days } = explained(monWedFri, [5], 5, 9);
    expect(days.map(({ verdict, keptReason }) => [verdict, keptReason])).toEqual([
      ['active', null],
      ['kept', 'off-day'],
      ['broken', null],
      ['kept', 'off-day'],
      ['open', null],
    ]);
    expect(days[1]?.reason).toBe(
      'No activity. It was a weekday on which nothing has to be done; the run stays at 1 day.',
    );
    const ahead = calendarDays({ from: '2026-01-08', to: '2026-01-12' }, new Map(), settled, rules);
    expect(ahead.map(({ verdict, keptReason }) => [verdict, keptReason])).toEqual([
      ['kept', 'off-day'],
      ['open', null],
      ['future', 'off-day'],
      ['future', 'off-day'],
      ['future', null],
    ]);
  });

  test('in the streak, with what is left of the week', () => {
    const { settled } = explained(fourAWeek, [5, 7], 5, 9);
    expect(viewStreak(settled, Date.parse(noon(9)), fourAWeek).cadence).toEqual({
      kind: 'perWeek',
      weekdays: [1, 2, 3, 4, 5, 6, 7],
      daysPerWeek: 4,
      daysOff: { used: 2, of: 3 },
    });
    const other = explained(monWedFri, [5], 5, 6).settled;
    expect(viewStreak(other, Date.parse(noon(6)), monWedFri).cadence).toEqual({
      kind: 'weekdays',
      weekdays: [1, 3, 5],
      daysPerWeek: 3,
      daysOff: null,
    });
  });
});

test('a daily program stores what it always has', () => {
  const { state, tally } = activeOn(lawSchool, [5, 6, 8]).settle(noon(12));
  expect([state.checkpoint, tally].filter((tally) => 'daysOff' in tally)).toEqual([]);
  expect(Object.values(state.recent).filter((day) => 'dayOff' in day)).toEqual([]);
});
