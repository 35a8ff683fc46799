import { AsyncResource } from 'node:async_hooks';
import { StatusError, code } from '../status';
import { footprintsConflict } from './footprint';
import type { Footprint } from './footprint';
import { HeldLocks } from './heldLocks';
import { wayOfWaiting } from './owner';
import type { Owner } from './owner';
import { WaitingLine } from './waiting';
import type { Attempt, Waiting } from './waiting';

const tickMs = 10;
const patienceTicks = 10;

/**
 * Locks on documents and on index ranges. Readers may hold one together; who writes waits until no other holds it.
 * Who has to wait waits in order of age, behind older wishes too, and tries anew from the state of that time when an
 * owner in its way lets go. A circle of waiting owners loses its youngest at once, with ABORTED.
 *
 * Readers that share and then all write would lose each other's deadlocks one by one, and each loser's client sleeps
 * for a second. So a reader waits for other readers as long as these come and go, and shares only with one that has
 * sat still for 100 ms: transactions on one counter follow each other without a single abort, and one that is held
 * open stops no reader. Time is counted in ticks of this process, as a client is not idle while we are.
 */
export class LockTable {
  readonly #held = new HeldLocks();
  readonly #line = new WaitingLine();
  readonly #released: Owner[] = [];
  #waking = false;
  #ticker: NodeJS.Timeout | undefined;
  readonly #onVictim: (owner: Owner) => void;

  /** @param onVictim called for the loser of a deadlock, after its locks are gone */
  constructor(onVictim: (owner: Owner) => void) {
    this.#onVictim = onVictim;
  }

  get isFree(): boolean {
    return this.#held.isEmpty && this.#line.isEmpty;
  }

  isWaiting(owner: Owner): boolean {
    return this.#line.of(owner).length > 0;
  }

  /**
   * Acts as soon as no other owner's lock is in the way.
   *
   * @param signal gives the wish up when it is aborted before that
   * @throws StatusError ABORTED for the loser of a deadlock, CANCELLED after the signal; else what the attempt throws.
   */
  acquire<T>(owner: Owner, attempt: () => Attempt<T>, signal?: AbortSignal): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      // Who listens to commits may ask in whose context one is made: not in that of whoever made way for it.
      const asker = new AsyncResource('FirestoreLock');
      const waiting: Waiting = {
        owner,
        plan: () => {
          const { footprint, act } = attempt();
          const grant = () => {
            resolve(act());
          };
          return {
            footprint,
            act: () => {
              asker.runInAsyncScope(grant);
            },
          };
        },
        reject,
        footprint: undefined,
        blockers: new Set(),
        patience: patienceTicks,
      };
      if (signal?.aborted) {
        reject(cancelled());
        return;
      }
      this.#line.add(waiting);
      this.#try(waiting);
      if (!this.#line.has(waiting)) return;
      signal?.addEventListener('abort', () => {
        this.#giveUp(waiting, cancelled());
      });
      this.#ticker ??= setInterval(() => {
        this.#tick();
      }, tickMs).unref();
    });
  }

  hold(owner: Owner, footprint: Footprint): void {
    this.#held.hold(owner, footprint);
  }

  /** Drops the owner's locks and what it still waits for, and lets others go on. */
  release(owner: Owner, error = new StatusError(code.aborted, 'The transaction has ended.')): void {
    this.#held.drop(owner);
    for (const waiting of this.#line.of(owner)) {
      this.#line.remove(waiting);
      waiting.reject(error);
    }
    this.#wake(owner);
  }

  #giveUp(waiting: Waiting, error: StatusError): void {
    if (!this.#line.has(waiting)) return;
    this.#line.remove(waiting);
    waiting.reject(error);
    this.#wake(waiting.owner);
  }

  /** Grants the wish or finds out who is in the way. */
  #try(waiting: Waiting): void {
    try {
      const { footprint, act } = waiting.plan();
      waiting.footprint = footprint;
      waiting.blockers = this.#blockers(waiting, footprint);
      if (waiting.blockers.size > 0) {
        this.#breakCircles(waiting);
        return;
      }
      this.#line.remove(waiting);
      act();
    } catch (error) {
      this.#line.remove(waiting);
      waiting.reject(error);
    }
    this.#wake(waiting.owner);
  }

  #wake(owner: Owner): void {
    this.#released.push(owner);
    if (this.#waking) return;
    this.#waking = true;
    for (let next = this.#released.shift(); next; next = this.#released.shift()) {
      for (const waiting of this.#line.all()) {
        if (!waiting.blockers.has(next) || !this.#line.has(waiting)) continue;
        waiting.patience = patienceTicks;
        this.#try(waiting);
      }
    }
    this.#waking = false;
  }

  #tick(): void {
    if (this.#line.isEmpty) {
      clearInterval(this.#ticker);
      this.#ticker = undefined;
    }
    for (const waiting of this.#line.all()) {
      waiting.patience -= 1;
      if (waiting.patience === 0 && this.#line.has(waiting)) this.#try(waiting);
    }
  }

  /** The holders of what is wanted or, when it is free, those who have waited longer for it. */
  #blockers(waiting: Waiting, footprint: Footprint): Set<Owner> {
    const { owner, patience } = waiting;
    const blockers = this.#held.holders(owner, footprint, patience <= 0);
    if (blockers.size > 0) return blockers;
    for (const earlier of this.#line.before(waiting)) {
      if (earlier.owner === owner || !earlier.footprint || blockers.has(earlier.owner)) continue;
      if (!footprintsConflict(earlier.footprint, footprint)) continue;
      if (!this.#wayOfWaiting(earlier.owner, owner)) blockers.add(earlier.owner);
    }
    return blockers;
  }

  #wayOfWaiting(from: Owner, to: Owner): Owner[] | undefined {
    return wayOfWaiting(from, to, (owner) => this.#line.blockersOf(owner));
  }

  /** In a circle that a patient reader closes, it shares; in another, the youngest owner loses. */
  #breakCircles(waiting: Waiting): void {
    while (this.#line.has(waiting)) {
      const circle = this.#circleOf(waiting);
      if (!circle) return;
      const patient = circle.flatMap((owner) => this.#line.of(owner)).find(isPatientReader);
      if (patient) {
        patient.patience = 0;
        this.#try(patient);
      } else {
        const victim = circle.reduce((a, b) => (a.age > b.age ? a : b));
        this.release(victim, new StatusError(code.aborted, 'Transaction lock timeout.'));
        this.#onVictim(victim);
      }
    }
  }

  #circleOf({ owner, blockers }: Waiting): Owner[] | undefined {
    for (const blocker of blockers) {
      const circle = this.#wayOfWaiting(blocker, owner);
      if (circle) return circle;
    }
    return undefined;
  }
}

const isPatientReader = ({ patience, footprint }: Waiting) =>
  patience > 0 && footprint?.exclusive === false;

const cancelled = () => new StatusError(code.cancelled, 'The call was cancelled.');
