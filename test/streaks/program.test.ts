import { programSchema } from '../../functions/src/contracts/program';
import { categoriesOf } from '../../functions/src/engine/program';
import {
  checkProgram,
  fitness as fitnessPreset,
  languageCourse,
  lawStudy,
  program,
  ProgramError,
} from '../../functions/src/program';
import { fitness } from './fitness';

const presets = { fitness: fitnessPreset, languageCourse, lawStudy };

test.each(Object.entries(presets))(
  'the preset %s is a program, also after a trip through JSON',
  (_, preset) => {
    const checked = checkProgram(JSON.parse(JSON.stringify(preset)));
    expect(checked).toEqual({ ...preset, version: expect.any(String) as string });
  },
);

test.each(Object.entries(presets))('everything in the preset %s can happen', (_, preset) => {
  const ends = preset.levels.tiers.map(({ fromXp }) => fromXp);
  const most = Math.max(...ends);
  const runs = Object.values(preset.badges).flatMap(({ rule }) =>
    rule.kind === 'run' ? [rule.days] : rule.kind === 'comeback' ? [rule.afterLosing] : [],
  );
  const xp = Object.values(preset.badges).flatMap(({ rule }) =>
    rule.kind === 'xp' ? [rule.xp] : [],
  );
  expect(Math.max(...runs)).toBeLessThanOrEqual(preset.milestones.at(-1) ?? 0);
  expect(Math.max(...xp)).toBeLessThanOrEqual(most);
  // Some challenge can be rewarded, and a freeze is earned within a month of an hour's work a day.
  expect(Object.values(preset.badges).some(({ rule }) => rule.kind === 'reward')).toBe(true);
  const best = Math.max(...Object.values(preset.activities).map((activity) => activity.xp));
  expect(preset.freeze.xpPerFreeze).toBeLessThanOrEqual(30 * best);
});

test.each(Object.entries(presets))('the preset %s can be another app’s', (_, preset) => {
  const derived = checkProgram({
    ...preset,
    activities: { ...preset.activities, chess_game: { xp: 3, category: 'games' } },
    reservedNames: [...preset.reservedNames, 'acme'],
  });
  expect(categoriesOf(derived)).toContain('games');
  expect(derived.version).not.toBe(checkProgram(preset).version);
});

describe('a program without a version', () => {
  test('has one that follows from its rules, in whatever order they are written', () => {
    const backwards = Object.fromEntries(Object.entries(lawStudy).reverse());
    expect(checkProgram(backwards).version).toBe(checkProgram(lawStudy).version);
    expect(checkProgram(lawStudy).version).toMatch(/^[0-9a-f]{12}$/);
  });

  test.each(Object.keys(lawStudy) as (keyof typeof lawStudy)[])(
    'has another one when its %s changes',
    (field) => {
      expect(checkProgram({ ...lawStudy, [field]: fitness[field] }).version).not.toBe(
        checkProgram(lawStudy).version,
      );
    },
  );

  test('has the same one whether a default is left out or written down', () => {
    const { cadence: _, ...rest } = lawStudy;
    expect(checkProgram(rest).version).toBe(checkProgram(lawStudy).version);
  });

  test('keeps the one that it is given', () => {
    expect(checkProgram({ ...lawStudy, version: '7' }).version).toBe('7');
  });
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

/** What is wrong with a program, line by line. */
function faultsOf(given: unknown): string[] {
  try {
    checkProgram(given);
    return [];
  } catch (error) {
    if (!(error instanceof ProgramError)) throw error;
    return error.message
      .split('\n')
      .slice(1, -1)
      .map((line) => line.trim());
  }
}

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
    ['a word that is none of the rules', { streakFreezes: 3 }, 'streakFreezes', 'no such field'],
    [
      'a word that is none of a rule’s',
      badge({ kind: 'run', days: 1, weeks: 1 }),
      'badges.some.rule.weeks',
      'no such field',
    ],
  ])('for %s', (_, change, path, message) => {
    const faults = faultsOf({ ...program, ...change });
    expect(new Set(faults.map((fault) => fault.replace(/: .*/, '')))).toEqual(new Set([path]));
    expect(faults.join('\n')).toContain(message);
  });

  test('in all places at once, each with what is allowed and what was given', () => {
    const changed = {
      ...program,
      dayStartHour: 24,
      freeze: { xpPerFreeze: 0, maxHeld: 'many' },
      cadence: { kind: 'monthly' },
      activities: { Run: { xp: 1.5, category: 'Sport' } },
      planning: { pauseDaysPerYear: 400, restDaysPerWeek: 2 },
      streakFreezes: 3,
    };
    expect(faultsOf(changed).sort()).toEqual(
      [
        'activities.Run.category: a name has 1 to 40 of a-z, 0-9 and _, and begins with a letter (given: "Sport")',
        'activities.Run.xp: Invalid input: expected int, received number (given: 1.5)',
        'activities.Run: a name has 1 to 40 of a-z, 0-9 and _, and begins with a letter (given: {"xp":1.5,"category":"Sport"})',
        `cadence.kind: Invalid discriminator value. Expected 'daily' | 'weekdays' | 'perWeek' (given: "monthly")`,
        'dayStartHour: Too big: expected number to be <=23 (given: 24)',
        'freeze.maxHeld: Invalid input: expected number, received string (given: "many")',
        'freeze.xpPerFreeze: Too small: expected number to be >=1 (given: 0)',
        'planning.pauseDaysPerYear: Too big: expected number to be <=366 (given: 400)',
        'streakFreezes: there is no such field (given: 3)',
      ].sort(),
    );
  });

  test('days of rest are held against the cadence though something else is wrong', () => {
    const planning = { pauseDaysPerYear: 30, restDaysPerWeek: 3 };
    const changed = {
      ...program,
      ...{ version: '', cadence: { kind: 'perWeek', days: 3 }, planning },
    };
    expect(faultsOf(changed).map((fault) => fault.replace(/: .*/, ''))).toEqual([
      'version',
      'planning.restDaysPerWeek',
    ]);
  });

  test.each([[undefined], [null], ['fitness'], [[fitness]]])('for %p', (given) => {
    expect(faultsOf(given)).toHaveLength(1);
    expect(faultsOf(given)[0]).toMatch(/^as a whole: .*expected object/);
  });

  const {
    version: _version,
    reservedNames: _names,
    recovery: _recovery,
    planning: _planning,
    cadence: _cadence,
    ...required
  } = program;
  test.each(Object.keys(required))('without %s', (part) => {
    const faults = faultsOf({ ...program, [part]: undefined });
    expect(faults).toEqual([expect.stringMatching(`^${part}: .*given: undefined`) as string]);
  });
});
