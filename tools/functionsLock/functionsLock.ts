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
  readonly hasInstallScript?: boolean;
}

interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly license: string;
  readonly engines: object;
  readonly dependencies: Readonly<Record<string, string>>;
}

/**
 * Packages that an app has anyway. A published package does not lock them: npm then installs one copy for
 * both, and what one makes, such as a Firestore, the other can use.
 */
const ofTheApp = ['firebase-admin', 'firebase-functions'];

/**
 * The lock file that is deployed with the functions: the packages that they need, each in the version
 * that the repository's lock file has, and thus in the version that was tested. npm runs the scripts of
 * those packages that a lock file says have some; here it says of none, so none runs in Cloud Build.
 *
 * @param manifest `functions/package.json`
 * @param lock the repository's lock file
 * @returns text for `functions/package-lock.json`
 */
export async function functionsLock(manifest: string, lock: LockFile): Promise<string> {
  return locked(JSON.parse(manifest) as Manifest, lock);
}

/**
 * The lock file that is published with the package, `npm-shrinkwrap.json`: the same, without what the app
 * that installs it has.
 */
export async function shrinkwrap(manifest: string, lock: LockFile): Promise<string> {
  const { dependencies, ...rest } = JSON.parse(manifest) as Manifest;
  const own = Object.entries(dependencies).filter(([name]) => !ofTheApp.includes(name));
  return locked({ ...rest, dependencies: Object.fromEntries(own) }, lock);
}

async function locked(manifest: Manifest, lock: LockFile): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), 'firestreak-lock-'));
  const file = join(directory, 'package-lock.json');
  try {
    await writeFile(join(directory, 'package.json'), JSON.stringify(manifest));
    await writeFile(file, JSON.stringify(asIfAlone(manifest, lock)));
    const install = ['install', '--package-lock-only', '--ignore-scripts', '--no-audit'];
    await promisify(execFile)('npm', install, { cwd: directory }); // drops what is not needed
    return withoutScripts(JSON.parse(await readFile(file, 'utf8')) as LockFile);
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}

/** The repository's lock file as if the functions were all there is in it. */
function asIfAlone(manifest: Manifest, lock: LockFile): object {
  const { name, version, dependencies, engines, license } = manifest;
  const installed = Object.entries(lock.packages).filter(
    ([path, { link }]) => path.startsWith('node_modules/') && !link,
  );
  return {
    ...{ name, version, lockfileVersion: 3, requires: true },
    packages: {
      '': { name, version, license, dependencies, engines },
      ...Object.fromEntries(installed),
    },
  };
}

/** A lock file as text, by which npm runs no package's script. */
export function withoutScripts(lock: LockFile): string {
  const packages = Object.entries(lock.packages).map(
    ([path, { hasInstallScript: _, ...rest }]) => [path, rest] as const,
  );
  return `${JSON.stringify({ ...lock, packages: Object.fromEntries(packages) }, null, 2)}\n`;
}
