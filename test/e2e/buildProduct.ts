import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { repository } from '../../local/suite/repository';
import { sourcesState } from './sourcesState';

const lock = join(repository, '.cache/build.lock');
const builtFrom = join(repository, '.cache/built-from');
const outputs = ['functions/lib', 'web/dist', 'client/lib'].map((path) => join(repository, path));

/** A build that takes longer was killed. */
const LONGEST_BUILD_MS = 120_000;

/**
 * Builds functions, page and client, as `npm start` does before it starts; one test at a time, and what is
 * up to date stays untouched: emulators that run would load it again.
 *
 * @throws when they do not compile
 */
export async function buildProduct(): Promise<void> {
  mkdirSync(join(repository, '.cache'), { recursive: true });
  while (!taken()) await sleep(100);
  try {
    const state = sourcesState();
    if (isBuiltFrom(state)) return;
    await run('tsx/dist/cli.mjs', 'tools/build/main.ts', 'functions', 'web');
    await run('vite/bin/vite.js', 'build', 'client', '--logLevel', 'warn');
    writeFileSync(builtFrom, state);
  } finally {
    rmSync(lock, { recursive: true, force: true });
  }
}

function isBuiltFrom(state: string): boolean {
  const paths = [builtFrom, ...outputs];
  return paths.every((path) => existsSync(path)) && readFileSync(builtFrom, 'utf8') === state;
}

function taken(): boolean {
  try {
    mkdirSync(lock);
    return true;
  } catch {
    const since = statSync(lock, { throwIfNoEntry: false })?.mtimeMs ?? Date.now();
    if (Date.now() - since > LONGEST_BUILD_MS) rmSync(lock, { recursive: true, force: true });
    return false;
  }
}

async function run(script: string, ...args: string[]): Promise<void> {
  const command = [join(repository, 'node_modules', script), ...args];
  const env = { PATH: process.env['PATH'], HOME: process.env['HOME'] };
  await promisify(execFile)(process.execPath, command, { cwd: repository, env });
}
