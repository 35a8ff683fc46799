import { setTimeout as sleep } from 'node:timers/promises';
import type { Failure } from './host';

/** Milliseconds before the attempt after this one: 20, 40, 80 and so on up to a second. */
const backoff = (attempt: number) => Math.min(1000, 20 * 2 ** (attempt - 1));

/** Runs until it succeeds, at most `maxAttempts` times, and reports what was thrown. */
export async function runAttempts(
  { name, id, maxAttempts }: { name: string; id: string; maxAttempts: number },
  run: (attempt: number) => Promise<void>,
  report: (failure: Failure) => void,
): Promise<void> {
  for (let attempt = 1; attempt <= maxAttempts; attempt++) {
    try {
      await run(attempt);
      return;
    } catch (error) {
      const retried = attempt < maxAttempts;
      report({ name, id, attempt, error, retried });
      if (retried) await sleep(backoff(attempt));
    }
  }
}
