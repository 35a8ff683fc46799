import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { DataDirectory } from './dataDirectory';
import { repository } from './repository';
import {
  type ControlMessage,
  type SuiteEnvironment,
  dataReady,
  suiteVariables,
} from './suiteEnvironment';

/** The emulators that are started; `tasks` and `eventarc` come with `functions`. */
const EMULATORS = 'auth,functions,hosting,firestore,pubsub';

/** How long a clean stop may take. */
const STOP_MS = 10_000;

/** How much of what they printed is told when they have ended unasked. */
const LAST_LINES = 10;

/** Printed, with the reason, when functions could not be loaded; the emulators go on without them. */
const NOT_LOADED = 'Failed to load function definition from source';

/** How long loading them may take, in seconds; the CLI's 10 are few on a busy machine. */
const LOAD_SECONDS = '60';

/** A burst of cold starts would pass the emulator's limit of 30 s and lose work. */
const PARALLEL_CALLS = '3';

/** The Firebase CLI with the emulators, in a process group of its own. */
export class FirebaseCli {
  /** Rejects when the emulators end without having been asked to. */
  readonly died: Promise<never>;
  /** Rejects when functions could not be loaded, at the start or after a change. */
  readonly notLoaded: Promise<never>;
  /** Resolves with the port of the control server. */
  readonly controlPort: Promise<number>;
  private readonly child: ChildProcess;
  private readonly ended: Promise<unknown>;
  private isStopping = false;
  /** The lines that were printed last. */
  private last: string[] = [];

  constructor(
    suite: SuiteEnvironment,
    directory: DataDirectory,
    inspectFunctions: boolean,
    onLine: (line: string) => void,
  ) {
    this.child = spawn(process.execPath, args(suite.projectId, inspectFunctions), {
      cwd: repository,
      env: environment(suite, directory),
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
      detached: true, // Ctrl-C is for the starter, which then asks once
    });
    this.ended = once(this.child, 'exit');
    this.died = this.ended.then(() => {
      if (this.isStopping) return new Promise<never>(() => undefined);
      const last = this.last.join('\n');
      throw new Error(`The emulators have ended; ${directory.log} says more.\n${last}`);
    });
    this.died.catch(() => undefined);
    this.controlPort = new Promise((resolve) => {
      this.child.once('message', ({ controlPort }: ControlMessage) => {
        resolve(controlPort);
      });
    });
    this.notLoaded = new Promise((_, reject) => {
      this.follow(directory.log, (line) => {
        if (line.includes(NOT_LOADED)) {
          reject(new Error(`The functions are not loaded; ${directory.log} says more.\n${line}`));
        }
        onLine(line);
      });
    });
    this.notLoaded.catch(() => undefined);
  }

  get pid(): number {
    return this.child.pid ?? 0;
  }

  /** Tells the emulators that the data directory is ready. */
  loadData(): void {
    this.child.send(dataReady);
  }

  /** Stops the emulators and every process that they have started. */
  async stop(): Promise<void> {
    this.isStopping = true;
    if (this.child.exitCode === null && this.child.signalCode === null) {
      this.child.kill('SIGINT');
      await Promise.race([this.ended, sleep(STOP_MS, undefined, { ref: false })]);
    }
    this.killGroup();
  }

  private killGroup(): void {
    try {
      if (this.child.pid !== undefined) process.kill(-this.child.pid, 'SIGKILL');
    } catch {
      // Nobody is left in the group, as it should be.
    }
  }

  private follow(file: string, onLine: (line: string) => void): void {
    const log = createWriteStream(file);
    for (const stream of [this.child.stdout, this.child.stderr]) {
      let rest = '';
      stream?.setEncoding('utf8').on('data', (text: string) => {
        log.write(text);
        const lines = `${rest}${text}`.split('\n');
        rest = lines.pop() ?? '';
        this.last = [...this.last, ...lines].slice(-LAST_LINES);
        lines.forEach(onLine);
      });
    }
  }
}

function args(projectId: string, inspectFunctions: boolean): string[] {
  return [
    '--require',
    join(__dirname, 'preload.js'),
    join(repository, 'node_modules/firebase-tools/lib/bin/firebase.js'),
    'emulators:start',
    '--project',
    projectId,
    '--only',
    EMULATORS,
    ...(inspectFunctions ? ['--inspect-functions'] : []),
  ];
}

function environment(
  suite: SuiteEnvironment,
  directory: DataDirectory,
): Record<string, string | undefined> {
  return {
    ...process.env,
    ...suiteVariables(suite),
    FIRESTREAK_CLOCK_FILE: directory.clock,
    FIRESTREAK_MESSAGES_HOST: `127.0.0.1:${suite.ports.messages}`,
    FIRESTREAK_SHARE_URL: `http://127.0.0.1:${suite.ports.hosting}`,
    FIRESTREAK_FUNCTIONS_URL: `http://127.0.0.1:${suite.ports.functions}`,
    FUNCTIONS_EMULATOR_PARALLEL: process.env['FUNCTIONS_EMULATOR_PARALLEL'] ?? PARALLEL_CALLS,
    FIREBASE_FUNCTIONS_DISCOVERY_OUTPUT_PATH: 'true',
    FUNCTIONS_DISCOVERY_TIMEOUT: process.env['FUNCTIONS_DISCOVERY_TIMEOUT'] ?? LOAD_SECONDS,
    // A shell that is set up for a real project must not lead there.
    GCLOUD_PROJECT: suite.projectId,
    GOOGLE_CLOUD_PROJECT: suite.projectId,
    GOOGLE_APPLICATION_CREDENTIALS: undefined,
    // Nothing is asked of, or told to, a machine elsewhere, and nothing is written to the home.
    CI: '1',
    NO_UPDATE_NOTIFIER: '1',
    METADATA_SERVER_DETECTION: 'none',
    npm_config_offline: 'true',
    XDG_CONFIG_HOME: join(repository, '.cache'),
  };
}
