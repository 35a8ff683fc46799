import { initializeApp } from 'firebase-admin/app';
import { databaseOf } from '../../../functions/src/platform/firestore';
import { runCommand } from '../commandLine';
import { DataDirectory } from '../dataDirectory';
import { LocalTime } from '../localTime';
import { useDatabaseOf } from '../parameters';
import { readySuite } from '../runningSuite';
import type { ShownMessage } from '../../messages';
import { happenings } from './happenings';
import { Story } from './story';
import { tick } from './tick';
import { parseTickOptions, usage } from './tickOptions';

/** `npm run tick`: lets time pass in the suite that runs. */
async function main(args: readonly string[]): Promise<void> {
  const { projectId, tells, target } = parseTickOptions(args);
  const directory = DataDirectory.of(projectId);
  const suite = await readySuite(projectId);
  const time = new LocalTime(directory);
  const to = target(time.now());

  process.env['FIRESTORE_EMULATOR_HOST'] = `127.0.0.1:${suite.ports.firestore}`;
  process.env['METADATA_SERVER_DETECTION'] = 'none';
  useDatabaseOf(projectId);
  const db = databaseOf(initializeApp({ projectId }));
  const shown = async () => {
    const response = await fetch(`http://127.0.0.1:${suite.ports.messages}/messages.json`);
    return (await response.json()) as ShownMessage[];
  };
  let told = (await shown()).length;
  const story = tells ? new Story(db) : undefined;
  await story?.begin();
  let runs = 0;
  let failures = 0;
  for await (const run of tick(suite, time, db, to)) {
    runs += 1;
    if (!run.succeeded) failures += 1;
    const messages = (await shown()).slice(told);
    told += messages.length;
    const lines = story ? story.after(run, messages) : happenings(run, db, messages);
    for (const line of await lines) print(line);
  }
  print(`It is ${new Date(time.now()).toISOString()} locally; ${runs} runs were due.`);
  process.exit(failures > 0 ? 1 : 0);
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}

runCommand(usage, main);
