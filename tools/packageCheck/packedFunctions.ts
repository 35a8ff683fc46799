import { cp, mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { repository } from '../../local/suite/repository';
import { buildProduct } from '../../test/e2e/buildProduct';
import { run } from './run';
import { uploadedFunctions } from './uploadedFiles';

/**
 * Builds the functions, copies what would be uploaded to a new directory, and installs it there as
 * Cloud Build does: from its own lock file, without what development needs. What `npm ci` has downloaded for the
 * repository is not downloaded again.
 *
 * @returns the directory, which the caller removes
 */
export async function packedFunctions(): Promise<string> {
  await buildProduct();
  const directory = await mkdtemp(join(tmpdir(), 'firestreak-functions-'));
  for (const name of await uploadedFunctions(repository)) {
    await cp(join(repository, 'functions', name), join(directory, name));
  }
  const quietly = ['--no-audit', '--no-fund', '--prefer-offline'];
  await run('npm', ['ci', '--omit=dev', ...quietly], directory);
  return directory;
}
