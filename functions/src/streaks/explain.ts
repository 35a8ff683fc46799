import { coveringOutage } from '../outages/coveringOutage';
import { plannedReason } from '../plans/plan';
import { type Day, addDays } from '../shared/day';
import type { Program } from '../shared/programSchema';
import { dayBounds } from '../shared/timeline';
import { emptyDay } from './dayRecord';
import type { StreakDeps } from './deps';
import { keptToCome, nextDayOff } from './keptToCome';
import { keptUnrecorded } from './keptUnrecorded';
import type { LedgerDay } from './ledgerDay';
import type { Settled } from './settle';
import { verdictInWords } from './verdictInWords';
import type { ExplainedDay } from './wire';
import { type OverCap, overCaps } from './xp';

/** The rules that days are explained by. */
export type Rules = Pick<StreakDeps, 'program' | 'outages'>;

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
  rules: Rules,
): ExplainedDay[] {
  const later = [...recorded.keys()].sort();
  const days: ExplainedDay[] = [];
  for (let day = from; day <= to; day = addDays(day, 1)) {
    const next = later.find((candidate) => candidate > day);
    const freezes = next ? recorded.get(next)?.freezesBefore : undefined;
    const entry =
      recorded.get(day) ?? unrecordedDay(day, freezes ?? settled.standing.freezes, settled, rules);
    days.push(explainDay(day, entry, rules));
  }
  return days;
}

function explainDay(day: Day, entry: LedgerDay, { program, outages }: Rules): ExplainedDay {
  const isOutage = entry.keptReason === 'outage';
  const outage = isOutage ? coveringOutage(entry, outages.outages) : undefined;
  const capped = cappedOn(entry, program);
  return {
    day,
    verdict: entry.verdict,
    keptReason: entry.keptReason ?? null,
    dayOff: entry.dayOff ?? null,
    reason: verdictInWords(entry, outage, capped),
    timeZone: entry.zone,
    start: new Date(entry.start).toISOString(),
    end: new Date(entry.end).toISOString(),
    activities: entry.count,
    xp: entry.xp,
    capped,
    rewards: Object.entries(entry.rewards ?? {}).map(([challengeId, { xp, freezes, badge }]) => ({
      challengeId,
      xp,
      freezes,
      badge: badge ?? null,
    })),
    current: entry.current,
    freezes: entry.freezes,
    programVersion: entry.programVersion,
  };
}

/** What went over the caps of a day, which are known of days that the program in force has judged. */
function cappedOn(entry: LedgerDay, program: Program): OverCap[] {
  if (entry.programVersion !== program.version) return [];
  return overCaps(entry.capped, entry.xp === entry.plainXp ? 'plain' : 'boosted', program);
}

/** A day of which the ledger says nothing: there was no run to lose, or it is still open. */
function unrecordedDay(day: Day, freezes: number, settled: Settled, rules: Rules): LedgerDay {
  const { state, today, standing } = settled;
  const { program } = rules;
  const bounds = dayBounds(state.timeline, day, program.dayStartHour);
  const keptReason =
    day < today
      ? (plannedReason(state.plan, day) ?? keptUnrecorded(day, bounds, state, rules))
      : keptToCome(day, settled, program);
  const dayOff = keptReason === 'off-day' && day === today && nextDayOff(day, standing, program);
  return {
    ...emptyDay,
    verdict: day === today ? 'open' : keptReason ? 'kept' : 'missed',
    ...(keptReason && { keptReason }),
    ...(dayOff && { dayOff }),
    changes: 0,
    xp: 0,
    current: day === today ? standing.current : 0,
    freezesBefore: freezes,
    freezes,
    ...bounds,
    programVersion: program.version,
  };
}
