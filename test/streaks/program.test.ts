import { z } from 'zod';
import { program } from '../../functions/src/program';
import { categoriesOf, programSchema } from '../../functions/src/shared/programSchema';
import { fitness } from './fitness';

test.each([
  ['law school', program],
  ['fitness', fitness],
])('the %s program is one, also after a trip through JSON', (_, good) => {
  expect(programSchema.parse(JSON.parse(JSON.stringify(good)))).toEqual(good);
});

test('the law school counts by the rules it is known for', () => {
  const { activities, freeze, milestones, weeklyBonus, dayStartHour, maxQuantity } = program;
  expect(Object.entries(activities).map(([id, { xp, category }]) => [id, xp, category])).toEqual([
    ['flashcard_set_completed', 5, 'flashcards'],
    ['study_guide_completed', 15, 'guide'],
    ['quiz_easy_passed', 10, 'quiz'],
    ['quiz_hard_passed', 25, 'quiz'],
    ['evaluation_low', 20, 'evaluation'],
    ['evaluation_high', 50, 'evaluation'],
  ]);
  expect({ freeze, weeklyBonus, dayStartHour, maxQuantity }).toEqual({
    freeze: { xpPerFreeze: 500, maxHeld: 2 },
    weeklyBonus: { factor: 1.5 },
    dayStartHour: 4,
    maxQuantity: 20,
  });
  expect(milestones).toEqual([7, 14, 30, 60, 100, 180, 365, 500, 730, 1000]);
});

test('categories are those of its activities, sorted, each once', () => {
  expect(categoriesOf(program)).toEqual(['evaluation', 'flashcards', 'guide', 'quiz']);
  expect(categoriesOf(fitness)).toEqual(['cardio', 'mobility', 'strength']);
});

test('no name is reserved where a program names none', () => {
  expect(programSchema.parse({ ...program, reservedNames: undefined }).reservedNames).toEqual([]);
});

const tier = (name: string, fromXp: number) => ({ name, fromXp });
const levels = (...tiers: { name: string; fromXp: number }[]) => ({ ...program.levels, tiers });
const badge = (rule: object) => ({ badges: { some: { name: 'Some', rule } } });

describe('a program is refused, with the place and the reason', () => {
  test.each<[string, object, string, string]>([
    ['a start hour of 24', { dayStartHour: 24 }, 'dayStartHour', '<=23'],
    ['a start at half past', { dayStartHour: 4.5 }, 'dayStartHour', 'expected int'],
    ['no version', { version: '' }, 'version', '>=1'],
    [
      'a name with capitals',
      { activities: { Run: { xp: 1, category: 'sport' } } },
      'activities.Run',
      '',
    ],
    [
      'negative XP',
      { activities: { run: { xp: -1, category: 'sport' } } },
      'activities.run.xp',
      '>=0',
    ],
    [
      'a cap of 0',
      { activities: { run: { xp: 1, category: 'sport', maxPerDay: 0 } } },
      'activities.run.maxPerDay',
      '>=1',
    ],
    ['a quantity of 0 at most', { maxQuantity: 0 }, 'maxQuantity', '>=1'],
    ['a freeze for 0 XP', { freeze: { xpPerFreeze: 0, maxHeld: 1 } }, 'freeze.xpPerFreeze', '>=1'],
    ['less than no freezes', { freeze: { xpPerFreeze: 9, maxHeld: -1 } }, 'freeze.maxHeld', '>=0'],
    [
      'milestones out of order',
      { milestones: [7, 30, 14] },
      'milestones',
      'milestones must ascend',
    ],
    ['a milestone twice', { milestones: [7, 7] }, 'milestones', 'milestones must ascend'],
    ['a milestone of 0', { milestones: [0, 7] }, 'milestones.0', '>=1'],
    ['a bonus that takes away', { weeklyBonus: { factor: 0.5 } }, 'weeklyBonus.factor', '>=1'],
    ['no tiers', { levels: levels() }, 'levels.tiers', ''],
    ['a first tier above 0', { levels: levels(tier('A', 5)) }, 'levels.tiers', 'starts at 0 XP'],
    [
      'tiers out of order',
      { levels: levels(tier('A', 0), tier('B', 9), tier('C', 5)) },
      'levels.tiers',
      'tiers must ascend',
    ],
    [
      'two tiers at once',
      { levels: levels(tier('A', 0), tier('B', 0)) },
      'levels.tiers',
      'tiers must ascend',
    ],
    ['a badge by an unknown rule', badge({ kind: 'luck' }), 'badges.some.rule.kind', ''],
    [
      'a badge for 8 days a week',
      badge({ kind: 'activeWeek', days: 8 }),
      'badges.some.rule.days',
      '<=7',
    ],
    ['a badge for a run of 0', badge({ kind: 'run', days: 0 }), 'badges.some.rule.days', '>=1'],
    [
      'a badge until 24 o’clock',
      badge({ kind: 'hours', from: 20, to: 24, activities: 1 }),
      'badges.some.rule.to',
      '<=23',
    ],
    [
      'a badge for hours that never come',
      badge({ kind: 'hours', from: 8, to: 8, activities: 1 }),
      'badges.some.rule',
      'must not be empty',
    ],
    ['a cadence that nobody knows', { cadence: { kind: 'monthly' } }, 'cadence.kind', ''],
    ['no weekdays', { cadence: { kind: 'weekdays', weekdays: [] } }, 'cadence.weekdays', '>=1'],
    [
      'weekdays out of order',
      { cadence: { kind: 'weekdays', weekdays: [3, 1] } },
      'cadence.weekdays',
      'weekdays must ascend',
    ],
    [
      'an eighth weekday',
      { cadence: { kind: 'weekdays', weekdays: [8] } },
      'cadence.weekdays.0',
      '<=7',
    ],
    ['8 days a week', { cadence: { kind: 'perWeek', days: 8 } }, 'cadence.days', '<=7'],
    ['no day a week', { cadence: { kind: 'perWeek', days: 0 } }, 'cadence.days', '>=1'],
    [
      'as many days of rest as are asked for',
      { cadence: { kind: 'weekdays', weekdays: [2, 4] } },
      'planning.restDaysPerWeek',
      'less than the days',
    ],
    ['no activities', { activities: {} }, 'activities', 'there must be an activity'],
    [
      'a last level among the others',
      { levels: { ...program.levels, last: 40 } },
      'levels',
      'above all others',
    ],
    ['a word that is none of the rules', { streakFreezes: 3 }, '', 'streakFreezes'],
    [
      'a word that is none of a rule’s',
      badge({ kind: 'run', days: 1, weeks: 1 }),
      'badges.some.rule',
      'weeks',
    ],
  ])('for %s', (_, change, path, message) => {
    const { error } = programSchema.safeParse({ ...program, ...change });
    const issues = error?.issues ?? [];
    expect(new Set(issues.map((issue) => issue.path.join('.')))).toEqual(new Set([path]));
    expect(z.prettifyError(error ?? { issues: [] })).toContain(message);
  });

  const {
    reservedNames: _names,
    recovery: _recovery,
    planning: _planning,
    cadence: _cadence,
    ...required
  } = program;
  test.each(Object.keys(required))('without %s', (part) => {
    const { error } = programSchema.safeParse({ ...program, [part]: undefined });
    expect(error?.issues.map(({ path }) => path.join('.'))).toEqual([part]);
  });
});
