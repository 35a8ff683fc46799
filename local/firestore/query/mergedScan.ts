import type { StoredDocument } from '../documents/storedDocument';
import type { View } from '../documents/view';
import { invert } from '../indexes/invert';
import type { IndexShape } from '../indexes/shape';
import type { SortedIndex } from '../indexes/sortedIndex';
import { documentId, getField, parseFieldPath } from '../values/fieldPath';
import { indexedKey } from '../values/indexedKey';
import { areDisjoint, conjunctionOf } from './conjunction';
import { IndexScan } from './indexScan';
import type { IndexRange } from './indexScan';
import { isReverse, planScan } from './planScan';
import type { Order, Query } from './query';

/** Reads a query's matches in order from the scans of its disjuncts; a document in several comes once. */
export class MergedScan {
  readonly #scans: readonly IndexScan[];
  readonly #heads: (Head | undefined)[] = [];
  readonly #orders: readonly Order[];
  readonly #reverse: boolean;
  readonly #disjoint: boolean;
  #started = false;

  constructor(view: View, query: Query, indexOf: (shape: IndexShape) => SortedIndex) {
    this.#orders = query.orders;
    this.#reverse = isReverse(query.orders);
    const conjunctions = query.disjuncts.flatMap((terms) => conjunctionOf(terms) ?? []);
    this.#disjoint = areDisjoint(conjunctions);
    this.#scans = conjunctions.map((conjunction) => {
      const plan = planScan(query, conjunction);
      return new IndexScan(view, indexOf(plan.shape), plan);
    });
  }

  next(): StoredDocument | undefined {
    const [only] = this.#scans;
    if (this.#scans.length <= 1) return only?.next()?.document;
    if (!this.#started)
      this.#scans.forEach((_, i) => {
        this.#advance(i);
      });
    this.#started = true;
    const first = this.#firstHead();
    if (!first) return undefined;
    this.#heads.forEach((head, i) => {
      if (head?.key === first.key) this.#advance(i);
    });
    return first.document;
  }

  /** How many matches there are, if the indexes alone can tell. */
  count(): number | undefined {
    if (!this.#disjoint) return undefined;
    let sum = 0;
    for (const scan of this.#scans) {
      const count = scan.count();
      if (count === undefined) return undefined;
      sum += count;
    }
    return sum;
  }

  /** The parts of indexes that the answer rests on. */
  covered(complete: boolean): IndexRange[] {
    return this.#scans.flatMap((scan) => scan.covered(complete));
  }

  #firstHead(): Head | undefined {
    let first: Head | undefined;
    for (const head of this.#heads) {
      if (head && (!first || head.key < first.key !== this.#reverse)) first = head;
    }
    return first;
  }

  #advance(i: number): void {
    const document = this.#scans[i]?.next()?.document;
    this.#heads[i] = document && { key: this.#orderKey(document), document };
  }

  #orderKey({ place, fields }: StoredDocument): string {
    let key = '';
    for (const { field, descending } of this.#orders) {
      const value = field === documentId ? undefined : getField(fields, parseFieldPath(field));
      if (!value) continue;
      key += descending !== this.#reverse ? invert(indexedKey(value)) : indexedKey(value);
    }
    return key + place.key;
  }
}

interface Head {
  readonly key: string;
  readonly document: StoredDocument;
}
