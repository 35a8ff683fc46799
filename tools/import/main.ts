import { SingleBar } from 'cli-progress';
import { loadOutages } from '../../functions/src/outages/store';
import { program } from '../../functions/src/program';
import { runCommand } from '../../local/suite/commandLine';
import { connectTarget } from '../target/connectTarget';
import { importLog } from './importLog';
import { parseOptions, usage } from './options';
import { Pace } from './pace';
import { reportInWords } from './reportInWords';

/** `npm run import`: loads an activity log into a project as history. */
async function main(args: readonly string[]): Promise<void> {
  const { file, projectId, dryRun, rate } = parseOptions(args);
  const { db, open, now, isLocal } = await connectTarget(projectId);
  const bar = new SingleBar({
    format: '{bar} {percentage} % | {value}/{total} rows | {eta_formatted} left',
    stream: process.stderr,
    clearOnComplete: true,
    hideCursor: true,
  });
  bar.start(0, 0);
  try {
    const report = await importLog(file, {
      program,
      outages: await loadOutages(db),
      now: now(),
      store: open({ operation: 'import', correlationId: 'import' }, Infinity),
      pace: new Pace(isLocal ? Infinity : rate),
      dryRun,
      onProgress: (done, all) => {
        bar.setTotal(all);
        bar.update(done);
      },
    });
    bar.stop();
    process.stdout.write(`${reportInWords(report, { dryRun, rate })}\n`);
    process.exit(0);
  } finally {
    bar.stop();
  }
}

runCommand(usage, main);
