import type { IndexRange } from '../query/indexScan';
import { StatusError, code } from '../status';
import { changesRange, footprintsConflict, rangesOverlap } from './footprint';
import type { Footprint } from './footprint';

/** Someone who may hold locks: a transaction, or one plain commit. Lower ages go first. */
export interface Owner {
  readonly age: number;
}

/** What an owner wants to do in the present state of the database, and what that needs. */
export interface Attempt<T> {
  readonly footprint: Footprint;
  /** Done at once when nobody is in the way. */
  readonly act: () => T;
}

interface Request {
  readonly owner: Owner;
  readonly retry: () => Request['state'];
  readonly reject: (error: unknown) => void;
  state: { readonly footprint: Footprint; readonly grant: () => void } | undefined;
  blockers: ReadonlySet<Owner>;
}

/**
 * Exclusive locks on documents and on index ranges. Who has to wait waits in order of age and tries anew, from the
 * state of that time, when an owner in its way lets go. A circle of waiting owners loses its youngest at once.
 */
export class LockTable {
  readonly #documents = new Map<string, Owner>();
  #ranges: (IndexRange & { readonly owner: Owner })[] = [];
  #queue: Request[] = [];
  readonly #released: Owner[] = [];
  #waking = false;
  readonly #onVictim: (owner: Owner) => void;

  /** @param onVictim called for the loser of a deadlock, after its locks are gone */
  constructor(onVictim: (owner: Owner) => void) {
    this.#onVictim = onVictim;
  }

  get isFree(): boolean {
    return this.#documents.size === 0 && this.#ranges.length === 0 && this.#queue.length === 0;
  }

  /**
   * Acts as soon as no other owner's lock is in the way.
   *
   * @throws StatusError ABORTED for the loser of a deadlock; else what the attempt throws.
   */
  acquire<T>(owner: Owner, attempt: () => Attempt<T>): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      const request: Request = {
        owner,
        retry: () => {
          const { footprint, act } = attempt();
          return {
            footprint,
            grant: () => {
              resolve(act());
            },
          };
        },
        reject,
        state: undefined,
        blockers: new Set(),
      };
      const position = this.#queue.findIndex((other) => other.owner.age > owner.age);
      this.#queue.splice(position < 0 ? this.#queue.length : position, 0, request);
      this.#try(request);
      if (this.#queue.includes(request)) this.#breakDeadlock(owner);
    });
  }

  hold(owner: Owner, { documents, ranges }: Footprint): void {
    for (const path of documents) this.#documents.set(path, owner);
    for (const range of ranges) this.#ranges.push({ ...range, owner });
  }

  /** Drops the owner's locks and what it still waits for, and lets others go on. */
  release(owner: Owner, error = new StatusError(code.aborted, 'The transaction has ended.')): void {
    for (const [path, holder] of this.#documents)
      if (holder === owner) this.#documents.delete(path);
    this.#ranges = this.#ranges.filter((range) => range.owner !== owner);
    const dropped = this.#queue.filter((request) => request.owner === owner);
    this.#queue = this.#queue.filter((request) => request.owner !== owner);
    for (const request of dropped) request.reject(error);
    this.#wake(owner);
  }

  #try(request: Request): void {
    try {
      request.state = request.retry();
      if (!request.state) return;
      request.blockers = this.#blockers(request, request.state.footprint);
      if (request.blockers.size > 0) return;
      this.#remove(request);
      request.state.grant();
    } catch (error) {
      this.#remove(request);
      request.reject(error);
    }
    this.#wake(request.owner);
  }

  #wake(owner: Owner): void {
    this.#released.push(owner);
    if (this.#waking) return;
    this.#waking = true;
    for (let next = this.#released.shift(); next; next = this.#released.shift()) {
      for (const request of [...this.#queue]) {
        if (request.blockers.has(next) && this.#queue.includes(request)) this.#try(request);
      }
    }
    this.#waking = false;
  }

  #remove(request: Request): void {
    this.#queue = this.#queue.filter((other) => other !== request);
  }

  /** The holders of what is wanted or, when it is free, those who have waited longer for it. */
  #blockers(request: Request, footprint: Footprint): Set<Owner> {
    const { owner } = request;
    const holders = new Set<Owner>();
    for (const path of footprint.documents) {
      const holder = this.#documents.get(path);
      if (holder && holder !== owner) holders.add(holder);
    }
    for (const held of this.#ranges) {
      if (held.owner === owner || holders.has(held.owner)) continue;
      const conflict =
        footprint.ranges.some((range) => rangesOverlap(range, held)) ||
        footprint.changes.some((change) => changesRange(change, held));
      if (conflict) holders.add(held.owner);
    }
    if (holders.size > 0) return holders;
    const wanted = {
      ...footprint,
      documents: footprint.documents.filter((path) => this.#documents.get(path) !== owner),
    };
    for (const earlier of this.#queue) {
      if (earlier === request) break;
      if (earlier.owner === owner || !earlier.state || holders.has(earlier.owner)) continue;
      if (this.#circle(earlier.owner, owner)) continue;
      if (footprintsConflict(earlier.state.footprint, wanted)) holders.add(earlier.owner);
    }
    return holders;
  }

  /** The owners on a way of waiting from one to the other, if there is one. */
  #circle(from: Owner, to: Owner, seen = new Set<Owner>()): Owner[] | undefined {
    if (from === to) return [from];
    seen.add(from);
    for (const { owner, blockers } of this.#queue) {
      if (owner !== from) continue;
      for (const blocker of blockers) {
        const rest = seen.has(blocker) ? undefined : this.#circle(blocker, to, seen);
        if (rest) return [from, ...rest];
      }
    }
    return undefined;
  }

  #breakDeadlock(owner: Owner): void {
    for (;;) {
      const circle = this.#queue
        .filter((request) => request.owner === owner)
        .flatMap((request) => [...request.blockers])
        .map((blocker) => this.#circle(blocker, owner))
        .find((found) => found !== undefined);
      if (!circle) return;
      const victim = circle.reduce((a, b) => (a.age > b.age ? a : b));
      this.release(victim, new StatusError(code.aborted, 'Transaction lock timeout.'));
      this.#onVictim(victim);
    }
  }
}
