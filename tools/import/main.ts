import { createWriteStream } from 'node:fs';
import { finished } from 'node:stream/promises';
import { SingleBar } from 'cli-progress';
import { cachedOutages } from '../../functions/src/features/outages/cachedOutages';
import { loadOutages } from '../../functions/src/features/outages/store';
import { program } from '../../functions/src/program';
import { runCommand } from '../../local/suite/commandLine';
import { connectTarget } from '../target/connectTarget';
import { importLog } from './importLog';
import type { Outcome } from './importUser';
import { type ImportOptions, parseOptions, usage } from './options';
import { Pace } from './pace';
import { REPORT_HEADER, reportInWords, reportLine } from './reportInWords';
import { type SortedLog, sortLog } from './sortedLog';

/** `npm run import`: loads an activity log into a project as history. */
async function main(args: readonly string[]): Promise<void> {
  const options = parseOptions(args);
  const log = await sortLog(options.file, program);
  try {
    await importInto(log, options);
  } finally {
    await log.remove();
  }
  process.exit(0); // whatever connections are open
}

async function importInto(
  log: SortedLog,
  { projectId, database, dryRun, rate, report: file }: ImportOptions,
): Promise<void> {
  const { db, open, now, isLocal } = await connectTarget(projectId, database);
  const bar = new SingleBar({
    format: '{bar} {percentage} % | {value}/{total} rows | {eta_formatted} left',
    stream: process.stderr,
    clearOnComplete: true,
    hideCursor: true,
  });
  const users = file === undefined ? undefined : createWriteStream(file);
  const written = users && finished(users);
  users?.write(REPORT_HEADER);
  bar.start(0, 0);
  try {
    const report = await importLog(log, {
      ...{ db, program, now },
      outages: cachedOutages(() => loadOutages(db), now),
      store: open({ operation: 'import', correlationId: 'import' }, Infinity),
      pace: new Pace(isLocal ? Infinity : rate),
      dryRun,
      onProgress: (done, all) => {
        bar.setTotal(all);
        bar.update(done);
      },
      onUser: (uid: string, outcome: Outcome) => users?.write(reportLine(uid, outcome)),
    });
    bar.stop();
    process.stdout.write(`${reportInWords(report, { dryRun, rate })}\n`);
  } finally {
    bar.stop();
    users?.end();
    await written;
  }
}

runCommand(usage, main);
