import type { Measure, Measures } from './measure';

/** A Markdown table of the rows, with how many times more the official emulator needs. */
export function table(embedded: Measures, official: Measures | undefined): string {
  const rows = [...embedded].map(([row, ours]) => {
    const theirs = official?.get(row);
    const ratio = theirs ? `${(theirs.value / ours.value).toFixed(1)} ×` : '';
    return `| ${row} | ${format(ours)} | ${theirs ? format(theirs) : ''} | ${ratio} |`;
  });
  return ['|     | embedded | official | ratio |', '| --- | --- | --- | --- |', ...rows].join('\n');
}

export function format({ value, unit }: Measure): string {
  if (unit === 'MiB') return `${value} MiB`;
  if (value >= 1000) return `${(value / 1000).toFixed(1)} s`;
  return `${value.toFixed(value < 10 ? 1 : 0)} ms`;
}

/** The rows in which the embedded server needs more than the official emulator. */
export function slower(embedded: Measures, official: Measures): string[] {
  return [...embedded]
    .filter(([row, { value }]) => value > (official.get(row)?.value ?? Infinity))
    .map(([row]) => row);
}
