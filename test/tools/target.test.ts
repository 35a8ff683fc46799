import { execFile } from 'node:child_process';
import { rmSync, writeFileSync } from 'node:fs';
import { promisify } from 'node:util';
import { DataDirectory } from '../../local/suite/dataDirectory';
import { defaultPorts } from '../../local/suite/ports';
import { repository } from '../../local/suite/repository';
import { announceSuite, readySuite, updateSuite } from '../../local/suite/runningSuite';

const PROJECT = `demo-target-${process.pid}`;
const TWO_DAYS_MS = 2 * 86_400_000;
const directory = DataDirectory.of(PROJECT);

beforeAll(async () => {
  writeFileSync(directory.clock, String(TWO_DAYS_MS));
  const suite = await announceSuite(directory, PROJECT, defaultPorts);
  updateSuite(directory, { ...suite, controlPort: 1 });
});

afterAll(() => {
  rmSync(directory.path, { recursive: true });
  rmSync(DataDirectory.of('demo-firestreak-none').path, { recursive: true });
});

test('what an operator does to a local suite happens at its local time', async () => {
  const script = `
    const { connectTarget } = require('./tools/target/connectTarget');
    connectTarget('${PROJECT}').then(({ now }) => {
      const { clock } = require('./functions/src/platform/clock');
      process.stdout.write(JSON.stringify([now(), clock.now()]));
      process.exit(0);
    });`;
  const command = ['--import', 'tsx', '--eval', script];
  const { stdout } = await promisify(execFile)(process.execPath, command, { cwd: repository });
  for (const time of JSON.parse(stdout) as number[]) {
    expect(Math.abs(time - Date.now() - TWO_DAYS_MS)).toBeLessThan(60_000);
  }
});

test.each([
  ['', 'firestreak'],
  [", 'streaks'", 'streaks'],
])('with the options %j a command connects to the database %s', async (option, database) => {
  const script = `
    const { connectTarget } = require('./tools/target/connectTarget');
    connectTarget('${PROJECT}'${option}).then(({ db }) => {
      const { database } = require('./functions/src/platform/firestore');
      process.stdout.write(JSON.stringify([db, database()].map(({ databaseId }) => databaseId)));
      process.exit(0);
    });`;
  const command = ['--import', 'tsx', '--eval', script];
  const { stdout } = await promisify(execFile)(process.execPath, command, { cwd: repository });
  expect(JSON.parse(stdout)).toEqual([database, database]);
});

test('a command for a suite that does not run names one that does', async () => {
  await expect(readySuite('demo-firestreak-none', ', or leave it')).rejects.toThrow(
    new RegExp(
      `^No suite is ready for demo-firestreak-none\\. .*--project ${PROJECT}.*npm start -- --project demo-firestreak-none, or leave it\\.$`,
    ),
  );
});

test('a real project without credentials is told how to get them', async () => {
  const command = ['--import', 'tsx', 'tools/admin/main.ts', 'letters', '--project', 'my-project'];
  const env = { ...process.env, GOOGLE_APPLICATION_CREDENTIALS: '/nowhere.json' };
  const { stderr } = await promisify(execFile)(process.execPath, command, {
    ...{ cwd: repository, env },
  }).catch((error: unknown) => error as { stderr: string });
  expect(stderr).toMatch(/^my-project needs credentials: gcloud auth application-default login\n/);
});
