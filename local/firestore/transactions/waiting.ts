import type { Footprint } from './footprint';
import type { Owner } from './owner';

/** What an owner wants to do in the present state of the database, and what that needs. */
export interface Attempt<T> {
  readonly footprint: Footprint;
  /** Done at once when nobody is in the way. */
  readonly act: () => T;
}

/** An owner's wish for locks, until it is granted or given up. */
export interface Waiting {
  readonly owner: Owner;
  /** Looks at the present state: what the wish needs now, and how to grant it. */
  readonly plan: () => Attempt<void>;
  readonly reject: (error: unknown) => void;
  footprint: Footprint | undefined;
  blockers: ReadonlySet<Owner>;
  /** Ticks for which it still waits rather than share. */
  patience: number;
}

/** The wishes that wait, the oldest owner's first. */
export class WaitingLine {
  #line: Waiting[] = [];
  readonly #byOwner = new Map<Owner, Set<Waiting>>();

  get isEmpty(): boolean {
    return this.#line.length === 0;
  }

  add(waiting: Waiting): void {
    const { owner } = waiting;
    const position = this.#line.findIndex((other) => other.owner.age > owner.age);
    this.#line.splice(position < 0 ? this.#line.length : position, 0, waiting);
    this.#byOwner.set(owner, (this.#byOwner.get(owner) ?? new Set()).add(waiting));
  }

  has(waiting: Waiting): boolean {
    return this.#byOwner.get(waiting.owner)?.has(waiting) ?? false;
  }

  remove(waiting: Waiting): void {
    if (!this.has(waiting)) return;
    this.#line.splice(this.#line.indexOf(waiting), 1);
    const own = this.#byOwner.get(waiting.owner);
    own?.delete(waiting);
    if (own?.size === 0) this.#byOwner.delete(waiting.owner);
  }

  of(owner: Owner): readonly Waiting[] {
    return [...(this.#byOwner.get(owner) ?? [])];
  }

  all(): readonly Waiting[] {
    return [...this.#line];
  }

  *before(waiting: Waiting): Generator<Waiting> {
    for (const earlier of this.#line) {
      if (earlier === waiting) return;
      yield earlier;
    }
  }

  /** Those for whom the owner waits. */
  *blockersOf(owner: Owner): Generator<Owner> {
    for (const { blockers } of this.#byOwner.get(owner) ?? []) yield* blockers;
  }
}
