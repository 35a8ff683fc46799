import { rm } from 'node:fs/promises';
import { runCommand } from '../../local/suite/commandLine';
import { freePort } from '../../test/support/freePort';
import { discovered } from './discovered';
import { nodeBinary, packedFunctions } from './packedFunctions';

/** Where functions run in production. */
const NODE_VERSIONS = ['22', '24'];

const usage = `Usage: npm run check:package

Installs the functions alone, as a deployment does, and loads them on the versions of Node that production has.
Downloads those from npm, so it is no part of npm test.`;

async function main(): Promise<void> {
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
