import { access, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { SingleBar } from 'cli-progress';
import {
  checkProgram,
  fitness,
  languageCourse,
  lawStudy,
  type Program,
  program as defaultProgram,
  ProgramError,
} from '../../functions/src/program';
import { runCommand } from '../../local/suite/commandLine';
import { UsageError } from '../../local/suite/usageError';
import { parseOptions, usage } from './options';
import type { LogRow } from './logRow';
import { readLog } from './readLog';
import { difference, statesAsJson, summary } from './report';
import { type ReplayResult, replayLog } from './replayLog';

async function main(args: readonly string[]): Promise<void> {
  const options = parseOptions(args);
  const other = options.program === undefined ? undefined : await readProgram(options.program);
  if (options.out !== undefined) await access(dirname(options.out));
  const rows = await readLog(options.file, other ?? defaultProgram);
  const base = await replayWithBar(rows, options.until, defaultProgram);
  print(summary(base));
  const compared = other && (await replayWithBar(rows, options.until, other));
  if (compared) print(`\n${summary(compared)}\n\n${difference(base, compared)}`);
  if (options.out !== undefined) {
    await writeWhole(options.out, statesAsJson((compared ?? base).states));
  }
}

const presets = new Map(Object.entries({ fitness, languageCourse, lawStudy }));

/** A preset by its name, or the program in a file. @throws UsageError */
async function readProgram(nameOrFile: string): Promise<Program> {
  const given = presets.get(nameOrFile) ?? asJson(nameOrFile, await readFile(nameOrFile, 'utf8'));
  try {
    return checkProgram(given);
  } catch (error) {
    if (error instanceof ProgramError) throw new UsageError(`${nameOrFile}: ${error.message}`);
    throw error;
  }
}

/** @throws UsageError */
function asJson(file: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new UsageError(`${file} is not JSON: ${String(error)}`);
  }
}

async function replayWithBar(
  rows: readonly LogRow[],
  until: number,
  program: Program,
): Promise<ReplayResult> {
  const bar = new SingleBar({
    format: '{bar} {percentage} % | {value}/{total} activities | {eta_formatted} left',
    stream: process.stderr,
    clearOnComplete: true,
    hideCursor: true,
  });
  bar.start(rows.length, 0);
  try {
    return await replayLog({ rows, until, program }, (count) => {
      bar.increment(count);
    });
  } finally {
    bar.stop();
  }
}

/** Writes a file so that it is there whole or not at all. */
async function writeWhole(file: string, text: string): Promise<void> {
  const unfinished = `${file}.${process.pid}.tmp`;
  await writeFile(unfinished, text);
  await rename(unfinished, file);
}

function print(text: string): void {
  process.stdout.write(`${text}\n`);
}

runCommand(usage, main);
