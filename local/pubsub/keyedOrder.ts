/** Lets one item of each key pass at a time, the others of that key in order of arrival. */
export class KeyedOrder<T> {
  readonly #waiting = new Map<string, T[]>();

  /** Whether the item may pass now; items without a key always may. */
  enter(key: string | undefined, item: T): boolean {
    if (key === undefined) return true;
    const behind = this.#waiting.get(key);
    if (!behind) {
      this.#waiting.set(key, []);
      return true;
    }
    behind.push(item);
    return false;
  }

  /** Ends the turn of the item that passed; returns the next of its key. */
  leave(key: string | undefined): T | undefined {
    if (key === undefined) return undefined;
    const next = this.#waiting.get(key)?.shift();
    if (!next) this.#waiting.delete(key);
    return next;
  }
}
