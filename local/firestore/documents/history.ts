import type { Micros } from '../values/timestamp';
import { failedPrecondition } from '../status';
import type { DocumentChange, StoredDocument } from './storedDocument';

interface PastChange {
  readonly time: Micros;
  readonly path: string;
  readonly before: StoredDocument | undefined;
}

const maxAge: Micros = 3_600e6;
const maxChanges = 50_000;

/** Recent changes, so that a read can be answered as of a time in the last hour, as in production (or 50,000 changes). */
export class History {
  #changes: PastChange[] = [];
  #horizon: Micros = 0;

  record(changes: readonly DocumentChange[], time: Micros): void {
    for (const { place, before } of changes) this.#changes.push({ time, path: place.path, before });
    if (this.#changes.length > 2 * maxChanges) this.#prune(time);
  }

  /**
   * The documents that changed after the time, as they were then.
   *
   * @throws StatusError FAILED_PRECONDITION when the time is too long ago.
   */
  since(time: Micros, now: Micros): Map<string, StoredDocument | undefined> {
    if (time < this.#horizon || time < now - maxAge) {
      throw failedPrecondition('The requested snapshot version is too old.');
    }
    const then = new Map<string, StoredDocument | undefined>();
    for (let i = this.#changes.length - 1; i >= 0; i--) {
      const change = this.#changes[i];
      if (!change || change.time <= time) break;
      then.set(change.path, change.before);
    }
    return then;
  }

  /** Nothing can be read any more as of a time before this one. */
  forget(time: Micros): void {
    this.#changes = [];
    this.#horizon = time;
  }

  #prune(now: Micros): void {
    const surplus = this.#changes.length - maxChanges;
    const dropped = this.#changes.findIndex(
      (change, i) => i >= surplus && change.time >= now - maxAge,
    );
    const kept = dropped < 0 ? this.#changes.length : dropped;
    this.#horizon = this.#changes[kept - 1]?.time ?? this.#horizon;
    this.#changes = this.#changes.slice(kept);
  }
}
