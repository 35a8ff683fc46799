import { UsageError } from '../../local/suite/usageError';
import { linesOfFile } from './linesOfFile';

/** The columns that a table must have, and those that it may have. */
export interface Columns {
  readonly required: readonly string[];
  readonly optional: readonly string[];
}

/** A row of a table with its line: its cells by column, empty ones left out, or what is wrong with it. */
export type TableRow =
  | { readonly line: number; readonly cells: Readonly<Record<string, string>> }
  | { readonly line: number; readonly problem: string };

/**
 * The rows of a table, one by one: a line each, cells separated by tabs, the first line names the columns.
 * Nothing is quoted and nothing is trimmed: a cell that looks as if it should be is a problem, so that
 * no program's habits make two values out of one. Empty lines are left out.
 *
 * @param onBytes gets the bytes of the text as they are read
 * @throws UsageError when the header is wrong, or as `linesOfFile` does
 */
export async function* rowsOfTable(
  file: string,
  columns: Columns,
  onBytes?: (bytes: Buffer) => void,
): AsyncGenerator<TableRow> {
  let names: string[] | undefined;
  for await (const line of linesOfFile(file, onBytes)) {
    if (!names) {
      names = headerOf(file, 'problem' in line ? line.problem : line.text.split('\t'), columns);
    } else if ('problem' in line) {
      yield { line: line.number, problem: line.problem };
    } else if (line.text !== '') {
      yield { line: line.number, ...row(line.text.split('\t'), names) };
    }
  }
}

function headerOf(file: string, found: string[] | string, { required, optional }: Columns) {
  if (typeof found === 'string') throw new UsageError(`${file}\nline 1: ${found}`);
  const problems = [
    ...required.filter((name) => !found.includes(name)).map((name) => `no column "${name}"`),
    ...found
      .filter((name) => ![...required, ...optional].includes(name))
      .map((name) => `unknown column ${JSON.stringify(name.slice(0, 80))}`),
    ...found
      .filter((name, index) => found.indexOf(name) !== index)
      .map((name) => `column ${JSON.stringify(name.slice(0, 80))} stands twice`),
  ];
  if (problems.length === 0) return found;
  const told = problems.slice(0, 20).map((problem) => `line 1: ${problem}`);
  throw new UsageError(
    `${file}\n${told.join('\n')}\n\nThe first line names the columns, with tabs between them: ` +
      `${required.join(', ')} [, ${optional.join(', ')}].`,
  );
}

function row(cells: readonly string[], names: readonly string[]) {
  if (cells.length !== names.length) {
    return { problem: `has ${cells.length} cells instead of ${names.length}` };
  }
  const filled = names
    .map((name, index) => [name, cells[index] ?? ''] as const)
    .filter(([, cell]) => cell !== '');
  const flaws = filled.flatMap(([name, cell]) => {
    const flaw = flawOf(cell);
    return flaw === undefined ? [] : [`${name}: ${flaw}`];
  });
  return flaws.length > 0 ? { problem: flaws.join('; ') } : { cells: Object.fromEntries(filled) };
}

function flawOf(cell: string): string | undefined {
  if (cell.trim() !== cell) return 'has a space at its beginning or end';
  if (cell.startsWith('"')) return 'is quoted; cells are written as they are, without quotes';
  return undefined;
}
