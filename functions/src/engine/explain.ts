import { keptUnjudged, type Rules } from './streakDays';
import { emptyDay } from './dayRecord';
import { addDays, type Day } from './days';
import type { KeptReason } from './keptDay';
import type { LedgerDay } from './ledger';
import { coveringOutage, type Outage } from './outages';
import { daysOffPerWeek, daysOffUsed, type Program } from './program';
import type { Settled } from './settle';
import { isBeforeFirst } from './tally';
import { dayBounds } from './timeline';
import { type OverCap, overCaps } from './xp';

/** What there is to say of a day: what the reason for its verdict is told from, in any language. */
export interface SaidOfDay {
  readonly entry: LedgerDay;
  /** Whether it lies before the first activity. */
  readonly isBefore: boolean;
  /** The one that the day is kept for. */
  readonly outage?: Outage | undefined;
  /** Types that went over their cap on it. */
  readonly capped: readonly OverCap[];
}

/** A day with its verdict, as clients see it, and what the reason is told from. Instants are in UTC, ISO 8601. */
export interface ExplainedDay {
  day: Day;
  verdict: LedgerDay['verdict'] | 'before';
  keptReason: KeptReason | null;
  dayOff: { nth: number; of: number } | null;
  said: SaidOfDay;
  timeZone: string;
  zones: string[];
  fromOtherDays: { day: Day; timeZone: string; activities: number }[];
  start: string;
  end: string;
  activities: number;
  xp: number;
  rewards: { challengeId: string; xp: number; freezes: number; badge: string | null }[];
  capped: OverCap[];
  current: number;
  freezes: number;
  programVersion: string;
}

/**
 * Each day from `from` to `to`, with its verdict, its bounds and what its reason is told from.
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
    const known = recorded.get(day);
    const isJudged = known !== undefined && known.verdict !== 'open';
    const entry = isJudged
      ? known
      : unrecordedDay(day, freezes ?? settled.tally.freezes, settled, rules);
    const explained = explainDay(day, entry, rules);
    const isBefore = day < settled.open.first && isBeforeFirst(day, settled.tally);
    days.push(isBefore ? withoutVerdict(explained) : explained);
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
    said: { entry, isBefore: false, outage, capped },
    timeZone: entry.zone,
    zones: [...(entry.zones ?? [entry.zone])],
    fromOtherDays: (entry.fromOtherDays ?? []).map(({ day: shown, zone, count }) => ({
      day: shown,
      timeZone: zone,
      activities: count,
    })),
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

/** A day before the first activity, also where it was judged, for example because freezes were given on it. */
function withoutVerdict(explained: ExplainedDay): ExplainedDay {
  const said = { ...explained.said, isBefore: true };
  return { ...explained, verdict: 'before', keptReason: null, dayOff: null, said };
}

/** What went over the caps of a day, which are known of days that the program in force has judged. */
function cappedOn(entry: LedgerDay, program: Program): OverCap[] {
  if (entry.programVersion !== program.version) return [];
  return overCaps(entry.capped, entry.xp === entry.plainXp ? 'plain' : 'boosted', program);
}

/** A day of which the ledger says nothing: there was no run to lose, or it is still open. */
function unrecordedDay(day: Day, freezes: number, settled: Settled, rules: Rules): LedgerDay {
  const { state, open, next, tally } = settled;
  const isOpen = day >= open.first;
  const { program } = rules;
  const bounds = dayBounds(state.timeline, day, program.dayStartHour);
  const keptReason = keptUnjudged(day, settled, rules);
  const dayOff = keptReason === 'off-day' && day === next.day && nextDayOff(day, next.run, program);
  return {
    ...emptyDay,
    verdict: isOpen ? 'open' : keptReason ? 'kept' : 'missed',
    ...(keptReason && { keptReason }),
    ...(dayOff && { dayOff }),
    changes: 0,
    xp: 0,
    current: isOpen ? tally.current : 0,
    freezesBefore: freezes,
    freezes,
    ...bounds,
    programVersion: program.version,
  };
}

/** Which day off of its week today would be, if the user takes it. */
function nextDayOff(
  day: Day,
  { daysOff }: Settled['tally'],
  program: Program,
): LedgerDay['dayOff'] {
  const of = daysOffPerWeek(program);
  return of === 0 ? undefined : { nth: daysOffUsed(daysOff, day) + 1, of };
}
