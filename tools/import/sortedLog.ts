import { createHash } from 'node:crypto';
import type { Program } from '../../functions/src/engine/program';
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
      users: () => named(buckets.users()),
      remove: () => buckets.remove(),
    };
  } catch (error) {
    await buckets.remove();
    throw error;
  }
}

interface UserRows {
  readonly uid: string;
  readonly rows: readonly ReadRow[];
}

/** The rows of users, those without an id named by what they say. */
async function* named(users: AsyncIterable<UserRows>): AsyncGenerator<UserRows> {
  for await (const { uid, rows } of users) yield { uid, rows: namedByContent(rows) };
}

/**
 * A row's number names it only in its own file: in another one, or an export of a week later, the same
 * number is another activity's. So an activity that the log gives no id has one made of what the row says,
 * and of how many rows before it say the same.
 */
function namedByContent(rows: readonly ReadRow[]): ReadRow[] {
  const seen = new Map<string, number>();
  return rows.map((row) => {
    if (!row.isNumbered) return row;
    const { type, quantity, occurredAt, timeZone } = row;
    const content = JSON.stringify([type, quantity, occurredAt, timeZone]);
    const nth = (seen.get(content) ?? 0) + 1;
    seen.set(content, nth);
    const digest = createHash('sha256').update(content).digest('hex').slice(0, 24);
    return { ...row, activityId: `row-${digest}-${nth}` };
  });
}
