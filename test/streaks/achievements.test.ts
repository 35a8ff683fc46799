import { checkProgram } from '../../functions/src/contracts/program';
import { lawStudy } from '../../functions/src/program';
import { instantOf, person } from './person';

const DAY = 86_400_000;
const first = instantOf('2026-01-05T12:00Z');

const telling = checkProgram({
  ...lawStudy,
  messages: {
    badge_earned: { push: true, email: false },
    level_reached: { push: true, email: false },
  },
});

/** Lives through days in shorthand: `x` is active, `.` is not. @returns the ids of the events of a kind */
function told(days: string, kind: string, program = telling, type = 'quiz_easy_passed') {
  const someone = person('Etc/UTC', program);
  Array.from(days).forEach((each, index) => {
    if (each === 'x') someone.log(first + index * DAY, { type });
    else someone.settle(first + index * DAY);
  });
  return someone.events.filter((event) => event.kind === kind).map(({ id }) => id);
}

const week = 'x'.repeat(7);

test.each([
  ['a first run is no record, since there is none to beat', `${week}xx`, []],
  ['a run as long as the longest is none', `${week}..${week}`, []],
  ['a longer one is, on its day, once', `${week}..${week}xxx`, ['personal_record.8.2026-01-14']],
  ['a run of six days is not worth beating', `xxxxxx..${week}x`, []],
  [
    'each run that beats the one before',
    `${week}..${week}x..${week}xxx`,
    ['personal_record.8.2026-01-14', 'personal_record.9.2026-01-24'],
  ],
])('%s', (_, days, records) => {
  expect(told(days, 'personal_record')).toEqual(records);
});

test('a record is told once when the run turns out to have begun earlier', () => {
  const someone = person('Etc/UTC', telling);
  const log = (day: number) => someone.log(first + day * DAY);
  for (let day = 0; day < 7; day += 1) log(day);
  for (let day = 10; day < 18; day += 1) log(day);
  someone.log(first + 17 * DAY + 3_600_000);
  const records = someone.events.filter(({ kind }) => kind === 'personal_record');
  expect(records.map(({ id }) => id)).toEqual(['personal_record.8.2026-01-15']);
});

test('badges and levels are told where the program says so, and nowhere else', () => {
  expect(told(week, 'badge_earned')).toEqual([
    'badge_earned.ignition',
    'badge_earned.warming_up',
    'badge_earned.perfect_week',
  ]);
  expect(told('xx', 'level_reached', telling, 'evaluation_high')).toEqual(['level_reached.2']);
  const silent = checkProgram(lawStudy);
  expect(told(week, 'badge_earned', silent)).toEqual([]);
  expect(told('xx', 'level_reached', silent, 'evaluation_high')).toEqual([]);
});

test('a level and a badge that are taken back and reached again are told once', () => {
  const someone = person('Etc/UTC', telling);
  const reach = (hour: number) =>
    someone.log(first + hour * 3_600_000, {
      ...{ type: 'evaluation_high', quantity: 3, activityId: `a${hour}` },
    });
  reach(0);
  someone.undo(first + 3_600_000, 'a0');
  reach(2);
  const ids = someone.events.map(({ id }) => id);
  expect(ids.filter((id) => id.startsWith('level_reached'))).toEqual(['level_reached.2']);
  expect(ids.filter((id) => id === 'badge_earned.ignition')).toHaveLength(1);
});
