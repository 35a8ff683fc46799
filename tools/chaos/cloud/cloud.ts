import { type Dice, between } from '../dice';
import type { Faults } from '../faults';
import { sleep, sleepUntil } from '../virtualTime';
import { Crash } from './crash';
import { type Clients, type Instance, newInstance } from './instance';
import { invoke } from './invocation';
import { type Rpc, network } from './rpc';

/** Work that the platform hands to a function until it succeeds. */
export interface Job {
  /** The function. */
  readonly operation: string;
  /** Names the job: the same in each run of a seed. */
  readonly key: string;
  /** Not before this instant, in milliseconds since the epoch. */
  readonly at?: number;
  /** Default: any number. */
  readonly maxAttempts?: number;
  readonly run: () => Promise<void>;
  /** Whether running it would do nothing by now, so that it need not be run. */
  readonly isEmpty?: () => boolean;
}

/** By how much clocks of servers differ at most. */
const SKEW_MS = 30_000;

const SECOND_MS = 1000;

/**
 * What runs functions: a few processes side by side, with clocks that differ, of which each may end at
 * any time; and what hands work to them, at least once and in no order.
 */
export class Cloud {
  readonly rpc: Rpc;
  /** Processes that have ended before their work did. */
  crashes = 0;
  private readonly instances: Instance[];
  private jobs = 0;
  private copies = 0;

  constructor(
    private readonly clients: readonly Clients[],
    private readonly faults: Faults,
    private readonly dice: Dice,
    private readonly losesWork: boolean,
  ) {
    this.rpc = network(faults, dice);
    this.instances = clients.map((_, slot) => this.start(slot, 0));
  }

  /** Calls a function once, in a process that is up. @throws Crash when that ends meanwhile */
  async call<T>(operation: string, actor: string, request: object, work: () => Promise<T>) {
    const slot = between(0, this.instances.length - 1, this.dice('slot', actor));
    const instance = this.instanceAt(slot);
    try {
      return await instance.alive(invoke({ operation, actor, instance, request }, work));
    } catch (error) {
      if (!instance.isDead) throw error;
      this.crashes += 1;
      throw new Crash();
    }
  }

  /** Has a job done: now and then by two processes at once, and again when its success got lost. */
  deliver(job: Job): void {
    if (this.losesWork && this.dice('lost', job.key) < 0.1) return;
    const isDoubled = this.faults.happens('doubled', job.key);
    for (const copy of isDoubled ? ['', ' again'] : ['']) {
      this.jobs += 1;
      void this.attempt({ ...job, key: `${job.key}${copy}` }).finally(() => {
        this.jobs -= 1;
      });
    }
  }

  /** Replaces all processes. */
  restart(): void {
    for (const slot of this.instances.keys()) this.instances[slot] = this.start(slot, this.next());
  }

  /** Numbers things that come into being. */
  next(): number {
    return (this.copies += 1);
  }

  /** Waits until no job is left. */
  async idle(): Promise<void> {
    while (this.jobs > 0) await sleep(60 * SECOND_MS);
  }

  private async attempt({ operation, key, at = 0, maxAttempts = Infinity, run, isEmpty }: Job) {
    const isLate = this.faults.happens('late', key);
    await sleepUntil(at + (isLate ? this.dice('lateness', key) * 600 * SECOND_MS : 0));
    for (let attempt = 1; attempt <= maxAttempts; attempt += 1) {
      const actor = `${operation} ${key} #${attempt}`;
      await sleep(this.dice('handover', actor) * 200);
      if (isEmpty?.()) return;
      try {
        await this.call(operation, actor, {}, run);
        if (!this.faults.happens('unacknowledged', actor)) return;
      } catch {
        // It comes again, whatever it was.
      }
      const wait = Math.min(600, 10 * 2 ** Math.min(attempt - 1, 6)) * SECOND_MS;
      await sleep(wait * (0.5 + this.dice('backoff', actor) / 2));
    }
  }

  private instanceAt(slot: number): Instance {
    const current = this.instances[slot];
    if (current && !current.isDead) return current;
    const next = this.start(slot, this.next());
    this.instances[slot] = next;
    return next;
  }

  private start(slot: number, generation: number): Instance {
    const clients = this.clients[slot];
    if (!clients) throw new Error(`There is no slot ${slot}.`);
    const skew = (this.dice('skew', slot, generation) - 0.5) * 2 * SKEW_MS;
    return newInstance(clients, this.faults.happens('skewed', `${slot}`) ? Math.round(skew) : 0);
  }
}
