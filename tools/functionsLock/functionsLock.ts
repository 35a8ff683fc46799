import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

/** A lock file, as far as it is looked at here. */
export interface LockFile {
  readonly packages: Readonly<Record<string, LockedPackage>>;
}

/** One package of a lock file; its key is where it is installed. */
export interface LockedPackage {
  readonly version?: string;
  readonly link?: boolean;
  readonly integrity?: string;
}

/** Where the functions' packages lie in the repository's lock file that are not shared with others. */
const OWN = 'functions/node_modules/';

/**
 * The lock file that is deployed with the functions: the packages that they need, each in the version
 * that the repository's lock file has, and thus in the version that was tested.
 *
 * @param manifest `functions/package.json`
 * @param lock the repository's lock file
 * @returns text for `functions/package-lock.json`
 */
export async function functionsLock(manifest: string, lock: LockFile): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), 'firestreak-lock-'));
  const file = join(directory, 'package-lock.json');
  try {
    await writeFile(join(directory, 'package.json'), manifest);
    await writeFile(file, JSON.stringify(asIfAlone(manifest, lock)));
    const install = ['install', '--package-lock-only', '--ignore-scripts', '--no-audit'];
    await promisify(execFile)('npm', install, { cwd: directory }); // drops what is not needed
    return await readFile(file, 'utf8');
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}

/** The repository's lock file as if the functions were all there is in it. */
function asIfAlone(manifest: string, lock: LockFile): object {
  const { name, version, dependencies, engines, license } = JSON.parse(manifest) as Record<
    string,
    unknown
  >;
  const packages = Object.entries(lock.packages).filter(
    ([path, { link }]) => path.startsWith('node_modules/') && !link,
  );
  const own = Object.entries(lock.packages).filter(([path]) => path.startsWith(OWN));
  const moved = own.map(([path, locked]) => [`node_modules/${path.slice(OWN.length)}`, locked]);
  return {
    ...{ name, version, lockfileVersion: 3, requires: true },
    packages: {
      '': { name, version, license, dependencies, engines },
      ...Object.fromEntries(packages),
      ...(Object.fromEntries(moved) as LockFile['packages']),
    },
  };
}
