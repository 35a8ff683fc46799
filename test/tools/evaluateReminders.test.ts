import { defaultProgram as program } from '../../functions/src/presets/lawStudy';
import { evaluate, rules } from '../../tools/evaluateReminders/evaluate';

/** One person in UTC: active on days of March, at an hour. */
const life = (hours: Readonly<Record<number, number>>, lateBy = 0) =>
  Object.entries(hours).map(([day, hour], index) => ({
    ...{ user: 'ada', timeZone: 'UTC', type: 'quiz_easy_passed', quantity: 1 },
    activityId: String(index),
    occurredAt: Date.UTC(2026, 2, Number(day), hour),
    deliveredAt: Date.UTC(2026, 2, Number(day), hour + lateBy),
  }));

test.each([
  ['comes late: reminded from the third day on, for nothing', { 2: 21, 3: 21, 4: 21, 5: 21 }],
] as const)('who %s', (_, hours) => {
  // Each evening of the run but the first, and the day on which it ended.
  expect(evaluate(life(hours), rules.everyEvening, program)).toEqual({
    ...{ sent: 4, toWhoCame: 3, heardLate: 0, ends: 1, unwarned: 0 },
  });
  expect(evaluate(life(hours), rules.asDeployed, program)).toEqual({
    ...{ sent: 2, toWhoCame: 1, heardLate: 0, ends: 1, unwarned: 0 },
  });
});

test('who comes early is reminded of the day that they miss only', () => {
  const hours = { 2: 9, 3: 9, 4: 9, 5: 9 };
  const expected = { sent: 1, toWhoCame: 0, heardLate: 0, ends: 1, unwarned: 0 };
  expect(evaluate(life(hours), rules.everyEvening, program)).toEqual(expected);
  expect(evaluate(life(hours), rules.asDeployed, program)).toEqual(expected);
});

test('who had been active without its being known counts as one who comes anyway', () => {
  const heardLate = life({ 2: 9, 3: 9, 4: 9, 5: 9 }).map((row) =>
    row.activityId === '3' ? { ...row, deliveredAt: row.deliveredAt + 20 * 3_600_000 } : row,
  );
  expect(evaluate(heardLate, rules.asDeployed, program)).toEqual({
    ...{ sent: 2, toWhoCame: 1, heardLate: 1, ends: 1, unwarned: 0 },
  });
});
