import { getFirestore } from 'firebase-admin/firestore';
import { initializeApp } from 'firebase-admin/app';
import { DataDirectory } from '../dataDirectory';
import { LocalTime } from '../localTime';
import { findSuite } from '../runningSuite';
import { UsageError } from '../usageError';
import { happenings } from './happenings';
import { tick } from './tick';
import { parseTickOptions } from './tickOptions';

/** `npm run tick`: lets time pass in the suite that runs. */
async function main(): Promise<void> {
  const { projectId, target } = parseTickOptions(process.argv.slice(2));
  const directory = DataDirectory.of(projectId);
  const suite = await findSuite(directory);
  if (typeof suite === 'string' || suite.controlPort === undefined) {
    throw new UsageError(`No suite is ready for ${projectId}. Start one with npm start.`);
  }
  const time = new LocalTime(directory);
  const to = target(time.now());

  process.env['FIRESTORE_EMULATOR_HOST'] = `127.0.0.1:${suite.ports.firestore}`;
  process.env['METADATA_SERVER_DETECTION'] = 'none';
  const db = getFirestore(initializeApp({ projectId }));
  let runs = 0;
  let failures = 0;
  for await (const run of tick(suite, time, db, to)) {
    runs += 1;
    if (!run.succeeded) failures += 1;
    for (const line of await happenings(run, db)) print(line);
  }
  print(`It is ${new Date(time.now()).toISOString()} locally; ${runs} scheduled runs were due.`);
  process.exit(failures > 0 ? 1 : 0);
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}

main().catch((error: unknown) => {
  const isUsage = error instanceof UsageError;
  process.stderr.write(
    `${isUsage || !(error instanceof Error) ? String(error) : String(error.stack)}\n`,
  );
  process.exit(isUsage ? 2 : 1);
});
