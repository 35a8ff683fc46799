import type { Micros } from './values/timestamp';

/** Gives each commit its own instant, later than any before it. */
export class CommitClock {
  #last: Micros = 0;

  next(): Micros {
    this.#last = Math.max(this.#last + 1, Date.now() * 1000);
    return this.#last;
  }

  /** An instant at or after every commit so far and before every later one. */
  now(): Micros {
    this.#last = Math.max(this.#last, Date.now() * 1000);
    return this.#last;
  }
}
