import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { DataDirectory } from '../../local/suite/dataDirectory';
import { type RunningSuite, findSuite } from '../../local/suite/runningSuite';
import { repository } from '../../local/suite/repository';

/** A suite as `npm start` runs it, with a project and ports of its own. */
export interface SuiteProcess {
  readonly suite: RunningSuite;
  readonly directory: DataDirectory;
  /** What it has printed so far. */
  output(): string;
  /** Sends a signal and waits for the end. */
  end(signal: 'SIGINT' | 'SIGKILL'): Promise<void>;
}

/** A machine that is busy with other tests takes several times as long as a free one. */
const START_MS = 180_000;

/** A project id that no other test has. */
export function newProject(): string {
  return `demo-e2e-${randomBytes(4).toString('hex')}`;
}

/** Starts a suite and waits until it is ready. @throws Error with what it printed */
export async function startSuiteProcess(
  projectId: string,
  ...options: readonly string[]
): Promise<SuiteProcess> {
  const child = run('local/suite/main.ts', ['--project', projectId, '--free-ports', ...options]);
  const output = collect(child);
  const deadline = Date.now() + START_MS;
  while (!output().includes('Firestreak is ready')) {
    if (child.exitCode !== null || Date.now() > deadline) {
      child.kill('SIGTERM');
      throw new Error(`The suite did not start:\n${output()}`);
    }
    await sleep(50);
  }
  const directory = DataDirectory.of(projectId);
  const suite = await findSuite(directory);
  if (typeof suite === 'string') throw new Error(`The suite is ${suite}.`);
  return {
    suite,
    directory,
    output,
    end: async (signal) => {
      const ended = once(child, 'exit');
      if (child.exitCode !== null || child.signalCode !== null) return;
      child.kill(signal);
      await ended;
    },
  };
}

/** Starts a suite that ends by itself. @returns its exit code and what it printed */
export async function refusedSuite(
  options: readonly string[],
  env: NodeJS.ProcessEnv = {},
): Promise<[code: number, output: string]> {
  const child = run('local/suite/main.ts', options, env);
  const output = collect(child);
  const [code] = (await once(child, 'close')) as [number];
  return [code, output()];
}

/** `npm run tick` for a project. @returns what it printed */
export async function tickProcess(projectId: string, ...options: string[]): Promise<string> {
  const child = run('local/suite/tick/main.ts', ['--project', projectId, ...options]);
  const output = collect(child);
  const [code] = (await once(child, 'close')) as [number];
  if (code !== 0) throw new Error(`tick ended with ${code}:\n${output()}`);
  return output();
}

/** Removes a project's data. */
export function forget(projectId: string): void {
  rmSync(DataDirectory.of(projectId).path, { recursive: true, force: true });
}

function run(file: string, args: readonly string[], env: NodeJS.ProcessEnv = {}): ChildProcess {
  return spawn(process.execPath, ['--require', 'tsx/cjs', join(repository, file), ...args], {
    cwd: repository,
    env: {
      PATH: process.env['PATH'],
      HOME: process.env['HOME'],
      TZ: process.env['TZ'],
      npm_lifecycle_event: 'start', // as from npm, so that it ends when this process has gone
      ...env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

function collect({ stdout, stderr }: ChildProcess): () => string {
  let text = '';
  for (const stream of [stdout, stderr]) {
    stream?.setEncoding('utf8').on('data', (chunk: string) => {
      text += chunk;
    });
  }
  return () => text;
}
