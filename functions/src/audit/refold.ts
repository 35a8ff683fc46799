import type { OutageList } from '../outages/outage';
import { type Day, addDays, earlierDay } from '../shared/day';
import type { Program } from '../shared/programSchema';
import { FIRST_DAY, LAST_DAY } from '../shared/timeRange';
import type { LedgerDay } from '../streaks/ledgerDay';
import { reopen } from '../streaks/reopen';
import { type Settled, settle } from '../streaks/settle';
import type { StreakState } from '../streaks/streakState';

type Days = ReadonlyMap<Day, LedgerDay>;

/**
 * What the whole ledger says a streak is at `now` (milliseconds since the epoch). Days that were
 * sealed under an earlier version of the program keep what that made of them; from the last of those
 * on, every day is judged again.
 *
 * @param ledger every judged day, as stored
 * @param source the same days, with their records corrected where they were wrong
 * @throws StaleOutagesError when the streak was settled with a later list of outages
 */
export function refold(
  state: StreakState,
  ledger: Days,
  source: Days,
  now: number,
  { program, outages }: { readonly program: Program; readonly outages: OutageList },
): Settled {
  const through = earlierDay(lastDayOfOldRules(ledger, program), beforeCorrections(ledger, source));
  const opened = reopen(state, source, through, program);
  const stored = { ...state, recent: Object.fromEntries(ledger) };
  return settle(opened.state, now, program, outages, stored);
}

function lastDayOfOldRules(ledger: Days, program: Program): Day {
  const old = [...ledger].filter(([, entry]) => entry.programVersion !== program.version);
  return old.map(([day]) => day).reduce((a, b) => (a > b ? a : b), FIRST_DAY);
}

/** The day before the first one whose record is corrected. */
function beforeCorrections(ledger: Days, source: Days): Day {
  const corrected = [...source].filter(([day, entry]) => entry !== ledger.get(day));
  return corrected.map(([day]) => addDays(day, -1)).reduce(earlierDay, LAST_DAY);
}
