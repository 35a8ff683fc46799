import { createHash } from 'node:crypto';
import type { Program } from '../../functions/src/shared/programSchema';
import { Problems, type ReadRow, addContradictions, rowsOfLog } from '../replay/readLog';
import { Buckets } from './buckets';

/** An activity log that has been read to its end and found good, its rows by user. */
export interface SortedLog {
  readonly rows: number;
  /** Names the log by what is in it. */
  readonly source: string;
  /** The rows of each user, in the order of delivery. */
  users(): AsyncIterable<{ readonly uid: string; readonly rows: readonly ReadRow[] }>;
  /** Deletes the temporary files that the rows are in. */
  remove(): Promise<void>;
}

/**
 * Reads a log that may be larger than the memory.
 *
 * @throws MalformedLogError that lists what is wrong with rows, or UsageError for a file that is no log
 */
export async function sortLog(file: string, program: Program): Promise<SortedLog> {
  const buckets = await Buckets.make<ReadRow>();
  try {
    const digest = createHash('sha256');
    const problems = new Problems();
    let rows = 0;
    for await (const row of rowsOfLog(file, program, problems, (bytes) => digest.update(bytes))) {
      rows += 1;
      await buckets.add(row);
    }
    await buckets.close();
    for await (const { rows: ofUser } of buckets.users()) addContradictions(ofUser, problems);
    problems.check();
    return {
      rows,
      source: `import-${digest.digest('hex').slice(0, 16)}`,
      users: () => buckets.users(),
      remove: () => buckets.remove(),
    };
  } catch (error) {
    await buckets.remove();
    throw error;
  }
}
