import { z } from 'zod';
import type { Program } from '../../functions/src/engine/program';
import { UsageError } from '../../local/suite/usageError';
import { linesOfFile } from './linesOfFile';
import { type LogRow, parseRecord } from './logRow';
import { type TableRow, rowsOfTable } from './rowsOfTable';

/** Problems that are told; the rest is only counted. */
const MAX_PROBLEMS = 20;

/** A row of a log with the line that it stands in. */
export interface ReadRow extends LogRow {
  readonly line: number;
  /** Whether the log gives it no `activityId`, so that it has its number for one. */
  readonly isNumbered: boolean;
}

/** Rows of a log that cannot be read or contradict each other, each with its line number. */
export class MalformedLogError extends UsageError {
  constructor(
    readonly problems: readonly string[],
    count = problems.length,
  ) {
    const more = count > problems.length ? [`… and ${count - problems.length} more`] : [];
    super(`${[...problems, ...more].join('\n')}\n\nMend the log and try again; nothing was done.`);
  }
}

/** What is wrong with a log, as far as it is told. */
export class Problems {
  private readonly told: string[] = [];
  private count = 0;

  add(line: number, problem: string): void {
    this.count += 1;
    if (this.count <= MAX_PROBLEMS) this.told.push(`line ${line}: ${problem}`);
  }

  /** @throws MalformedLogError if there are any */
  check(): void {
    if (this.count > 0) throw new MalformedLogError(this.told, this.count);
  }
}

const columns = {
  required: ['user', 'timeZone', 'occurredAt', 'type'],
  optional: ['activityId', 'quantity', 'deliveredAt'],
};

/**
 * Reads an activity log in the order of delivery.
 *
 * @throws MalformedLogError that lists what is wrong with its rows, or UsageError as `rowsOfLog` does
 */
export async function readLog(file: string, program: Program): Promise<ReadRow[]> {
  const problems = new Problems();
  const rows: ReadRow[] = [];
  for await (const row of rowsOfLog(file, program, problems)) rows.push(row);
  addContradictions(rows, problems);
  problems.check();
  return rows.sort((a, b) => a.deliveredAt - b.deliveredAt);
}

/**
 * The rows of an activity log, one by one: a table (`rowsOfTable`), or JSON Lines where the name says so,
 * either of them gzipped or not.
 *
 * @param problems takes what is wrong with rows, which are left out
 * @param onBytes gets the bytes of the text as they are read
 * @throws UsageError when it has no rows, or what there is cannot be read as rows at all
 */
export async function* rowsOfLog(
  file: string,
  program: Program,
  problems: Problems,
  onBytes?: (bytes: Buffer) => void,
): AsyncGenerator<ReadRow> {
  const isJson = /\.jsonl(\.gz)?$/.test(file);
  const rows = isJson ? rowsOfJsonLines(file, onBytes) : rowsOfTable(file, columns, onBytes);
  let hasRows = false;
  for await (const read of rows) {
    hasRows = true;
    const { line } = read;
    const rowNumber = isJson ? line : line - 1; // without the header
    const row = 'problem' in read ? read.problem : parseRecord(read.cells, rowNumber, program);
    if (typeof row === 'string') problems.add(line, row);
    else yield { ...row, line, isNumbered: !('cells' in read && 'activityId' in read.cells) };
  }
  if (!hasRows) throw new UsageError(`${file} has no rows.`);
}

const record = z.record(z.string(), z.unknown());

/** A row as it was read, before it is checked. */
type RawRow =
  | Extract<TableRow, { problem: string }>
  | { readonly line: number; readonly cells: Readonly<Record<string, unknown>> };

async function* rowsOfJsonLines(
  file: string,
  onBytes?: (bytes: Buffer) => void,
): AsyncGenerator<RawRow> {
  for await (const { number: line, ...read } of linesOfFile(file, onBytes)) {
    if ('problem' in read) yield { line, problem: read.problem };
    else if (read.text !== '') yield { line, ...json(read.text) };
  }
}

function json(text: string): { cells: Record<string, unknown> } | { problem: string } {
  try {
    return { cells: record.parse(JSON.parse(text)) };
  } catch {
    return { problem: 'is not a JSON object' };
  }
}

/**
 * Finds rows that have the `activityId` of another row of their user but tell something else. In life the
 * later one would be answered as the first, and be lost. The same row twice is a repeated delivery.
 *
 * @param rows all rows of the users that are in it
 */
export function addContradictions(rows: readonly ReadRow[], problems: Problems): void {
  const first = new Map<string, ReadRow>();
  for (const row of rows.toSorted((a, b) => a.line - b.line)) {
    const key = JSON.stringify([row.user, row.activityId]);
    const other = first.get(key);
    if (!other) {
      first.set(key, row);
    } else if (
      other.type !== row.type ||
      other.quantity !== row.quantity ||
      other.occurredAt !== row.occurredAt
    ) {
      const id = JSON.stringify(row.activityId);
      problems.add(
        row.line,
        `activityId: ${id} is another activity of this user in line ${other.line}`,
      );
    }
  }
}
