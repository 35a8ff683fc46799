import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import type { Program } from '../../functions/src/shared/programSchema';
import { UsageError } from '../../local/suite/usageError';
import { type LogRow, parseRow } from './logRow';

/** Problems with rows that are told; the rest is only counted. */
const MAX_PROBLEMS = 20;

/** Rows of a log that cannot be read, each with its line number. */
export class MalformedLogError extends UsageError {
  constructor(readonly problems: readonly string[]) {
    const told = problems.slice(0, MAX_PROBLEMS);
    if (problems.length > told.length) told.push(`… and ${problems.length - told.length} more`);
    super(`${told.join('\n')}\n\nMend the log and try again; nothing was done.`);
  }
}

const REQUIRED = ['user', 'timeZone', 'occurredAt', 'type'];
const OPTIONAL = ['activityId', 'quantity', 'deliveredAt'];

/**
 * Reads an activity log (TSV, gzipped when the name ends in `.gz`) in the order of delivery.
 *
 * @throws MalformedLogError that lists every malformed row
 */
export async function readLog(file: string, program: Program): Promise<LogRow[]> {
  const bytes = await readFile(file);
  const text = file.endsWith('.gz') ? await promisify(gunzip)(bytes) : bytes;
  return parseLog(text.toString('utf8'), program);
}

/** As `readLog`, from text. */
export function parseLog(text: string, program: Program): LogRow[] {
  const [header = '', ...lines] = text.replace(/^\uFEFF/, '').split(/\r?\n/);
  const columns = header.split('\t');
  checkHeader(columns);
  const problems: string[] = [];
  const rows: LogRow[] = [];
  lines.forEach((line, index) => {
    if (line === '') return;
    const cells = line.split('\t');
    const row = parseRow(cells, columns, index + 1, program);
    if (typeof row === 'string') problems.push(`line ${index + 2}: ${row}`);
    else rows.push(row);
  });
  if (problems.length > 0) throw new MalformedLogError(problems);
  return rows.sort((a, b) => a.deliveredAt - b.deliveredAt);
}

/** @throws MalformedLogError that says what is wrong with the header of a log */
export function checkHeader(columns: readonly string[]): void {
  const problems = [
    ...REQUIRED.filter((name) => !columns.includes(name)).map((name) => `no column "${name}"`),
    ...columns
      .filter((name) => ![...REQUIRED, ...OPTIONAL].includes(name))
      .map((name) => `unknown column "${name}"`),
    ...columns
      .filter((name, index) => columns.indexOf(name) !== index)
      .map((name) => `column "${name}" stands twice`),
  ];
  if (problems.length > 0) throw new MalformedLogError(problems.map((text) => `line 1: ${text}`));
}
