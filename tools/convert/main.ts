import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { rename, rm, writeFile } from 'node:fs/promises';
import { finished } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { SingleBar } from 'cli-progress';
import { program } from '../../functions/src/program';
import { runCommand } from '../../local/suite/commandLine';
import { UsageError } from '../../local/suite/usageError';
import { connectTarget } from '../target/connectTarget';
import { activityTypes } from './activityOf';
import { convertService } from './convertService';
import { parseOptions, usage } from './options';
import { readPeople } from './people';
import { reportInWords } from './reportInWords';

/** `npm run tool -- convert`: the replaced service's collections as an activity log. */
async function main(args: readonly string[]): Promise<void> {
  const { file, projectId, timeZone, users, report: reportFile, database } = parseOptions(args);
  checkProgram();
  const people = await readPeople(users, timeZone);
  const { db, now } = await connectTarget(projectId, database);
  const unfinished = `${file}.${process.pid}.tmp`; // the log is there whole or not at all
  const output = createWriteStream(unfinished);
  const written = finished(output);
  const input = file.endsWith('.gz') ? createGzip() : output;
  if (input !== output) input.pipe(output);
  const bar = new SingleBar({
    format: '{value} activities read',
    stream: process.stderr,
    clearOnComplete: true,
    hideCursor: true,
  });
  bar.start(0, 0);
  try {
    const report = await convertService({
      ...{ db, program, people, now: now() },
      write: async (row) => {
        if (!input.write(`${JSON.stringify(row)}\n`)) await once(input, 'drain');
      },
      onProgress: (activities) => {
        bar.update(activities);
      },
    });
    input.end();
    await written;
    await rename(unfinished, file);
    bar.stop();
    if (reportFile !== undefined) {
      await writeFile(reportFile, `${JSON.stringify(report, null, 2)}\n`);
    }
    process.stdout.write(
      `${reportInWords(report)}\n\nNext: npm run import -- ${file} --project ${projectId} --dry-run\n`,
    );
    process.exit(0);
  } finally {
    bar.stop();
    await rm(unfinished, { force: true });
  }
}

/** @throws UsageError when the deployed program does not know the old service's activities */
function checkProgram(): void {
  const unknown = activityTypes.filter((type) => !(type in program.activities));
  if (unknown.length > 0) {
    throw new UsageError(
      `The program in functions/src/presets/lawStudy.ts lacks ${unknown.join(', ')}: add them, or convert before you change it.`,
    );
  }
}

runCommand(usage, main);
