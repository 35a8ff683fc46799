import type { Commit } from './database';

/** Tells its subscribers of each commit, in order and as soon as it is stored. */
export class CommitFeed {
  readonly #listeners = new Set<(commit: Commit) => void>();

  /** @returns how to stop listening. */
  subscribe(listener: (commit: Commit) => void): () => void {
    this.#listeners.add(listener);
    return () => {
      this.#listeners.delete(listener);
    };
  }

  publish(commit: Commit): void {
    for (const listener of this.#listeners) listener(commit);
  }
}
