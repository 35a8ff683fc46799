import type { Deployed } from '../../../functions/src/deploy';
import type { TaskRow } from '../../../functions/src/edge/rows';
import type { Ports } from '../../../functions/src/ports';
import { type Dice, between } from '../dice';
import type { Faults } from '../faults';
import { sleep, sleepUntil } from '../virtualTime';
import { Crash } from './crash';
import { type Instance, newInstance } from './instance';
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
  /** How often it is tried, and what is waited in between. Default: as Pub/Sub does. */
  readonly retry?: Partial<TaskRow['retry']>;
  /** @param attempt from 1 on */
  readonly run: (functions: Deployed, attempt: number) => void | Promise<void>;
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
  /** Functions that have run. */
  readonly ran = new Set<string>();
  /** Jobs that were given up though nothing went wrong around them. */
  readonly failed: string[] = [];
  private readonly instances: (Instance | undefined)[] = [];
  private jobs = 0;
  private copies = 0;

  constructor(
    private readonly slots: number,
    private readonly portsOf: (slot: number, now: () => number) => Ports,
    private readonly faults: Faults,
    private readonly dice: Dice,
    private readonly losesWork: boolean,
  ) {
    this.rpc = network(faults, dice);
  }

  /** Calls a function once, in a process that is up. @throws Crash when that ends meanwhile */
  async call<T>(
    operation: string,
    actor: string,
    request: object,
    work: (functions: Deployed) => T | Promise<T>,
  ): Promise<T> {
    const slot = between(0, this.slots - 1, this.dice('slot', actor));
    const instance = this.instanceAt(slot);
    this.ran.add(operation);
    const run = async () => work(instance.functions);
    try {
      return await instance.alive(invoke({ operation, actor, instance, request }, run));
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
    for (let slot = 0; slot < this.slots; slot += 1) this.start(slot, this.next());
  }

  /** Numbers things that come into being. */
  next(): number {
    return (this.copies += 1);
  }

  /** Waits until no job is left. */
  async idle(): Promise<void> {
    while (this.jobs > 0) await sleep(60 * SECOND_MS);
  }

  private async attempt({ operation, key, at = 0, retry = {}, run, isEmpty }: Job) {
    const { maxAttempts = Infinity } = retry;
    const { minBackoffSeconds = 10, maxBackoffSeconds = 600, maxDoublings = 16 } = retry;
    let inPeace = 0;
    const isLate = this.faults.happens('late', key);
    await sleepUntil(at + (isLate ? this.dice('lateness', key) * 600 * SECOND_MS : 0));
    for (let attempt = 1; attempt <= maxAttempts; attempt += 1) {
      const actor = `${operation} ${key} #${attempt}`;
      await sleep(this.dice('handover', actor) * 200);
      if (isEmpty?.()) return;
      const wereOn = this.faults.areOn;
      try {
        await this.call(operation, actor, {}, (functions) => run(functions, attempt));
        if (!this.faults.happens('unacknowledged', actor)) return;
      } catch {
        inPeace += wereOn ? 0 : 1;
        // It comes again, whatever it was.
      }
      const seconds = minBackoffSeconds * 2 ** Math.min(attempt - 1, maxDoublings);
      const wait = Math.min(maxBackoffSeconds, seconds) * SECOND_MS;
      await sleep(wait * (0.5 + this.dice('backoff', actor) / 2));
    }
    if (inPeace === maxAttempts) this.failed.push(`${operation} ${key}`);
  }

  private instanceAt(slot: number): Instance {
    const current = this.instances[slot];
    if (current && !current.isDead) return current;
    return this.start(slot, current ? this.next() : 0);
  }

  private start(slot: number, generation: number): Instance {
    const isSkewed = this.faults.happens('skewed', `${slot}`);
    const skew = (this.dice('skew', slot, generation) - 0.5) * 2 * SKEW_MS;
    const ahead = isSkewed ? Math.round(skew) : 0;
    const instance = newInstance(this.portsOf(slot, () => Date.now() + ahead));
    this.instances[slot] = instance;
    return instance;
  }
}
