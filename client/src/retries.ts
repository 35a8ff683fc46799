const FIRST_MS = 5_000;
const LONGEST_MS = 300_000;

/** The longest delay that a timer takes. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

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
  /** How many attempts in a row have failed. */
  failures = 0;
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

  /** @param atLeastMs how long the server wants to be left alone */
  failed(atLeastMs = 0): void {
    this.failures += 1;
    clearTimeout(this.timer);
    if (this.stop.signal.aborted) return;
    const delay = Math.max(retryDelay(this.failures, Math.random()), atLeastMs);
    this.timer = setTimeout(this.retry, Math.min(delay, LONGEST_TIMER_MS));
    // A program in Node may end though activities wait: they are lost with its memory anyway.
    (this.timer as { unref?: () => void }).unref?.();
  }

  close(): void {
    clearTimeout(this.timer);
    this.stop.abort();
  }
}
