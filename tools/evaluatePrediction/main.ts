import { createHash } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { shippedModel } from '../../functions/src/features/insights/shippedModel';
import type { Model } from '../../functions/src/engine/insights/likelihood';
import { program } from '../../functions/src/program';
import { streakDayAt } from '../../functions/src/engine/zones';
import { runCommand } from '../../local/suite/commandLine';
import { UsageError } from '../../local/suite/usageError';
import type { LogRow } from '../replay/logRow';
import { readLog } from '../replay/readLog';
import { type Case, casesOf } from './cases';
import { evaluate } from './evaluate';
import { fitModel } from './fitModel';
import { parseOptions, usage } from './options';
import { firstScored, predict } from './predicted';
import { forecastsAsTsv, inWords } from './report';
import { userDays } from './userDays';

/** Days between the first and the last activity of a log at most. Every user is looked at on each. */
const MAX_DAYS = 10_000;

async function main(args: readonly string[]): Promise<void> {
  const options = parseOptions(args);
  const rows = await readLog(options.file, program);
  checkSpan(rows);
  const end = lastDay(rows);
  const users = userDays(rows, program);
  const cases = users.flatMap((days) => casesOf(days, end));
  if (cases.length === 0)
    throw new UsageError('The log is too short: nobody has a day after their first.');
  const prior = options.usePrior ? shippedModel : undefined;
  if (options.model !== undefined) {
    const model = modelOfShare(cases, options.share, prior);
    await writeFile(options.model, `${JSON.stringify(model, null, 2)}\n`);
    return;
  }
  const predicted = predict(users, cases, {
    program,
    prior,
    isLive: options.isLive,
    share: options.share,
    learns: (user) => !options.splitUsers || isInFirstHalf(user),
    scores: (user) => !options.splitUsers || !isInFirstHalf(user),
  });
  if (options.forecasts !== undefined) {
    await writeFile(options.forecasts, forecastsAsTsv(predicted));
  }
  const scores = evaluate(predicted, program.dayStartHour);
  print(options.asJson ? JSON.stringify(scores, null, 2) : inWords(scores));
}

/** @throws UsageError for a log of more days than could be scored: a date in it must be mistaken */
function checkSpan(rows: readonly LogRow[]): void {
  const instants = rows.map(({ occurredAt }) => occurredAt).sort((a, b) => a - b);
  const [first = 0, last = 0] = [instants[0], instants.at(-1)];
  if (last - first <= MAX_DAYS * 86_400_000) return;
  const [from, to] = [first, last].map((instant) => new Date(instant).toISOString());
  throw new UsageError(
    `The log goes from ${from} to ${to}; more than ${MAX_DAYS} days are not scored.`,
  );
}

/** The day of the last activity, which was not over when the log ended. */
function lastDay(rows: readonly LogRow[]): string {
  return rows
    .map(({ occurredAt, timeZone }) => streakDayAt(occurredAt, timeZone, program.dayStartHour))
    .reduce((last, day) => (day > last ? day : last), '');
}

function modelOfShare(cases: readonly Case[], share: number, prior: Model | undefined): Model {
  const end = firstScored(cases, share);
  const past = cases.filter(({ day }) => share === 1 || day < end);
  return rounded(fitModel(past, end, prior));
}

function rounded({ everyone, weights, hours }: Model): Model {
  const round = (value: number) => Number(value.toFixed(4));
  return { everyone: round(everyone), weights: weights.map(round), hours: hours.map(round) };
}

/** By a hash of the name, so that the halves do not depend on the order of the log. */
function isInFirstHalf(user: string): boolean {
  return createHash('sha256').update(user).digest().readUInt8(0) < 128;
}

function print(text: string): void {
  process.stdout.write(`${text}\n`);
}

runCommand(usage, main);
