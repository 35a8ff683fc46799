import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Attack } from './attack';
import { END_OF_OUTPUT, type FromInstance, type Outcome, type ToInstance } from './protocol';

/** Where the instance under attack finds what it needs. */
export interface TargetOptions {
  /** Firestore, as the functions reach it. */
  readonly storeHost: string;
  /** Firestore, as far as its events go. */
  readonly triggersHost: string;
  readonly pubsubHost: string;
  /** Where Firestore sends its events. */
  readonly port: number;
  readonly accountsHost: string;
  /** SendGrid's public key. */
  readonly webhookKey: string;
  /** After how many days of silence users expire; 0: never. Then each call is a sign of life that is kept. */
  readonly retentionDays: number;
  /** Resolves when the stores have handed over all their events. */
  readonly settled: () => Promise<void>;
}

/** What came of an attack; no outcome where the instance died of it or did not come to an end. */
export interface Attempt {
  readonly outcome: Outcome | undefined;
  /** All that the process has put out meanwhile, whoever wrote it. */
  readonly output: readonly string[];
}

export interface Target {
  readonly schedules: readonly string[];
  attempt(attack: Attack): Promise<Attempt>;
  /** What is in use after a collection, in MiB. */
  heapMiB(): Promise<number>;
  close(): Promise<void>;
}

/** An attack that has not come to an end by then never does. */
const PATIENCE_MS = 30_000;

/**
 * Starts the functions in a process of their own, so that all that they put out can be read, their time
 * and memory measured, and an attack outlived that never ends.
 */
export async function startTarget(options: TargetOptions): Promise<Target> {
  const { storeHost, triggersHost, pubsubHost, port, accountsHost, webhookKey, retentionDays } =
    options;
  const child = fork(join(__dirname, 'instance.ts'), [], {
    execArgv: ['--expose-gc', '--require', require.resolve('tsx/cjs')],
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    env: {
      ...process.env,
      FIRESTORE_EMULATOR_HOST: storeHost,
      PUBSUB_EMULATOR_HOST: pubsubHost,
      FIREBASE_AUTH_EMULATOR_HOST: accountsHost,
      SENDGRID_WEBHOOK_KEYS: webhookKey,
      RETENTION_DAYS: String(retentionDays),
    },
  });
  const output = outputOf(child);
  const say = (message: ToInstance) => child.send(message);
  child.on('message', (message: FromInstance) => {
    if ('ask' in message) void options.settled().then(() => say({ settled: true }));
  });
  const ended = once(child, 'exit').then(() => undefined);
  const answer = <T>(read: (message: FromInstance) => T | undefined): Promise<T | undefined> => {
    const answered = new Promise<T>((resolve) => {
      const listen = (message: FromInstance) => {
        const found = read(message);
        if (found === undefined) return;
        child.off('message', listen);
        resolve(found);
      };
      child.on('message', listen);
    });
    return Promise.race([answered, ended, sleep(PATIENCE_MS, undefined, { ref: false })]);
  };
  const starting = answer((message) => ('ready' in message ? message.ready : undefined));
  say({ start: { triggersHost, pubsubHost, port } });
  const ready = await starting;
  if (!ready) throw new Error(`The functions do not start:\n${output.take().join('\n')}`);
  output.take();
  return {
    ...ready,
    async attempt(attack) {
      const coming = answer((message) => ('outcome' in message ? message.outcome : undefined));
      say({ attack });
      const outcome = await coming;
      if (outcome) await output.ended();
      return { outcome, output: output.take() };
    },
    async heapMiB() {
      const coming = answer((message) => ('heapMiB' in message ? message.heapMiB : undefined));
      say({ collectGarbage: true });
      return (await coming) ?? Infinity;
    },
    async close() {
      child.kill('SIGKILL'); // also one that does not come to an end
      await ended;
    },
  };
}

/** The lines of both outputs of a process, up to where an attack has ended. */
function outputOf({ stdout, stderr }: ChildProcess) {
  let lines: string[] = [];
  let ends = 0;
  let wake: () => void = () => undefined;
  for (const stream of [stdout, stderr]) {
    let rest = '';
    stream?.setEncoding('utf8').on('data', (text: string) => {
      const parts = (rest + text).split('\n');
      rest = parts.pop() ?? '';
      for (const line of parts) {
        if (line === END_OF_OUTPUT) ends += 1;
        else lines.push(line);
      }
      if (ends >= 2) wake();
    });
  }
  return {
    ended: () =>
      new Promise<void>((resolve) => {
        wake = resolve;
        if (ends >= 2) resolve();
      }),
    take: () => {
      const taken = lines;
      lines = [];
      ends = 0;
      return taken;
    },
  };
}
