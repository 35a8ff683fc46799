import { cp, mkdir, mkdtemp, readFile, readdir, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { repository } from '../../local/suite/repository';
import { run } from './run';

/** An archive as `npm pack` makes it, in a new directory which the caller removes. */
export interface Packed {
  readonly directory: string;
  readonly archive: string;
}

/** What npm is told, as pages do: the repository's .npmrc has it run no scripts, and a package is built by one. */
export const packOptions = ['--ignore-scripts=false'] as const;

/** The packages in `local/`, each a folder. */
export const localPackages = ['firestore', 'pubsub', 'host'] as const;

export type LocalPackage = (typeof localPackages)[number];

const inFolder = (folder: string, ...files: string[]) => files.map((file) => `${folder}/${file}`);

const ofClient = [
  ...inFolder('client', 'src', 'package.json', 'tsconfig.json', 'vite.config.mts'),
  ...inFolder('client', 'README.md', 'LICENSE'),
  'functions/src',
  'tools/build/nodeImports.mjs',
];

/** What each package is built from, by the folder of its package.json. */
const sources = {
  functions: [
    ...inFolder('functions', 'src', 'package.json', 'tsconfig.json', 'README.md', 'LICENSE'),
    ...inFolder('tools', 'build', 'functionsLock'),
    ...inFolder('local/suite', 'commandLine.ts', 'repository.ts', 'usageError.ts'),
    'package-lock.json',
    'firestore.rules',
    'firestore.indexes.json',
  ],
  client: ofClient,
  'web/src/elements': ['web/src/elements', ...ofClient],
  'local/firestore': ['local/firestore'],
  'local/pubsub': ['local/pubsub'],
  'local/host': ['local/host'],
} as const satisfies Readonly<Record<string, readonly string[]>>;

/**
 * Packs a package as whoever has just cloned the repository would, in a copy where nothing is built.
 *
 * @param folder of its package.json
 */
export async function packed(folder: keyof typeof sources): Promise<Packed> {
  const directory = await mkdtemp(join(tmpdir(), 'firestreak-pack-'));
  const copy = join(directory, 'repository');
  for (const path of [...sources[folder], 'tsconfig.base.json', 'package.json', '.npmrc']) {
    const isSource = (file: string) => !['lib', 'node_modules'].includes(basename(file));
    await cp(join(repository, path), join(copy, path), { recursive: true, filter: isSource });
  }
  await symlink(join(repository, 'node_modules'), join(copy, 'node_modules'));
  await run('npm', ['pack', ...packOptions, `./${folder}`, '--pack-destination', directory], copy);
  const name = (await readdir(directory)).find((each) => each.endsWith('.tgz'));
  if (name === undefined) throw new Error('npm pack made no archive.');
  return { directory, archive: join(directory, name) };
}

/** The files in an archive, as paths below the package. */
export async function filesIn({ directory, archive }: Packed): Promise<string[]> {
  const listed = await run('tar', ['tzf', archive], directory);
  return listed
    .trim()
    .split('\n')
    .map((file) => file.replace(/^package\//, ''));
}

/**
 * Installs an archive into an app with no network: what its package.json asks for is linked to what the repository
 * has installed, so that it finds that and nothing else.
 */
export async function installLinked({ archive }: Packed, name: string, app: string): Promise<void> {
  const installed = join(app, 'node_modules', name);
  await mkdir(installed, { recursive: true });
  await run('tar', ['xzf', archive, '-C', installed, '--strip-components', '1'], app);
  const { dependencies, peerDependencies } = JSON.parse(
    await readFile(join(installed, 'package.json'), 'utf8'),
  ) as Record<'dependencies' | 'peerDependencies', object | undefined>;
  await link(Object.keys({ ...dependencies, ...peerDependencies }), app);
}

/** Gives an app packages that the repository has installed. */
export async function link(names: readonly string[], app: string): Promise<void> {
  for (const name of names) {
    const target = join(app, 'node_modules', name);
    await mkdir(dirname(target), { recursive: true });
    await symlink(join(repository, 'node_modules', name), target).catch(unlessThere);
  }
}

function unlessThere(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EEXIST') throw error;
}
