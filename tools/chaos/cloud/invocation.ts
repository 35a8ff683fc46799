import { AsyncLocalStorage } from 'node:async_hooks';
import type { Instance } from './instance';

/** One call of a deployed function. */
export interface Invocation {
  /** The function. */
  readonly operation: string;
  /** Names the call: the same in each run of a seed. */
  readonly actor: string;
  readonly instance: Instance;
  /** What it was called with, if that is of interest to the oracle. */
  readonly request: object;
  /** How many calls of each kind it has made. */
  readonly calls: Map<string, number>;
}

const running = new AsyncLocalStorage<Invocation>();

/** Runs work as a call of a function. */
export function invoke<T>(invocation: Omit<Invocation, 'calls'>, work: () => T): T {
  return running.run({ ...invocation, calls: new Map() }, work);
}

/** The call that runs here. */
export function here(): Invocation {
  const invocation = running.getStore();
  if (!invocation) throw new Error('No function runs here.');
  return invocation;
}

/** What is drawn here by chance: by whom, and how often before. */
export function nextChance(): [actor: string, n: number] {
  const invocation = running.getStore();
  if (!invocation) throw new Error('There is no chance but in functions.');
  const n = (invocation.calls.get('chance') ?? 0) + 1;
  invocation.calls.set('chance', n);
  return [invocation.actor, n];
}
