import { createReadStream } from 'node:fs';
import type { Hash } from 'node:crypto';
import { createInterface } from 'node:readline';
import { createGunzip } from 'node:zlib';
import { z } from 'zod';
import type { Program } from '../../functions/src/shared/programSchema';
import { type LogRow, parseRecord, parseRow } from '../replay/logRow';
import { checkHeader } from '../replay/readLog';

/** A row, or what is wrong with it, in words. */
export type RowOrProblem = LogRow | string;

const record = z.record(z.string(), z.unknown());

/**
 * The rows of an activity log, one by one: TSV with a header, or JSON Lines where the name says so.
 *
 * @param digest takes the bytes of the file as it is read
 * @throws MalformedLogError when the header is wrong
 */
export async function* rowsOfFile(
  file: string,
  program: Program,
  digest: Hash,
): AsyncGenerator<RowOrProblem> {
  const bytes = createReadStream(file);
  bytes.on('data', (chunk) => digest.update(chunk));
  const input = file.endsWith('.gz') ? bytes.pipe(createGunzip()) : bytes;
  bytes.on('error', (error) => input.destroy(error));
  const isJson = /\.jsonl(\.gz)?$/.test(file);
  let columns: string[] | undefined;
  let lineNumber = 0;
  for await (const line of createInterface({ input, crlfDelay: Infinity })) {
    lineNumber += 1;
    const text = lineNumber === 1 ? line.replace(/^\uFEFF/, '') : line;
    if (!isJson && !columns) {
      columns = text.split('\t');
      checkHeader(columns);
    } else if (text !== '') {
      const row = columns
        ? parseRow(text.split('\t'), columns, lineNumber - 1, program)
        : parseJson(text, lineNumber, program);
      yield typeof row === 'string' ? `line ${lineNumber}: ${row}` : row;
    }
  }
}

function parseJson(text: string, lineNumber: number, program: Program): RowOrProblem {
  try {
    return parseRecord(record.parse(JSON.parse(text)), lineNumber, program);
  } catch {
    return 'is not a JSON object';
  }
}
