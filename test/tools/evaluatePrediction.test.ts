import { program } from '../../functions/src/program';
import { type Case, casesOf } from '../../tools/evaluatePrediction/cases';
import { evaluate } from '../../tools/evaluatePrediction/evaluate';
import { fitLogistic } from '../../tools/evaluatePrediction/fitLogistic';
import { parseOptions } from '../../tools/evaluatePrediction/options';
import { predict } from '../../tools/evaluatePrediction/predicted';
import { inWords } from '../../tools/evaluatePrediction/report';
import { reliability, scoresOf } from '../../tools/evaluatePrediction/scores';
import { userDays } from '../../tools/evaluatePrediction/userDays';
import type { LogRow } from '../../tools/replay/logRow';
import { readLog } from '../../tools/replay/readLog';
import { header, logFile } from './logFile';
import { syntheticLog } from './syntheticLog';

function casesIn(rows: readonly LogRow[], end: string): Case[] {
  return userDays(rows, program).flatMap((days) => casesOf(days, end));
}

test('likelihoods are scored by squared error and by what they gave to what came', () => {
  const { brier, logLoss } = scoresOf([
    { likelihood: 0.8, outcome: true },
    { likelihood: 0.4, outcome: false },
  ]);
  expect(brier).toBeCloseTo((0.04 + 0.16) / 2, 10);
  expect(logLoss).toBeCloseTo(-(Math.log(0.8) + Math.log(0.6)) / 2, 10);
});

test('a likelihood belongs to its tenth, and 1 to the last', () => {
  const at = (likelihood: number) => ({ likelihood, outcome: likelihood > 0.5 });
  expect(reliability([at(0.05), at(0.99), at(1)])).toMatchObject([
    { from: 0, cases: 1, observed: 0 },
    { from: 0.9, cases: 2, predicted: 0.995, observed: 1 },
  ]);
});

test('a logistic regression finds the weights that made the cases, or stays with its prior', () => {
  const cases = [-2, -1, 0, 1, 2].flatMap((x) =>
    Array.from({ length: 1000 }, (_, nth) => ({
      features: [1, x],
      outcome: (nth + 0.5) / 1000 < 1 / (1 + Math.exp(-(0.5 + x))),
    })),
  );
  const open = fitLogistic(cases, { mean: [0, 0], precision: [1e-3, 1e-3] });
  expect(open[0]).toBeCloseTo(0.5, 1);
  expect(open[1]).toBeCloseTo(1, 1);
  const firm = fitLogistic(cases, { mean: [2, -1], precision: [1e9, 1e9] });
  expect(firm[0]).toBeCloseTo(2, 2);
});

test('a day is predicted from what lies before it, in the zone of the user', async () => {
  const rows = [
    '2026-03-02T08:00:00Z', // Monday
    '2026-03-03T08:00:00Z',
    '2026-03-04T18:30:00Z', // 00:15 on Thursday in Kathmandu, which is still Wednesday's streak day
  ].map((at) => `ada\tAsia/Kathmandu\t${at}\tquiz_easy_passed`);
  const log = await readLog(logFile([header, ...rows].join('\n')), program);
  const cases = casesIn(log, '2026-03-07');
  expect(cases.map(({ day, active, habit, stake }) => [day, active, habit.run, !!stake])).toEqual([
    ['2026-03-03', true, 1, true],
    ['2026-03-04', true, 2, true],
    ['2026-03-05', false, 3, true],
    ['2026-03-06', false, 0, false],
  ]);
  expect(cases[1]).toMatchObject({ firstHour: 0.25, stake: { xp: 20, xpPerActiveDay: 10 } });
});

test('nothing that comes later changes what a day is predicted from', () => {
  const rows = syntheticLog(4, 80, 4);
  const until = Date.parse('2026-04-20T12:00:00Z');
  const whole = casesIn(rows, '2026-05-10');
  const early = casesIn(
    rows.filter(({ occurredAt }) => occurredAt < until),
    '2026-04-18',
  );
  const known = ({ user, day, habit, plain, stake, firstHours }: Case) => {
    return [user, day, habit, plain, stake, firstHours];
  };
  expect(early.length).toBeGreaterThan(100);
  expect(early.map(known)).toEqual(whole.filter(({ day }) => day < '2026-04-18').map(known));
});

test('the report says how every kind of likelihood did, beside its baselines', () => {
  const rows = syntheticLog(10, 80, 7);
  const predicted = predict(userDays(rows, program), casesIn(rows, '2026-05-10'), {
    program,
    prior: undefined,
    isLive: true,
    share: 0.6,
    learns: (user) => user < 'u5',
    scores: (user) => user >= 'u5',
  });
  const scores = evaluate(predicted, program.dayStartHour);
  expect(scores.users).toBe(5);
  expect(Object.keys(scores.day.alive.scores)).toEqual([
    'prediction',
    'global',
    'user',
    'weekday',
    'userWeekday',
    'yesterday',
    'logistic',
  ]);
  const { prediction, yesterday } = scores.day.all.scores;
  expect(prediction?.brier).toBeLessThan(yesterday?.brier ?? 0);
  expect(inWords(scores)).toContain('Streak alive after today and the next six days');
});

test.each([
  ['no log', []],
  ['two logs', ['a.tsv', 'b.tsv']],
  ['a share that is none', ['a.tsv', '--share', '0']],
  ['an unknown option', ['a.tsv', '--fast']],
])('%s is refused', (_, args) => {
  expect(() => parseOptions(args)).toThrow();
});
