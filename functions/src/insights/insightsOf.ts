import { addDays, laterDay } from '../shared/day';
import type { Day } from '../shared/day';
import type { Program } from '../shared/programSchema';
import type { LedgerDay } from '../streaks/ledgerDay';
import type { Settled } from '../streaks/settle';
import { WINDOW_DAYS } from './prediction/window';
import type { StoredInsights } from './stored';
import { summaryOf } from './summary';
import { yearOf } from './year';

/** The days that insights look at: as many as end with yesterday. */
export function insightDays({ today }: Settled): { readonly from: Day; readonly through: Day } {
  return { from: addDays(today, -WINDOW_DAYS), through: addDays(today, -1) };
}

/** The ledger with the days that were judged since it was read. */
export function upToDate(
  ledger: ReadonlyMap<Day, LedgerDay>,
  { state, changedDays }: Settled,
): Map<Day, LedgerDay> {
  return new Map([...ledger, ...Object.entries(state.recent), ...Object.entries(changedDays)]);
}

/** The insights of a user at `now` (milliseconds since the epoch). */
export function insightsOf(
  settled: Settled,
  ledger: ReadonlyMap<Day, LedgerDay>,
  now: number,
  { dayStartHour }: Program,
): StoredInsights {
  const { from, through } = insightDays(settled);
  const days = [...upToDate(ledger, settled)].filter(
    ([day, { count }]) => day >= from && day <= through && count > 0,
  );
  const first = days.map(([day]) => day).sort()[0] ?? addDays(through, 1);
  const own = new Map(
    [...upToDate(ledger, settled)].filter(([day]) => day >= first && day <= through),
  );
  const year = yearOf(own, laterDay(first, from), through, dayStartHour);
  return { builtAt: now, year, summary: summaryOf(year, own, dayStartHour) };
}
