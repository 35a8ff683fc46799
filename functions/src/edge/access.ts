// Apart from rows.ts, so that the client's types load no Firestore types.
import type { LimitClass } from '../contracts/rateLimits';

/** What a worker's instance has in memory; it takes on fewer users at a time when little of it is left. */
export const WORKER_MEMORY_MIB = 256;

/**
 * How far a function scales, and what each instance has. Instances times concurrency is the most requests that it
 * works on at once.
 */
export interface Scale {
  /** Instances at most: the bound on what a flood can cost and on how hard it can hit Firestore. */
  readonly maxInstances: number;
  /** Requests in one instance at once. */
  readonly concurrency: number;
  /** Memory of an instance. One that needs more than it has is ended with all that it works on. */
  readonly memoryMiB: 256 | 512;
  /** How long a request may take. */
  readonly timeoutSeconds: number;
  readonly why: string;
}

/** Who may make a call, and what it costs. */
export interface Access {
  /** `user`: anyone who is signed in. `admin`: anyone with the custom claim `admin`. */
  readonly by: 'user' | 'admin';
  /** Whether an anonymous sign-in will do. */
  readonly anonymous: boolean;
  /** Whether a call uses its App Check token up, where REPLAY_PROTECTION is on. */
  readonly consumesAppCheck: boolean;
  /** How often a user may call it. */
  readonly limit: LimitClass;
  /** How often a user may call it as a stream, which holds its place for up to a minute. */
  readonly streamLimit?: LimitClass;
  /**
   * Whether a call is recorded in `operatorActions` with its caller: so are those by which administrators
   * change something.
   */
  readonly recorded: boolean;
}

/** An HTTPS function that anyone can reach. */
export interface OpenAccess {
  /** What stands for a sign-in. */
  readonly proof: 'signed token' | 'signed body' | 'none';
  readonly methods: readonly string[];
  readonly maxBytes: number;
}
