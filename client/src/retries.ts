const FIRST_MS = 5_000;
const LONGEST_MS = 300_000;

/**
 * How long to wait before the next attempt, in milliseconds, after so many that failed: twice as long
 * each time, up to five minutes, and anything between half of that and all of it.
 *
 * @param random in [0, 1)
 */
export function retryDelay(failures: number, random: number): number {
  const longest = Math.min(LONGEST_MS, FIRST_MS * 2 ** (failures - 1));
  return (longest / 2) * (1 + random);
}

/** Calls back when it is time to try again: after a while, and when the network is back. */
export class Retries {
  private failures = 0;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private readonly stop = new AbortController();

  constructor(private readonly retry: () => void) {
    const target = globalThis as Partial<Pick<EventTarget, 'addEventListener'>>;
    target.addEventListener?.('online', retry, { signal: this.stop.signal });
  }

  succeeded(): void {
    this.failures = 0;
    clearTimeout(this.timer);
  }

  failed(): void {
    this.failures += 1;
    clearTimeout(this.timer);
    this.timer = setTimeout(this.retry, retryDelay(this.failures, Math.random()));
    // A program in Node may end though activities wait: they are lost with its memory anyway.
    (this.timer as { unref?: () => void }).unref?.();
  }

  close(): void {
    clearTimeout(this.timer);
    this.stop.abort();
  }
}
