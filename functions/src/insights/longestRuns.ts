import type { Day } from '../shared/day';
import type { LedgerDay } from '../streaks/ledgerDay';

/** A run of active days, days that were frozen or kept in between not counted. */
export interface Run {
  readonly days: number;
  /** Its first and last active day within the year. */
  readonly from: Day;
  readonly to: Day;
}

/** The longest runs among ledger days, longest first, the later one first among equals. */
export function longestRuns(ledger: ReadonlyMap<Day, LedgerDay>, most: number): Run[] {
  const runs: Run[] = [];
  const active = [...ledger].filter(([, { verdict }]) => verdict === 'active');
  for (const [day, { current }] of active.sort(([a], [b]) => (a < b ? -1 : 1))) {
    const last = runs.at(-1);
    if (last && current > 1) runs[runs.length - 1] = { ...last, days: current, to: day };
    else runs.push({ days: current, from: day, to: day });
  }
  return runs.sort((a, b) => b.days - a.days || (a.to < b.to ? 1 : -1)).slice(0, most);
}
