/**
 * A page with a table where it is marked to be: between `<!-- NAME -->` and `<!-- /NAME -->`.
 *
 * @param columns each a heading and the cells below it
 * @throws Error when no place is marked
 */
export function withTable(
  page: string,
  name: string,
  columns: readonly (readonly string[])[],
): string {
  const [before, after] = [`<!-- ${name} -->\n\n`, `\n<!-- /${name} -->`];
  const [start, end] = [page.indexOf(before), page.indexOf(after)];
  if (start < 0 || end < start) throw new Error(`No place is marked with ${before}…${after}`);
  return page.slice(0, start + before.length) + table(columns) + page.slice(end);
}

/** A table by its columns, each as wide as its widest cell, as Prettier has it. */
function table(cells: readonly (readonly string[])[]): string {
  const padded = cells.map(([name = '', ...rest]) => {
    const width = Math.max(...[name, ...rest].map(({ length }) => length));
    return [name.padEnd(width), '-'.repeat(width), ...rest.map((cell) => cell.padEnd(width))];
  });
  const lines = padded[0]?.map((_, row) => padded.map((column) => column[row]).join(' | ')) ?? [];
  return lines.map((line) => `| ${line} |\n`).join('');
}

/** A value as code in a cell. */
export function inCode(text: string): string {
  return `\`${text}\``;
}
