import { type Breaker, newBreaker } from './circuitBreaker';
import {
  type FirestoreRpc,
  firestoreRpc,
  type StoredDocument,
  type StructuredQuery,
} from './firestoreRpc';
import type { LogContext } from './log';
import { metric } from './metric';
import { isTransient, statusCodeOf } from './statusCode';
import type { Write } from './write';

const RPC_TIMEOUT_MS = 20_000;

/** Time that is given to what has begun, also at the deadline: every caller leaves more after it. */
const LAST_TIMEOUT_MS = 5_000;

/** Firestore on the path that commits many users: each RPC is counted, and retried by us alone. */
export interface DirectStore {
  query(query: StructuredQuery): Promise<StoredDocument[]>;
  /** How many documents a query finds. None is read. */
  count(query: StructuredQuery): Promise<number>;
  /** The documents that exist, in no order. */
  get(paths: readonly string[]): Promise<StoredDocument[]>;
  /** Commits atomically. A commit whose answer was lost may be refused when it is sent again. */
  commit(writes: readonly Write[]): Promise<void>;
}

/** Opens the store for one piece of work that must end by an instant (ms since the epoch). */
export type OpenStore = (context: LogContext, by: number) => DirectStore;

/** The store over its RPCs, with retries and a circuit breaker. */
export function directStore(rpc: FirestoreRpc, firestore: Breaker, now: () => number): OpenStore {
  return (context, by) => {
    const send = <T>(attempt: (timeoutMs: number) => Promise<T>): Promise<T> =>
      firestore.call(() => attempt(timeoutBefore(by - now())), context, by);
    return {
      query: (query) => send((ms) => rpc.runQuery(query, ms)),
      count: (query) => send((ms) => rpc.count(query, ms)),
      get: (paths) => send((ms) => rpc.batchGet(paths, ms)),
      commit: (writes) => send((ms) => rpc.commit(writes, ms)),
    };
  };
}

/** What is left of the time, at most 20 s, and 5 s at least. */
function timeoutBefore(leftMs: number): number {
  return Math.min(RPC_TIMEOUT_MS, Math.max(LAST_TIMEOUT_MS, leftMs));
}

/** Reads that take longer are told of. */
const SLOW_MS = 100;

/** The store, with a metric for each slow read, its retries included. */
export function tellingSlowReads(open: OpenStore): OpenStore {
  return (context, by) => {
    const store = open(context, by);
    return {
      query: (query) => timed('query', context, store.query(query)),
      count: (query) => timed('count', context, store.count(query)),
      get: (paths) => timed('get', context, store.get(paths)),
      commit: (writes) => store.commit(writes),
    };
  };
}

async function timed<T>(method: string, context: LogContext, read: Promise<T>): Promise<T> {
  const start = performance.now();
  const answer = await read;
  const ms = Math.round(performance.now() - start);
  if (ms > SLOW_MS) metric('slow_rpc', ms, context, { method });
  return answer;
}

/** The database of all documents in a project, with a breaker of its own. @param now milliseconds since the epoch */
export function connectStore(projectId: string, now: () => number): OpenStore {
  const codeOf = (error: unknown) => statusCodeOf(error) ?? 'unknown';
  const firestore = newBreaker('firestore', { isTransient, now, codeOf });
  return directStore(firestoreRpc(projectId), firestore, now);
}
