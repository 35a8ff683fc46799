import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { runCommand } from '../../local/suite/commandLine';
import { repository } from '../../local/suite/repository';
import { freePort } from '../../test/support/freePort';
import { discovered } from './discovered';
import { packedClient } from './packedClient';
import { nodeBinary, packedFunctions } from './packedFunctions';
import { run } from './run';
import { useClient } from './useClient';

/** Where functions run in production. */
const NODE_VERSIONS = ['22', '24'];

const usage = `Usage: npm run check:package

Installs the functions alone, as a deployment does, and loads them on the versions of Node that production has.
Packs the client, installs it into an empty folder and imports it, with its types.
Downloads those from npm, so it is no part of npm test.`;

async function main(): Promise<void> {
  await checkFunctions();
  await checkClient();
}

/** Installs the client into an empty folder, as an app does, and imports it. */
async function checkClient(): Promise<void> {
  const { directory, archive } = await packedClient();
  try {
    const app = join(directory, 'app');
    await mkdir(app);
    await run('npm', ['init', '-y'], app);
    await run('npm', ['install', '--ignore-scripts', '--no-audit', '--no-fund', archive], app);
    const typescript = join(repository, 'node_modules/typescript/bin/tsc');
    const names = await useClient(app, typescript);
    process.stdout.write(`The client exports ${names.join(', ')}\n`);
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}

async function checkFunctions(): Promise<void> {
  const directory = await packedFunctions();
  try {
    for (const version of NODE_VERSIONS) {
      const node = await nodeBinary(version, directory);
      const { nodeVersion, names, milliseconds } = await discovered(
        node,
        directory,
        await freePort(),
      );
      process.stdout.write(
        `Node ${nodeVersion}: ${names.length} functions in ${milliseconds} ms\n`,
      );
    }
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}

runCommand(usage, main);
