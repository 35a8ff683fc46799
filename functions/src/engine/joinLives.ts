import { isDeepStrictEqual } from 'node:util';
import type { Participation, Participations } from './challenges';
import { addDays, type Day } from './days';
import {
  achievementEvents,
  completionEvents,
  runsOf,
  type StreakEvent,
  tellsOf,
  verdictEvents,
} from './events';
import type { LedgerDay } from './ledger';
import { coveringOutage } from './outages';
import { noPlan, type Plan, type RestRule, withoutOldPauses } from './plans';
import type { RecoveryAttempt } from './recovery';
import { Refusal } from './refusal';
import {
  heardAt,
  type Life,
  type LivedActivity,
  type Relived,
  reliving,
  type Settings,
  settingsOf,
  zoneSteps,
} from './relive';
import { settle, type Settled } from './settle';
import { judgedIn, overIn, planWithLedger, withStoredFacts } from './storedFacts';
import type { Rules } from './streakDays';
import type { StreakState } from './streakState';
import type { Tally } from './tally';
import { UnmergeableUser } from './unmergeableUser';

/** What two histories are as one. */
export interface JoinedLives {
  /** Of the account that goes on: with the days and events that differ from what is stored of it. */
  readonly settled: Settled;
  /** All challenges that either history is in, as they stand. */
  readonly challenges: Participations;
  /** The day that each activity of both counts for, by its id. */
  readonly dayOf: ReadonlyMap<string, Day>;
}

/**
 * Two histories as one, as if all had been done in the account that goes on: all activities and reports of
 * zones are lived through again in the order in which they were heard of; an activity that both have counts as
 * `into` has it. What was set in either goes on
 * where that is possible; where both have set the same, it is as `into` has it. What was given stays given.
 *
 * Events tell of verdicts that were told otherwise, and of what has been achieved on days that can still
 * change. What either account was told already is not told again.
 *
 * @param now milliseconds since the epoch
 * @returns undefined where nothing is known of either but settings
 * @throws UnmergeableUser for an activity that the rules would refuse today, or StaleOutagesError
 */
export function joinLives(
  into: Life,
  from: Life,
  now: number,
  rules: Rules,
): JoinedLives | undefined {
  const lives = [into, from].filter(({ streak }) => streak !== undefined);
  const settings = joinedSettings(into, from);
  const relived = relivedTogether(lives, settings, now, rules);
  if (!relived.settled || !settings) return undefined;
  const whole = withStoredFacts(relived.settled, lives, now, rules, badgesOf(lives, rules));
  const challenges = { ...relived.challenges, ...whole.challenges };
  const planned = joinedPlan(into.streak?.plan ?? noPlan, from.streak?.plan ?? noPlan);
  const plan = withoutOldPauses(planned, whole.today);
  const settled = { ...whole, state: { ...whole.state, plan } };
  return { settled: asTold(settled, into, from, rules), challenges, dayOf: relived.dayOf };
}

/** The badges of some histories, each by the day on which it was first earned. */
function badgesOf(lives: readonly Life[], { program, outages }: Rules): Tally['badges'] {
  const all = lives.flatMap(({ streak }) =>
    streak ? Object.entries(settle(streak, streak.settledAt, program, outages).tally.badges) : [],
  );
  const latestFirst = all.sort(([, a], [, b]) => (a < b ? 1 : -1));
  return Object.fromEntries(latestFirst);
}

function relivedTogether(
  lives: readonly Life[],
  settings: Settings | undefined,
  now: number,
  rules: Rules,
): Relived {
  const life = reliving(settings, rules);
  const seen = new Set<string>();
  const isFirst = ({ activityId }: LivedActivity) =>
    !seen.has(activityId) && seen.add(activityId).has(activityId);
  const steps = lives.flatMap((each) => [
    ...zoneSteps(each).map((step) => ({
      ...{ at: step.at, order: 0 },
      act: () => {
        life.move(step);
      },
    })),
    ...each.activities.filter(isFirst).map((activity) => ({
      ...{ at: heardAt(activity), order: 1 },
      act: () => void life.record(activity, heardAt(activity)),
    })),
  ]);
  try {
    for (const { act } of steps.sort((a, b) => a.at - b.at || a.order - b.order)) act();
  } catch (error) {
    if (error instanceof Refusal) throw new UnmergeableUser(`refused-today: ${error.reason}`);
    throw error;
  }
  return life.end(now);
}

/** What was set in either, as if it had been set in one account. */
function joinedSettings(into: Life, from: Life): Settings | undefined {
  const known = [into, from].flatMap((life) =>
    life.streak ? [{ life, streak: life.streak, set: settingsOf(life.streak) }] : [],
  );
  const [first, second] = known;
  if (!first) return undefined;
  const plan = planWithLedger(first.life);
  if (!second) return { ...first.set, plan };
  return {
    plan: joinedPlan(plan, planWithLedger(second.life)),
    enrolments: joinedParticipations(first, second),
    attempts: joinedAttempts(first.set.attempts, second.set.attempts),
    listed: first.set.listed,
    remindHour: first.set.remindHour ?? second.set.remindHour,
    outagesVersion: Math.max(first.set.outagesVersion, second.set.outagesVersion),
  };
}

/** Days that either has paused are paused. Where both rest, it is on the weekdays that the first one says. */
function joinedPlan(a: Plan, b: Plan): Plan {
  const days = [...a.pauses, ...b.pauses].sort((x, y) => (x.from < y.from ? -1 : 1));
  const pauses: { from: Day; to: Day }[] = [];
  for (const { from, to } of days) {
    const last = pauses.at(-1);
    if (!last || from > addDays(last.to, 1)) pauses.push({ from, to });
    else if (to > last.to) last.to = to;
  }
  return { pauses, rest: joinedRest(a.rest, b.rest) };
}

/** The rules of `b` until the first one of `a`, and those from then on. */
function joinedRest(a: readonly RestRule[], b: readonly RestRule[]): readonly RestRule[] {
  const [first] = a;
  return first ? [...b.filter(({ from }) => from < first.from), ...a] : b;
}

interface Known {
  readonly life: Life;
  readonly streak: StreakState;
  readonly set: Settings;
}

/**
 * The challenges of both, each from when it was joined first, with what was completed completed. One that
 * either has behind it, with its reward, is over.
 */
function joinedParticipations(first: Known, second: Known): Participations {
  const joined: Record<string, Participation> = {};
  const over = new Set([...overIn(first.life), ...overIn(second.life)]);
  for (const { streak, set } of [first, second]) {
    for (const [id, participation] of Object.entries(set.enrolments)) {
      if (over.has(id)) continue;
      const before = joined[id];
      const completed = [before?.completedOn, streak.enrolments[id]?.completedOn];
      const completedOn = completed.flatMap((day) => day ?? []).sort()[0] ?? null;
      const isEarlier = !before || participation.joinedAt < before.joinedAt;
      joined[id] = { ...(isEarlier ? participation : before), completedOn };
    }
  }
  return joined;
}

/** The recoveries that either has begun; of two for one day, the one that asks for less. */
function joinedAttempts(
  a: readonly RecoveryAttempt[],
  b: readonly RecoveryAttempt[],
): readonly RecoveryAttempt[] {
  const byDay = new Map<Day, RecoveryAttempt>();
  for (const attempt of [...a, ...b]) {
    const before = byDay.get(attempt.day);
    if (!before || attempt.needed < before.needed) byDay.set(attempt.day, attempt);
  }
  return [...byDay.values()].sort((x, y) => x.until - y.until);
}

/** The streak with what differs from what is stored of `into`, and what of it is told. */
function asTold(settled: Settled, into: Life, from: Life, rules: Rules): Settled {
  const stored = new Map([...into.ledger, ...Object.entries(into.streak?.recent ?? {})]);
  const told = new Map([...judgedIn(from), ...judgedIn(into)]);
  const { state, days, offer } = settled;
  const sealed = state.checkpoint.through;
  const events: StreakEvent[] = [];
  const counted = (day: Day, entry: LedgerDay): LedgerDay => {
    const before = told.get(day);
    if (!before) return { ...entry, changes: 0 };
    const isOtherwise = before.verdict !== 'open' && before.verdict !== entry.verdict;
    const wasRest = before.keptReason === 'rest' && entry.keptReason === 'paused'; // `planWithLedger`
    return {
      ...entry,
      ...(wasRest && { keptReason: 'rest' }),
      changes: before.changes + (isOtherwise ? 1 : 0),
    };
  };
  const reopened = Object.entries(state.recent).filter(
    ([day, { verdict }]) => verdict === 'open' && told.has(day),
  );
  const all = { ...settled.changedDays, ...Object.fromEntries(reopened) };
  const judged = Object.entries(all).map(([day, entry]) => [day, counted(day, entry)] as const);
  for (const [day, entry] of judged.toSorted(([a], [b]) => (a < b ? -1 : 1))) {
    const outage = entry.keptReason === 'outage' && coveringOutage(entry, rules.outages.outages);
    const reason = outage ? outage.reason : undefined;
    const news = verdictEvents(day, told.get(day), entry, offer, reason);
    events.push(...news.filter(({ kind }) => day > sealed || corrections.includes(kind)));
  }
  const known = [...(into.streak?.told ?? []), ...(from.streak?.told ?? [])];
  const runOf = runsOf(days, state.checkpoint);
  const achieved = days.flatMap(achievementEvents).filter(({ day }) => day > sealed);
  const isKnown = (each: StreakEvent) => known.some((id) => tellsOf(id, each, runOf));
  events.push(...achieved.filter((each) => !isKnown(each)));
  const completed = completedIn(from.streak, into.streak);
  events.push(...completionEvents(completed, settled.challenges));
  const changed = judged.filter(([day, entry]) => !isDeepStrictEqual(entry, stored.get(day)));
  return {
    ...settled,
    state: {
      ...state,
      recent: Object.fromEntries(
        Object.entries(state.recent).map(([day, entry]) => [day, counted(day, entry)]),
      ),
      told: [...new Set([...achieved.map(({ id }) => id), ...known])],
      reopened: (into.streak?.reopened ?? 0) + 1,
    },
    changedDays: Object.fromEntries(changed),
    events,
    progressed: {},
  };
}

/** What is told of days that are sealed: only what takes back what was told. */
const corrections: readonly StreakEvent['kind'][] = ['freeze_refunded', 'streak_restored'];

/** The challenges of two streaks, those completed in either completed. */
function completedIn(...streaks: readonly (StreakState | undefined)[]): Participations {
  const all: Record<string, Participation> = {};
  for (const streak of streaks) {
    for (const [id, participation] of Object.entries(streak?.enrolments ?? {})) {
      if (typeof all[id]?.completedOn !== 'string') all[id] = participation;
    }
  }
  return all;
}
