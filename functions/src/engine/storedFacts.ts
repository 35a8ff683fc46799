import type { Day } from './days';
import type { LedgerDay } from './ledger';
import { type Plan, plannedReason } from './plans';
import { refold } from './reopen';
import type { Settled } from './settle';
import { openDay } from './streakState';
import type { Life } from './relive';
import type { Rules } from './streakDays';
import type { Tally } from './tally';
import type { Rewards, Xp } from './xp';

/**
 * A history with what is known of its days besides the activities: freezes that operators gave, runs that
 * were won back, rewards of challenges that are over, and what days were worth under an earlier version
 * of the program. Where there is any of it, the days are judged again.
 *
 * @param relived with every judged day in `changedDays`
 * @param lives as they are stored, of which it is the history
 * @param now milliseconds since the epoch
 * @param earned badges that stay, whatever the rules make of the history, with the days of them
 * @throws StaleOutagesError
 */
export function withStoredFacts(
  relived: Settled,
  lives: readonly Life[],
  now: number,
  { program, outages }: Rules,
  earned: Tally['badges'] = {},
): Settled {
  const ledger = new Map(Object.entries(relived.changedDays));
  const source = new Map(ledger);
  const stored = judgedDays(lives);
  const activeOn = activeDayBy(ledger);
  const rewards = pastRewards(lives, activeOn);
  const lost = Object.entries(earned).filter(([id]) => !Object.hasOwn(relived.tally.badges, id));
  const badges = new Map<Day, readonly string[]>();
  for (const [id, day] of lost) {
    const on = activeOn(day);
    badges.set(on, [...(badges.get(on) ?? []), id]);
  }
  for (const day of new Set([...stored.keys(), ...rewards.keys(), ...badges.keys()])) {
    const entries = stored.get(day) ?? [];
    const unjudged = relived.state.recent[day] ?? openDay(entries[0]?.zone ?? '', program);
    const relivedDay = ledger.get(day) ?? unjudged;
    const given = { rewards: rewards.get(day) ?? {}, badges: badges.get(day) ?? [] };
    const facts = factsOf(entries, relivedDay, given, program.version);
    if (facts || !ledger.has(day)) source.set(day, { ...relivedDay, ...facts });
  }
  if ([...source].every(([day, entry]) => entry === ledger.get(day))) return relived;
  const settled = refold(relived.state, ledger, source, now, { program, outages });
  return { ...settled, changedDays: { ...relived.changedDays, ...settled.changedDays } };
}

/** What lives have stored of each day that was judged in one of them. */
function judgedDays(lives: readonly Life[]): Map<Day, readonly LedgerDay[]> {
  const days = new Map<Day, readonly LedgerDay[]>();
  for (const [day, entry] of lives.flatMap(judgedIn)) {
    days.set(day, [...(days.get(day) ?? []), entry]);
  }
  return days;
}

/** The days of a life that have been judged, if only once. */
export function judgedIn({ ledger, streak }: Life): [Day, LedgerDay][] {
  const known = new Map([...ledger, ...Object.entries(streak?.recent ?? {})]);
  return [...known].filter(([, { verdict, changes }]) => verdict !== 'open' || changes > 0);
}

/**
 * The rewards of challenges that are over, by the day that each is put on: that of which it was first
 * stored, or the active one next to it, since none counts on another. Each challenge rewards once.
 */
function pastRewards(
  lives: readonly Life[],
  activeOn: (day: Day) => Day,
): ReadonlyMap<Day, Rewards> {
  const given = lives.flatMap((life) =>
    judgedIn(life).flatMap(([day, { rewards = {} }]) => {
      const over = Object.entries(rewards).filter(([id]) => !isRunning(id, life));
      return over.map(([id, reward]) => ({ day, id, reward }));
    }),
  );
  const seen = new Set<string>();
  const rewards = new Map<Day, Rewards>();
  for (const { day, id, reward } of given.sort((a, b) => (a.day < b.day ? -1 : 1))) {
    if (seen.has(id)) continue;
    seen.add(id);
    const on = activeOn(day);
    rewards.set(on, { ...rewards.get(on), [id]: reward });
  }
  return rewards;
}

/** The last active day up to one, or the first of all: nothing that is given counts on another. */
function activeDayBy(ledger: ReadonlyMap<Day, LedgerDay>): (day: Day) => Day {
  const active = [...ledger].filter(([, { count }]) => count > 0).map(([day]) => day);
  active.sort();
  return (day) => active.findLast((each) => each <= day) ?? active[0] ?? day;
}

const isRunning = (id: string, { streak }: Life) => Object.hasOwn(streak?.enrolments ?? {}, id);

/** Ids of the challenges that have rewarded somebody and are over. */
export function overIn(life: Life): string[] {
  const rewarded = judgedIn(life).flatMap(([, { rewards = {} }]) => Object.keys(rewards));
  return rewarded.filter((id) => !isRunning(id, life));
}

/** What stored days say that no activity does, where the day does not say it yet. */
function factsOf(
  stored: readonly LedgerDay[],
  day: LedgerDay,
  { rewards, badges }: { readonly rewards: Rewards; readonly badges: readonly string[] },
  version: string,
): Partial<LedgerDay> | undefined {
  const count = sumOf(stored, (each) => each.count);
  const isOfOldRules = stored.some((each) => each.programVersion !== version && each.count > 0);
  const granted = stored.find((each) => each.granted)?.granted;
  const given = stored.flatMap(({ freezesGiven }) => freezesGiven ?? []);
  const kept = [...new Set([...stored.flatMap((each) => each.badges ?? []), ...badges])];
  const facts = {
    ...(isOfOldRules && count === day.count && worthOf(stored)),
    ...(granted && !day.granted && { granted }),
    ...(given.length > 0 && { freezesGiven: given.reduce((a, b) => a + b) }),
    ...(Object.keys(rewards).length > 0 && { rewards: { ...rewards, ...day.rewards } }),
    ...(kept.length > 0 && { badges: kept }),
  };
  return Object.keys(facts).length > 0 ? facts : undefined;
}

/** What some days were worth together. */
function worthOf(days: readonly LedgerDay[]) {
  const [first, ...others] = days;
  if (first && others.length === 0) {
    const { plainXp, boostedXp, capped, categories, hours } = first;
    return { plainXp, boostedXp, ...(capped && { capped }), categories, hours };
  }
  const hours: Record<string, number> = {};
  const capped: Record<string, Xp> = {};
  for (const each of days) {
    for (const [badge, count] of Object.entries(each.hours)) {
      hours[badge] = (hours[badge] ?? 0) + count;
    }
    for (const [type, { plain, boosted }] of Object.entries(each.capped ?? {})) {
      const before = capped[type] ?? { plain: 0, boosted: 0 };
      capped[type] = { plain: before.plain + plain, boosted: before.boosted + boosted };
    }
  }
  return {
    plainXp: sumOf(days, (each) => each.plainXp),
    boostedXp: sumOf(days, (each) => each.boostedXp),
    ...(Object.keys(capped).length > 0 && { capped }),
    categories: [...new Set(days.flatMap(({ categories }) => categories))].sort(),
    hours,
  };
}

function sumOf(days: readonly LedgerDay[], of: (day: LedgerDay) => number): number {
  return days.reduce((sum, each) => sum + of(each), 0);
}

/**
 * The plan with the paused days and days of rest that it has forgotten, which the ledger has not; all as
 * pauses, since a rule of rest would be for other days too.
 */
export function planWithLedger({ streak, ledger }: Pick<Life, 'streak' | 'ledger'>): Plan {
  const plan = streak?.plan ?? { pauses: [], rest: [] };
  const isForgotten = ([day, { keptReason }]: [Day, LedgerDay]) =>
    (keptReason === 'paused' || keptReason === 'rest') && plannedReason(plan, day) === undefined;
  const forgotten = [...ledger].filter(isForgotten).map(([day]) => ({ from: day, to: day }));
  return { ...plan, pauses: [...forgotten, ...plan.pauses] };
}
