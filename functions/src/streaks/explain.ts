import { type Day, addDays } from '../shared/day';
import type { Program } from '../shared/programSchema';
import { dayBounds } from '../shared/timeline';
import { keptByZone } from './keptByZone';
import { emptyDay } from './dayRecord';
import type { LedgerDay } from './ledgerDay';
import type { Settled } from './settle';
import { verdictInWords } from './verdictInWords';
import type { ExplainedDay } from './wire';

/**
 * Each day from `from` to `to`, with its verdict, bounds and reason.
 *
 * @param recorded ledger days by day: all of the range, and the first one after it if there is any
 */
export function explainDays(
  from: Day,
  to: Day,
  recorded: ReadonlyMap<Day, LedgerDay>,
  settled: Settled,
  program: Program,
): ExplainedDay[] {
  const later = [...recorded.keys()].sort();
  const days: ExplainedDay[] = [];
  for (let day = from; day <= to; day = addDays(day, 1)) {
    const next = later.find((candidate) => candidate > day);
    const freezes = next ? recorded.get(next)?.freezesBefore : undefined;
    const entry =
      recorded.get(day) ??
      unrecordedDay(day, freezes ?? settled.standing.freezes, settled, program);
    days.push(explainDay(day, entry));
  }
  return days;
}

function explainDay(day: Day, entry: LedgerDay): ExplainedDay {
  return {
    day,
    verdict: entry.verdict,
    keptReason: entry.keptReason ?? null,
    reason: verdictInWords(entry),
    timeZone: entry.zone,
    start: new Date(entry.start).toISOString(),
    end: new Date(entry.end).toISOString(),
    activities: entry.count,
    xp: entry.xp,
    current: entry.current,
    freezes: entry.freezes,
    programVersion: entry.programVersion,
  };
}

/** A day of which the ledger says nothing: there was no run to lose, or it is still open. */
function unrecordedDay(
  day: Day,
  freezes: number,
  { state, today, standing }: Settled,
  program: Program,
): LedgerDay {
  const keptReason = day < today && keptByZone(state.timeline, day, program.dayStartHour);
  return {
    ...emptyDay,
    verdict: day === today ? 'open' : keptReason ? 'kept' : 'missed',
    ...(keptReason && { keptReason }),
    changes: 0,
    xp: 0,
    current: day === today ? standing.current : 0,
    freezesBefore: freezes,
    freezes,
    ...dayBounds(state.timeline, day, program.dayStartHour),
    programVersion: program.version,
  };
}
