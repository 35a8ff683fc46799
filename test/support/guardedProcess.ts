import { spawn } from 'node:child_process';
import { once } from 'node:events';

export interface GuardedProcess {
  /** Of the guard; the process is its child. */
  readonly pid: number | undefined;
  /** Rejects when the process ends before `close` was called. */
  readonly died: Promise<never>;
  readonly close: () => Promise<void>;
}

/** Runs a command in the background and ends it when its own input ends. */
const GUARD = '"$@" </dev/null & child=$!; cat >/dev/null; kill $child; wait $child';

/**
 * Starts a process that cannot outlive this one: its guard waits for the end of a pipe that the
 * system closes however this process ends, also when it is killed.
 */
export function guardedProcess(command: readonly string[]): GuardedProcess {
  const guard = spawn('sh', ['-c', GUARD, 'sh', ...command], {
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  const ended = once(guard, 'exit');
  const died = ended.then(() => {
    throw new Error(`The process ended: ${command.join(' ')}`);
  });
  died.catch(() => undefined);
  guard.unref();
  return {
    pid: guard.pid,
    died,
    async close() {
      guard.ref();
      guard.stdin.end();
      await ended;
    },
  };
}
