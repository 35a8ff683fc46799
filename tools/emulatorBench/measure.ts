import { Firestore } from '@google-cloud/firestore';
import { startServer } from '../conformance/servers';
import type { ServerName } from '../conformance/servers';
import { residentMiB, watchMemory } from './memory';
import { contend, fill, readPages, spread } from './workloads';

/** A row of the table, by name. */
export type Measures = ReadonlyMap<string, Measure>;

export interface Measure {
  readonly value: number;
  readonly unit: 'ms' | 'MiB';
}

/** Pages read of a collection: the official emulator takes a second for one of 40,000 documents. */
const MOST_PAGES = 67;

/** How much is measured. */
export interface Extent {
  /** Rounds of contended transactions. */
  readonly rounds: number;
  /** Numbers of documents that are read page by page, ascending. */
  readonly sizes: Readonly<Record<ServerName, readonly number[]>>;
}

/** The official emulator reads the whole collection for each page, so it is spared the largest. */
export const whole: Extent = {
  rounds: 5,
  sizes: { embedded: [5_000, 20_000, 40_000, 200_000], official: [5_000, 20_000, 40_000] },
};

export const quick: Extent = {
  rounds: 3,
  sizes: { embedded: [5_000, 20_000], official: [5_000, 20_000] },
};

/**
 * Measures a server in a process of its own, from its start; undefined when it is not on this machine.
 *
 * @param tell hears of each row
 */
export async function measure(
  name: ServerName,
  { rounds, sizes }: Extent,
  tell: (row: string, measure: Measure) => void,
): Promise<Measures | undefined> {
  const began = performance.now();
  const server = await startServer(name);
  if (!server) return undefined;
  const [host = '', port = ''] = server.host.split(':');
  const db = new Firestore({
    projectId: 'demo-bench',
    host,
    port: Number(port),
    ssl: false,
    customHeaders: { Authorization: 'Bearer owner' },
  });
  const measures = new Map<string, Measure>();
  const record = (row: string, value: number, unit: Measure['unit'] = 'ms') => {
    measures.set(row, { value, unit });
    tell(row, { value, unit });
  };
  const timed = async <T>(row: string, run: () => Promise<T>): Promise<T> => {
    const start = performance.now();
    const result = await run();
    record(row, performance.now() - start);
    return result;
  };
  const pid = server.pid ?? process.pid;
  try {
    await db.doc('cold/start').set({});
    record('cold start to first write', performance.now() - began);
    record('memory at start', residentMiB(pid), 'MiB');
    const memory = watchMemory(pid);
    await timed(`20 transactions on one counter, ${rounds} rounds`, () => contend(db, 20, rounds));
    await timed('50 transactions on one document', () => contend(db, 50, 1));
    await timed('500 transactions, 50 at once', () => spread(db, 500, 50));
    await timed('10,000 sets by BulkWriter', () => fill(db, 'bulk', 10_000));
    await readPages(db, 'bulk', 10_000, MOST_PAGES); // the client and the server are warm for all sizes
    for (const size of sizes[name]) {
      const collection = `pages-${size}`;
      await fill(db, collection, size);
      // The first query builds what the server keeps for the order.
      await db.collection(collection).orderBy('n').limit(1).get();
      const start = performance.now();
      const pages = await readPages(db, collection, size, MOST_PAGES);
      const elapsed = performance.now() - start;
      record(`a page of 300 of ${size.toLocaleString('en')} documents`, elapsed / pages);
      if (size === sizes.official.at(-1)) record('memory, peak so far', memory.peakMiB(), 'MiB');
    }
    memory.stop();
  } finally {
    await db.terminate();
    await server.close();
  }
  return measures;
}
