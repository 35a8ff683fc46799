import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { repository } from '../../local/suite/repository';
import { run } from '../../tools/packageCheck/run';
import type { App } from './app';

/** Whose Firestore and Pub/Sub the Firebase CLI starts: Google's, or those of `local/`. */
export type Servers = 'official' | 'embedded';

/** The Firebase CLI's emulators of an app. */
export interface AppEmulators {
  /** What they have printed. */
  output(): string;
  /** Runs a test file of the app with `node --test`. @throws Error with what failed */
  test(file: string): Promise<void>;
  stop(): Promise<void>;
}

const START_MS = 120_000;
const STOP_MS = 10_000;

/** Runs `firebase emulators:start` in an app until everything is there. */
export async function startEmulators(app: App, servers: Servers): Promise<AppEmulators> {
  const cli = join(repository, 'node_modules/firebase-tools/lib/bin/firebase.js');
  const preload = join(__dirname, 'preload', `${servers}.js`);
  const child = spawn(
    process.execPath,
    [
      '--require',
      preload,
      cli,
      'emulators:start',
      '--inspect-functions',
      '--project',
      app.projectId,
    ],
    {
      cwd: app.directory,
      env: environment(app),
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  );
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => (output += text));
  }
  const ended = once(child, 'exit');
  const stop = async () => {
    if (child.exitCode === null) child.kill('SIGINT');
    await Promise.race([ended, sleep(STOP_MS, undefined, { ref: false })]);
    try {
      if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL');
    } catch {
      // Nobody is left in the group, as it should be.
    }
  };
  const deadline = Date.now() + START_MS;
  while (!output.includes('All emulators ready')) {
    const failed = child.exitCode !== null || output.includes('Failed to load function definition');
    if (failed || Date.now() > deadline) {
      await stop();
      throw new Error(`The emulators did not start:\n${output}`);
    }
    await sleep(100);
  }
  return {
    output: () => output,
    stop,
    test: async (file) => {
      const env = {
        GCLOUD_PROJECT: app.projectId,
        FIREBASE_EMULATOR_HUB: `127.0.0.1:${app.ports.hub}`,
      };
      await run(process.execPath, ['--test', file], app.directory, env);
    },
  };
}

/** Nothing is asked of, or told to, a machine elsewhere. */
function environment({ projectId }: App): Record<string, string | undefined> {
  return {
    PATH: process.env['PATH'],
    HOME: process.env['HOME'],
    GCLOUD_PROJECT: projectId,
    CI: '1',
    NO_UPDATE_NOTIFIER: '1',
    METADATA_SERVER_DETECTION: 'none',
    XDG_CONFIG_HOME: join(repository, '.cache'),
    FUNCTIONS_DISCOVERY_TIMEOUT: '60', // seconds; the CLI's 10 are few on a busy machine
  };
}
