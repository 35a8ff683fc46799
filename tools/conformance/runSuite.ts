import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { UsageError } from '../../local/suite/usageError';
import type { SuiteResult } from './outcome';
import type { Suite } from './suites';

const polyfill = require.resolve('./withResolvers.js');

/**
 * Runs a suite's tests against a server.
 *
 * @param checkout the suite's repository
 * @param host `127.0.0.1:PORT` of a Firestore
 * @throws UsageError when its dependencies are not installed
 * @throws Error when the suite does not get as far as a report; what it printed is on stderr then.
 */
export async function runSuite(suite: Suite, checkout: string, host: string): Promise<SuiteResult> {
  const directory = join(checkout, suite.directory);
  if (!existsSync(join(directory, 'node_modules'))) {
    throw new UsageError(
      `There is no ${directory}/node_modules: install the suite's dependencies.`,
    );
  }
  const reports = await mkdtemp(join(tmpdir(), 'conformance-'));
  const report = join(reports, 'report.json');
  try {
    const child = spawn(process.execPath, suite.command(directory, polyfill, report), {
      cwd: directory,
      env: {
        ...process.env,
        NODE_OPTIONS: suite.nodeOptions,
        FIRESTORE_EMULATOR_HOST: host,
        GCLOUD_PROJECT: 'demo-conformance',
        METADATA_SERVER_DETECTION: 'none',
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const printed: Buffer[] = [];
    child.stdout.on('data', (chunk: Buffer) => printed.push(chunk));
    child.stderr.on('data', (chunk: Buffer) => printed.push(chunk));
    await once(child, 'close');
    if (!existsSync(report)) {
      process.stderr.write(Buffer.concat(printed));
      throw new Error('The suite ended without a report.');
    }
    return suite.parse(JSON.parse(await readFile(report, 'utf8')));
  } finally {
    await rm(reports, { recursive: true });
  }
}
