import type { DayRecord } from '../../functions/src/engine/dayRecord';
import type { Day } from '../../functions/src/engine/days';
import type { LedgerDay } from '../../functions/src/engine/ledger';
import { type Plan, plannedReason } from '../../functions/src/engine/plans';
import { refold } from '../../functions/src/engine/reopen';
import type { Settled } from '../../functions/src/engine/settle';
import { openDay } from '../../functions/src/engine/streakState';
import type { ImportRules } from './reliveUser';
import type { StoredUser } from './storedUser';

/**
 * A history with what is known of its days besides the activities: freezes that operators gave, runs that
 * were won back, rewards of challenges that are over, and what days were worth under an earlier version
 * of the program. Where there is any of it, the days are judged again.
 *
 * @param relived with every judged day in `changedDays`
 * @throws StaleOutagesError
 */
export function withStoredFacts(
  relived: Settled,
  stored: StoredUser | undefined,
  { program, outages, now }: ImportRules,
): Settled {
  const known = stored?.streak;
  if (!known) return relived;
  const ledger = new Map(Object.entries(relived.changedDays));
  const source = new Map(ledger);
  const wasJudged = [...stored.ledger, ...Object.entries(known.recent)].filter(
    ([, { verdict, changes }]) => verdict !== 'open' || changes > 0,
  );
  for (const [day, entry] of wasJudged) {
    const unjudged = relived.state.recent[day] ?? openDay(entry.zone, program);
    const relivedDay = ledger.get(day) ?? unjudged;
    const facts = factsOf(entry, relivedDay, Object.keys(known.enrolments), program.version);
    if (facts || !ledger.has(day)) source.set(day, { ...relivedDay, ...facts });
  }
  if ([...source].every(([day, entry]) => entry === ledger.get(day))) return relived;
  const settled = refold(relived.state, ledger, source, now, { program, outages });
  return { ...settled, changedDays: { ...relived.changedDays, ...settled.changedDays } };
}

/** What a stored day says that no activity does, where the day does not say it yet. */
function factsOf(
  stored: LedgerDay,
  day: LedgerDay,
  challenges: readonly string[],
  version: string,
): Partial<LedgerDay> | undefined {
  const over = Object.entries(stored.rewards ?? {}).filter(([id]) => !challenges.includes(id));
  const isOfOldRules = stored.programVersion !== version && stored.count === day.count;
  const facts = {
    ...(isOfOldRules && stored.count > 0 && worthOf(stored)),
    ...(stored.granted && !day.granted && { granted: stored.granted }),
    ...(stored.freezesGiven !== undefined && { freezesGiven: stored.freezesGiven }),
    ...(over.length > 0 && { rewards: { ...Object.fromEntries(over), ...day.rewards } }),
  };
  return Object.keys(facts).length > 0 ? facts : undefined;
}

function worthOf({ plainXp, boostedXp, capped, categories, hours }: DayRecord) {
  return { plainXp, boostedXp, ...(capped && { capped }), categories, hours };
}

/**
 * The plan with the paused days and days of rest that it has forgotten, which the ledger has not; all as
 * pauses, since a rule of rest would be for other days too.
 */
export function planWithLedger({ streak, ledger }: StoredUser): Plan {
  const plan = streak?.plan ?? { pauses: [], rest: [] };
  const isForgotten = ([day, { keptReason }]: [Day, LedgerDay]) =>
    (keptReason === 'paused' || keptReason === 'rest') && plannedReason(plan, day) === undefined;
  const forgotten = [...ledger].filter(isForgotten).map(([day]) => ({ from: day, to: day }));
  return { ...plan, pauses: [...forgotten, ...plan.pauses] };
}
