import { setTimeout as sleep } from 'node:timers/promises';

/** Where Firestore's documentation advises to start with new ranges of keys, in operations a second. */
export const FIRST_RATE = 500;

const STEP_MS = 300_000;
const STEP_FACTOR = 1.5;

/**
 * Spreads writes over time. Firestore splits the key ranges of new collections as traffic grows; its
 * documentation advises to start slowly and to add half every 5 minutes.
 *
 * @see https://firebase.google.com/docs/firestore/best-practices#ramping_up_traffic
 */
export class Pace {
  private readonly startedAt: number;
  private nextAt: number;

  /** @param firstRate writes a second to start with; Infinity does not wait */
  constructor(
    private readonly firstRate: number,
    private readonly now: () => number = () => performance.now(),
    private readonly wait: (ms: number) => Promise<unknown> = sleep,
  ) {
    this.startedAt = now();
    this.nextAt = this.startedAt;
  }

  /** Resolves when so many writes may be sent. */
  async take(writes: number): Promise<void> {
    const now = this.now();
    const at = Math.max(now, this.nextAt);
    this.nextAt = at + (writes * 1000) / rateAfter(at - this.startedAt, this.firstRate);
    if (at > now) await this.wait(at - now);
  }
}

/** Operations a second that are allowed so many milliseconds after the start. */
export function rateAfter(elapsedMs: number, firstRate: number): number {
  return firstRate * STEP_FACTOR ** Math.floor(elapsedMs / STEP_MS);
}

/** How many seconds so many writes take at least. */
export function secondsFor(writes: number, firstRate: number): number {
  let left = writes;
  let seconds = 0;
  for (let rate = firstRate; left > 0; rate *= STEP_FACTOR) {
    const taken = Math.min(left / rate, STEP_MS / 1000);
    seconds += taken;
    left -= taken * rate;
  }
  return seconds;
}
