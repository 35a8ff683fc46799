import type { OpenStore } from './directStore';
import type { LogContext } from './log';
import { metric } from './metric';

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
