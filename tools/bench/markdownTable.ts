/** The columns of a table: what is above each, and what is in it. */
export type Columns<Row> = readonly (readonly [string, (row: Row) => string])[];

/** Rows as a Markdown table. */
export function markdownTable<Row>(columns: Columns<Row>, rows: readonly Row[]): string {
  const lines = [
    columns.map(([name]) => name),
    columns.map(() => '---'),
    ...rows.map((row) => columns.map(([, cell]) => cell(row))),
  ];
  return `${lines.map((cells) => `| ${cells.join(' | ')} |`).join('\n')}\n`;
}
