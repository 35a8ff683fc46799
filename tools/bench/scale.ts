/** What is measured: so many users of whom so many are due, at so much latency. */
export interface Scale {
  readonly users: number;
  readonly due: number;
  /** Milliseconds by which the store holds back each answer. */
  readonly latencyMs: number;
}

/**
 * `replaced`: pages of 100 over all users one after the other, a transaction a due user, then a write
 * of its history. `firestreak`: what is deployed. `floor`: the same writes without reading or rules.
 */
export type Design = 'replaced' | 'firestreak' | 'floor';

/** One measurement. */
export interface Measured extends Scale {
  readonly design: Design;
  readonly workers: number;
  readonly seconds: number;
  /** Of the quickest and the slowest of several runs; of a median `seconds` lies between. */
  readonly secondsFromTo: readonly [number, number];
  readonly usersPerSecond: number;
  readonly readsPerDue: number;
  readonly writesPerDue: number;
  readonly rpcs: number;
  readonly conflicts: number;
  /** The largest of the workers'. */
  readonly peakRssMiB: number;
  /** Of all workers together. */
  readonly cpuMsPerDue: number;
  /** Due users that were measured; what the replaced design would need for all is extrapolated. */
  readonly measuredDue: number;
}
