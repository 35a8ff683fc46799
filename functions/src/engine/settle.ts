import { isDeepStrictEqual } from 'node:util';
import { progressedSince, withProgress, withRewards, withSealed } from './challengeProgress';
import type { Participation, Participations } from './challenges';
import { type NextDay, recordedFacts, type StreakDays } from './streakDays';
import { type DayRecord, emptyDay, hasRecord } from './dayRecord';
import { addDays, type Day, earlierDay, laterDay } from './days';
import {
  achievementEvents,
  completionEvents,
  completionId,
  mayBeAchieved,
  runsOf,
  type StreakEvent,
  tellsOf,
  verdictEvents,
} from './events';
import { fold, type JudgedDay } from './fold';
import { firstUncovered } from './keptDay';
import { type LedgerDay, sealedDaysThrough } from './ledger';
import { coveringOutage, type OutageList, StaleOutagesError } from './outages';
import { daysOffPerWeek, type Program } from './program';
import { offerAt, type RecoveryOffer } from './recovery';
import type { StreakState } from './streakState';
import type { Tally } from './tally';
import { dayAt, type OpenDays, openDaysAt, withoutOldSegments } from './timeline';
import { streakDayAt } from './zones';

/** How far back an activity may have occurred; a day is sealed no sooner after its end. */
export const LATE_WINDOW_MS = 48 * 3_600_000;

/** A day is sealed no sooner than when this many later days, today included, have begun. */
const OPEN_DAYS = 4;

/** A streak at an instant. */
export interface Settled {
  readonly state: StreakState;
  /** The day that the zone in force shows. */
  readonly today: Day;
  readonly open: OpenDays;
  /** The tally after all days that are over, and those that are open and active. */
  readonly tally: Tally;
  /** The first day that is not judged yet. */
  readonly next: NextDay;
  /** The days that were judged: all that are not sealed, of the open ones those that are active. */
  readonly days: readonly JudgedDay[];
  /** Judged days that differ from what was stored. */
  readonly changedDays: Readonly<Record<Day, LedgerDay>>;
  readonly events: readonly StreakEvent[];
  /** The run that may be won back now. */
  readonly offer: RecoveryOffer | null;
  /** How the user's challenges stand, those included that nothing can change any more. */
  readonly challenges: Participations;
  /** Those in which the user has come on since what is stored. */
  readonly progressed: Participations;
  /**
   * When the streak must be settled again although nobody acts: the end of its first uncovered
   * day, in milliseconds since the epoch. Null when there is no run to lose.
   */
  readonly lapseAt: number | null;
  /** When the run ends if nobody acts, as far as is known: as `lapseAt`, but outages cover days. */
  readonly lossAt: number | null;
  /** The day that ends then, on which something is lost. */
  readonly atRisk: Day | null;
}

/**
 * Judges all days that have ended by `now` (milliseconds since the epoch), and today if it is active,
 * from the checkpoint on; seals the days that no accepted activity can reach any more. The outcome
 * depends only on the days' records, never on when or how often it was settled before. Time does not
 * run backwards for a user: an instance whose clock is behind settles at the last instant again.
 *
 * @param outages in force at `now`
 * @param stored what is stored, when `state` is that with something added, or with days reopened
 * @throws StaleOutagesError when the streak was settled with a later list of outages
 */
export function settle(
  state: StreakState,
  now: number,
  program: Program,
  outages: OutageList,
  stored: StreakState = state,
): Settled {
  const { version } = outages;
  if (version < state.outagesVersion) throw new StaleOutagesError(version, state.outagesVersion);
  const at = Math.max(now, state.settledAt);
  const today = dayAt(state.timeline, at, program.dayStartHour);
  const open = openDaysAt(state.timeline, at, program.dayStartHour);
  const facts = recordedFacts(state, stored, { program, outages });
  const foldOf = (records: StreakState['recent']) =>
    fold(state.checkpoint, open, { ...facts, records: new Map(Object.entries(records)) });

  // What completes a challenge never depends on rewards, so they are found first; only when they are
  // not what was stored are the days folded again.
  const unrewarded = foldOf(state.recent);
  const judgement = {
    days: unrewarded.days,
    isExcused: (day: Day) =>
      unrewarded.days.some((each) => each.day === day && each.keptReason === 'travel') ||
      facts.isSkippedDate(day) ||
      facts.keptByOutage(day),
  };
  const challenges = withProgress(state.enrolments, judgement);
  const rewarded = withRewards(state.recent, challenges);
  const { tally, days } = rewarded === state.recent ? unrewarded : foldOf(rewarded);
  const offer = offerAt(at, days, (day) => facts.boundsOf(day).end, program);

  const judgedDays = new Set(days.map(({ day }) => day));
  const recent: Record<Day, LedgerDay> = { ...rewarded };
  const events: StreakEvent[] = [];
  for (const judged of days) {
    const before = rewarded[judged.day];
    const after = ledgerDay(judged, before, facts);
    const asStored = stored.recent[judged.day];
    recent[judged.day] = asStored && isDeepStrictEqual(after, asStored) ? asStored : after;
    const outage = after.keptReason === 'outage' && coveringOutage(after, outages.outages);
    events.push(
      ...verdictEvents(judged.day, before, after, offer, outage ? outage.reason : undefined),
    );
  }
  for (const [day, entry] of Object.entries(recent)) {
    if (entry.verdict === 'open' || judgedDays.has(day)) continue;
    if (day < open.first && hasRecord(entry)) continue;
    const after = unjudgedDay(entry, tally);
    recent[day] = after;
    events.push(...verdictEvents(day, entry, after, offer));
  }
  const achieved = days.flatMap(achievementEvents);
  const runOf = runsOf(days, state.checkpoint);
  const news = achieved.filter((each) => !state.told.some((id) => tellsOf(id, each, runOf)));
  events.push(...news);
  const completed = completionEvents(stored.enrolments, challenges);
  events.push(...completed.filter(({ id }) => !state.told.includes(id)));

  const attempts = state.attempts.filter(({ until }) => at < until + LATE_WINDOW_MS);
  const sealable = attempts
    .map(({ day }) => addDays(day, -1))
    .reduce(earlierDay, sealedThrough(at, open, program));
  // What was sealed stays so, although a change of zone since may have put off what can be.
  const sealed = laterDay(sealable, stored.checkpoint.through);
  const checkpoint = tallyAfter(state.checkpoint, days, sealed);
  const isOpen = (day: Day) => day > checkpoint.through;
  const timeline = withoutOldSegments(state.timeline, checkpoint.through, program.dayStartHour);
  const hasBeenTold = new Set([...state.told, ...news.map(({ id }) => id)]);
  const standing = achieved.filter(({ id, day }) => isOpen(day) && hasBeenTold.has(id));
  const lastDayOf = ({ window }: Participation) =>
    window.kind === 'days'
      ? window.last
      : openDaysAt(state.timeline, window.to - 1, program.dayStartHour).last;
  const enrolments = withSealed(challenges, checkpoint.through, judgement, lastDayOf);
  const completions = new Set(Object.keys(enrolments).map(completionId));
  const lost = state.told.filter(
    (id) =>
      completions.has(id) ||
      (achieved.every((each) => each.id !== id) && mayBeAchieved(id, checkpoint, program)),
  );
  const changed = Object.entries(recent).filter(
    ([day, entry]) =>
      entry !== stored.recent[day] &&
      (entry.verdict !== 'open' || (stored.recent[day]?.verdict ?? 'open') !== 'open'),
  );
  const next = nextDay(tallyAfter(state.checkpoint, days, addDays(open.first, -1)), days);
  const lapseAfter = (known: StreakDays) => lapseOf(known, rewarded, next, open);
  const loss = lapseAfter(facts);
  return {
    state: {
      timeline,
      checkpoint,
      sealedDays: sealedDaysThrough(
        { before: state.sealedDays, sealedBefore: state.checkpoint.through },
        checkpoint.through,
        recent,
      ),
      recent: Object.fromEntries(Object.entries(recent).filter(([day]) => isOpen(day))),
      plan: state.plan,
      attempts,
      enrolments,
      told: [...standing.map(({ id }) => id), ...lost],
      settledAt: at,
      outagesVersion: version,
      reopened: state.reopened,
      listed: state.listed,
      remindHour: state.remindHour,
    },
    today,
    open,
    tally,
    next,
    days,
    changedDays: Object.fromEntries(changed),
    events,
    offer,
    challenges,
    progressed: progressedSince(stored.enrolments, challenges),
    lapseAt: lapseAfter({ ...facts, keptByOutage: () => false })?.at ?? null,
    lossAt: loss?.at ?? null,
    atRisk: loss?.day ?? null,
  };
}

/** How it stood after `day`, by the days judged since `tally`: days passed over change nothing. */
function tallyAfter(tally: Tally, days: readonly JudgedDay[], day: Day): Tally {
  const after = days.findLast((judged) => judged.day <= day)?.after ?? tally;
  return after.through < day ? { ...after, through: day } : after;
}

/** The zone whose clock is farthest behind: an activity may be heard of from there that is the first one. */
const LAST_ZONE = 'Etc/GMT+12';

/** The last day that no activity can be put on any more, and that no longer counts as recent. */
function sealedThrough(at: number, open: OpenDays, { dayStartHour }: Program): Day {
  const reachable = streakDayAt(at - LATE_WINDOW_MS, LAST_ZONE, dayStartHour);
  return earlierDay(addDays(reachable, -1), addDays(open.first, -OPEN_DAYS));
}

/** The first day that is not judged, given the tally after the last day that is over. */
function nextDay(over: Tally, days: readonly JudgedDay[]): NextDay {
  let [day, run] = [addDays(over.through, 1), over];
  for (const judged of days) {
    if (judged.day !== day) continue;
    run = judged.after;
    day = addDays(day, 1);
  }
  return { day, run };
}

/**
 * The ledger entry of a day that had been judged and no longer is: the user has come to a zone where it is
 * not over, or what was done on it counts for another day now or was taken back.
 */
function unjudgedDay(entry: LedgerDay, { current, freezes }: Tally): LedgerDay {
  const { keptReason: _, dayOff: __, lost: ___, ...rest } = entry;
  return { ...rest, verdict: 'open', changes: entry.changes + 1, xp: 0, current, freezes };
}

/** The ledger entry of a day that has been judged. */
function ledgerDay(judged: JudgedDay, before: LedgerDay | undefined, facts: StreakDays): LedgerDay {
  const { program } = facts;
  const { day, verdict, keptReason, xp } = judged;
  const wasOtherwise = before && before.verdict !== 'open' && before.verdict !== verdict;
  const { count, plainXp, boostedXp, categories, hours, byHour, granted, rewards, freezesGiven } =
    before ?? emptyDay;
  const { firstAt, lastAt, capped, fromOtherDays, badges } = before ?? emptyDay;
  const changes = facts.passedOver(day);
  return {
    count,
    plainXp,
    boostedXp,
    ...(capped && { capped }),
    categories,
    hours,
    byHour,
    ...(firstAt !== undefined && { firstAt }),
    ...(lastAt !== undefined && { lastAt }),
    ...(fromOtherDays && { fromOtherDays }),
    ...(granted && { granted }),
    ...(rewards && { rewards }),
    ...(badges && { badges }),
    ...(freezesGiven !== undefined && { freezesGiven }),
    verdict,
    ...(keptReason && { keptReason }),
    ...dayOffOf(judged, program),
    changes: (before?.changes ?? 0) + (wasOtherwise ? 1 : 0),
    xp,
    ...(verdict === 'broken' && { lost: judged.before.current }),
    current: judged.after.current,
    freezesBefore: judged.before.freezes,
    freezes: judged.after.freezes,
    ...facts.boundsOf(day),
    ...(changes.length > 0 && { passedOver: changes }),
    programVersion: program.version,
  };
}

function dayOffOf({ keptReason, before, after }: JudgedDay, program: Program) {
  const of = daysOffPerWeek(program);
  if (keptReason !== 'off-day' || of === 0 || before.current === 0) return undefined;
  return { dayOff: { nth: after.daysOff?.used ?? 0, of } };
}

/**
 * When the first day ends that nothing covers yet; `Settled.lapseAt` says why. There outages do not
 * cover: the day is judged at its end all the same, so that it is known whom a revocation concerns.
 */
function lapseOf(
  facts: StreakDays,
  records: Readonly<Record<Day, DayRecord>>,
  { day, run }: NextDay,
  open: OpenDays,
): { readonly day: Day; readonly at: number } | null {
  const active = Object.keys(records).filter((each) => (records[each]?.count ?? 0) > 0);
  const isAhead = active.some((each) => each > open.last);
  if (isAhead) return { day: open.last, at: facts.boundsOf(addDays(open.last, 1)).start };
  const uncovered = firstUncovered(day, run, active, facts);
  return uncovered === undefined ? null : { day: uncovered, at: facts.boundsOf(uncovered).end };
}
