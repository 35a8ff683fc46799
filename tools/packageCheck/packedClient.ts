import { cp, mkdtemp, readdir, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { repository } from '../../local/suite/repository';
import { run } from './run';

/** All that the client is built from. */
const SOURCES = [
  'client/src',
  ...['package.json', 'tsconfig.json', 'vite.config.mts', 'nodeTypes.mjs'].map(
    (n) => `client/${n}`,
  ),
  'functions/src',
  'tools/apiDocs/contracts.ts',
  'tsconfig.base.json',
  'package.json',
  '.npmrc',
];

/**
 * Packs the client as whoever has just cloned the repository would, in a copy where nothing is built.
 *
 * @returns the archive, in a new directory which the caller removes
 */
export async function packedClient(): Promise<{ directory: string; archive: string }> {
  const directory = await mkdtemp(join(tmpdir(), 'firestreak-client-'));
  const copy = join(directory, 'repository');
  for (const path of SOURCES) {
    await cp(join(repository, path), join(copy, path), { recursive: true });
  }
  await symlink(join(repository, 'node_modules'), join(copy, 'node_modules'));
  await run('npm', ['pack', '--pack-destination', directory], join(copy, 'client'));
  const name = (await readdir(directory)).find((each) => each.endsWith('.tgz'));
  if (name === undefined) throw new Error('npm pack made no archive.');
  return { directory, archive: join(directory, name) };
}
