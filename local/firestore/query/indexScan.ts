import type { IndexEntry, View } from '../documents/view';
import type { KeyRange, SortedIndex } from '../indexes/sortedIndex';
import { afterPath } from '../values/pathKey';
import type { ScanPlan } from './planScan';

/** Index keys that a read depends on: nobody may change what they hold while the reader relies on it. */
export interface IndexRange {
  readonly index: SortedIndex;
  readonly range: KeyRange;
}

/** Reads the entries of one scan in order, one at a time. */
export class IndexScan {
  readonly #view: View;
  readonly #index: SortedIndex;
  readonly #plan: ScanPlan;
  readonly #ranges: readonly KeyRange[];
  #position = -1;
  #entries: Iterator<IndexEntry, undefined> | undefined;
  #last: string | undefined;

  constructor(view: View, index: SortedIndex, plan: ScanPlan) {
    this.#view = view;
    this.#index = index;
    this.#plan = plan;
    this.#ranges = plan.reverse ? [...plan.ranges].reverse() : plan.ranges;
  }

  next(): IndexEntry | undefined {
    for (;;) {
      const step = this.#entries?.next();
      if (step && !step.done) {
        this.#last = step.value.key;
        const { document } = step.value;
        if (this.#plan.tests.every((test) => test(document))) return step.value;
        continue;
      }
      const range = this.#ranges[this.#position + 1];
      if (!range) return undefined;
      this.#position++;
      this.#last = undefined;
      this.#entries = this.#view.scan(this.#index, range, this.#plan.reverse);
    }
  }

  /** The entries in all, without reading them; undefined when they have to be looked at. */
  count(): number | undefined {
    if (this.#plan.tests.length > 0) return undefined;
    return this.#ranges.reduce((sum, range) => sum + this.#view.count(this.#index, range), 0);
  }

  /** What has been read so far; everything when the scan was counted or read to its end. */
  covered(complete: boolean): IndexRange[] {
    const index = this.#index;
    if (complete) return this.#ranges.map((range) => ({ index, range }));
    return this.#ranges.slice(0, this.#position + 1).map((range, i) => {
      if (i < this.#position || this.#last === undefined) return { index, range };
      const cut = this.#plan.reverse ? { low: this.#last } : { high: this.#last + afterPath };
      return { index, range: { ...range, ...cut } };
    });
  }
}
