import type { Evaluation, Report } from './evaluate';
import type { Predicted } from './predicted';

const NAME_WIDTH = 14;

const titles = {
  alive: 'Active on a day, with a streak to lose',
  recent: 'Active on a day, active within four weeks',
  all: 'Active on a day, all days after the first',
} as const;

/** The scores as tables. */
export function inWords({ scoredFrom, scoredTo, users, day, week, restOfDay }: Evaluation): string {
  return [
    `Scored: ${scoredFrom} to ${scoredTo}, ${users} users`,
    table(titles.alive, day.alive),
    table(titles.recent, day.recent),
    table(titles.all, day.all),
    table('Streak alive after today and the next six days', week),
    ...restOfDay.map(({ hoursPassed, ...report }) =>
      table(`Active later, given not in the first ${hoursPassed} h of the day`, report),
    ),
  ].join('\n\n');
}

/** Every scored day as TSV: user, day, likelihood of activity, and whether there was any (1 or 0). */
export function forecastsAsTsv(predicted: readonly Predicted[]): string {
  const lines = predicted.map(({ given: { user, day, active }, prediction }) =>
    [user, day, prediction.toFixed(6), Number(active)].join('\t'),
  );
  return `${['user\tday\tlikelihood\tactive', ...lines].join('\n')}\n`;
}

function table(title: string, { cases, rate, scores, reliability }: Report): string {
  const scored = Object.entries(scores).map(
    ([name, { brier, logLoss }]) =>
      `  ${name.padEnd(NAME_WIDTH)}${brier.toFixed(4)}  ${logLoss.toFixed(4)}`,
  );
  const deciles = reliability.map(
    ({ from, to, cases: within, predicted, observed }) =>
      `  ${`${from.toFixed(1)}–${to.toFixed(1)}`.padEnd(NAME_WIDTH)}${percent(predicted)}  ${percent(observed)}  ${within}`,
  );
  return [
    `${title}: ${cases} cases, ${percent(rate).trim()} came true`,
    `  ${''.padEnd(NAME_WIDTH)}Brier   log loss`,
    ...scored,
    `  ${'likelihood'.padEnd(NAME_WIDTH)}mean    came true  cases`,
    ...deciles,
  ].join('\n');
}

function percent(share: number): string {
  return `${(share * 100).toFixed(1)} %`.padStart(7);
}
