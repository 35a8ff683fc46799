import { spawnSync } from 'node:child_process';
import { copyFileSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runCommand } from '../../local/suite/commandLine';
import { repository } from '../../local/suite/repository';
import { UsageError } from '../../local/suite/usageError';
import { type LockFile, shrinkwrap } from '../functionsLock/functionsLock';
import { copyFonts } from './copyFonts';
import { makeLazy } from './lazyImports';

const usage = `Usage: npm run build [-- functions|web|client|package …]

Builds what is named, in this order; functions and web when nothing is.

  functions  functions/src to functions/lib. The files that name every function load what they import when a
             function that needs it is asked for
  web        the dashboard to web/dist
  client     the client package to client/lib, with its types
  package    the functions from scratch, and the lock file that is published with them: what npm pack needs`;

const builds: Readonly<Record<string, () => void | Promise<void>>> = {
  functions: buildFunctions,
  web: async () => {
    const { pageVariables } = await import('./pageVariables.js'); // packages are built without firebase.json
    Object.assign(process.env, pageVariables(process.env['GCLOUD_PROJECT']));
    runPackage('vite/bin/vite.js', 'build', 'web', '--logLevel', 'warn');
  },
  client: () => {
    run('npm', 'run', 'build', '--prefix', 'client'); // as npm pack builds it
  },
  package: async () => {
    rmSync(join(repository, 'functions/lib'), { recursive: true, force: true });
    buildFunctions();
    const read = (file: string) => readFileSync(join(repository, file), 'utf8');
    const lock = JSON.parse(read('package-lock.json')) as LockFile;
    const text = await shrinkwrap(read('functions/package.json'), lock);
    writeFileSync(join(repository, 'functions/npm-shrinkwrap.json'), text);
    for (const file of ['firestore.rules', 'firestore.indexes.json']) {
      copyFileSync(join(repository, file), join(repository, 'functions', file));
    }
  },
};

function buildFunctions(): void {
  runPackage('typescript/bin/tsc', '-p', 'functions');
  const lib = join(repository, 'functions/lib');
  makeLazy(lib);
  copyFonts(lib);
}

async function main(args: readonly string[]): Promise<void> {
  const unknown = args.find((arg) => !Object.hasOwn(builds, arg));
  if (unknown !== undefined) throw new UsageError(`There is no ${unknown} to build.`);
  const parts = args.length === 0 ? ['functions', 'web'] : args;
  for (const [part, build] of Object.entries(builds)) if (parts.includes(part)) await build();
}

/** Runs a program that a package brings. */
function runPackage(program: string, ...args: string[]): void {
  run(process.execPath, join(repository, 'node_modules', program), ...args);
}

/** Shows what it reports; where it fails, the build has failed and says no more. */
function run(command: string, ...args: string[]): void {
  const { status, error } = spawnSync(command, args, { cwd: repository, stdio: 'inherit' });
  if (error) throw error;
  if (status !== 0) process.exit(status ?? 1);
}

runCommand(usage, main);
