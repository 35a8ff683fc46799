import { EventEmitter, once } from 'node:events';

/** Counts what the host has taken on: events from their arrival to their last attempt. */
export class Work {
  readonly #changes = new EventEmitter().setMaxListeners(0);
  #running = 0;
  #begun = 0;

  /** Call the result once when the piece of work is done. */
  begin(): () => void {
    this.#running += 1;
    this.#begun += 1;
    return () => {
      this.#running -= 1;
      if (this.#running === 0) this.#changes.emit('rest');
    };
  }

  /**
   * Resolves when all work is done and no more comes while `settled` resolves, which it should when
   * the servers have handed over what they have.
   */
  async idle(settled: () => Promise<void>): Promise<void> {
    let begun: number;
    do {
      while (this.#running > 0) await once(this.#changes, 'rest');
      begun = this.#begun;
      await settled();
    } while (this.#begun > begun);
  }
}
