import type { Attack } from './attack';

/** What the fuzzer tells the instance. */
export type ToInstance =
  | {
      readonly start: {
        /** Where events of documents come from. */
        readonly triggersHost: string;
        readonly pubsubHost: string;
        /** Where it is to be reached. */
        readonly port: number;
      };
    }
  | { readonly attack: Attack }
  | { readonly collectGarbage: true }
  | { readonly settled: true };

/** What an attack came to. */
export interface Outcome {
  readonly status: number;
  /** The beginning of the answer. */
  readonly body: string;
  /** Of the processor, for the call and all that follows from it. */
  readonly cpuMs: number;
  /** By how much the heap grew, garbage included. */
  readonly heapMiB: number;
  /** Background functions that failed meanwhile. */
  readonly failures: readonly string[];
  readonly isPrototypeChanged: boolean;
}

/** What the instance tells the fuzzer. */
export type FromInstance =
  | { readonly ready: { readonly schedules: readonly string[] } }
  | { readonly outcome: Outcome }
  /** In use after a collection. */
  | { readonly heapMiB: number }
  | { readonly ask: 'settled' };

/** Stands at the end of what an attack has put out, on both outputs. */
export const END_OF_OUTPUT = 'zz-end-of-output';
