import type { IndexRange } from '../query/indexScan';
import { rangeMeets } from './footprint';
import type { Footprint } from './footprint';
import type { Owner } from './owner';

interface HeldRange {
  readonly range: IndexRange;
  readonly exclusive: boolean;
}

/** Which owner holds which documents and index ranges: together with others, or alone. */
export class HeldLocks {
  /** For each document its holders, and whether each holds it alone. */
  readonly #documents = new Map<string, Map<Owner, boolean>>();
  readonly #ranges = new Map<Owner, HeldRange[]>();
  readonly #paths = new Map<Owner, Set<string>>();

  get isEmpty(): boolean {
    return this.#paths.size === 0;
  }

  hold(owner: Owner, { documents, ranges, exclusive }: Footprint): void {
    const paths = entry(this.#paths, owner, () => new Set<string>());
    for (const path of documents) {
      paths.add(path);
      const holders = entry(this.#documents, path, () => new Map<Owner, boolean>());
      holders.set(owner, exclusive || holders.get(owner) === true);
    }
    const held = entry(this.#ranges, owner, () => []);
    for (const range of ranges) held.push({ range, exclusive });
  }

  drop(owner: Owner): void {
    for (const path of this.#paths.get(owner) ?? []) {
      const holders = this.#documents.get(path);
      holders?.delete(owner);
      if (holders?.size === 0) this.#documents.delete(path);
    }
    this.#paths.delete(owner);
    this.#ranges.delete(owner);
  }

  /**
   * The other owners who hold any of it.
   *
   * @param sharing leaves out those who hold it together with others, unless it is wanted alone
   */
  holders(owner: Owner, wanted: Footprint, sharing: boolean): Set<Owner> {
    const found = new Set<Owner>();
    const minds = (exclusive: boolean) => exclusive || wanted.exclusive || !sharing;
    for (const path of wanted.documents) {
      for (const [holder, exclusive] of this.#documents.get(path) ?? []) {
        if (holder !== owner && minds(exclusive)) found.add(holder);
      }
    }
    for (const [holder, ranges] of this.#ranges) {
      if (holder === owner || found.has(holder)) continue;
      if (ranges.some(({ range, exclusive }) => minds(exclusive) && rangeMeets(range, wanted)))
        found.add(holder);
    }
    return found;
  }
}

function entry<K, V>(map: Map<K, V>, key: K, create: () => V): V {
  const present = map.get(key);
  if (present !== undefined) return present;
  const created = create();
  map.set(key, created);
  return created;
}
