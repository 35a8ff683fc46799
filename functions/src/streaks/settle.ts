import { isDeepStrictEqual } from 'node:util';
import { type Day, addDays, earlierDay } from '../shared/day';
import type { Program } from '../shared/programSchema';
import { type Timeline, dayAt } from '../shared/timeline';
import { coveringOutage } from '../outages/coveringOutage';
import type { OutageList } from '../outages/outage';
import { type RecoveryOffer, offerAt } from '../recovery/offer';
import { StaleOutagesError } from '../outages/staleOutagesError';
import type { Enrolment, Enrolments } from '../challenges/enrolment';
import { progressedSince, withProgress, withRewards, withSealed } from '../challenges/progress';
import { type Calendar, calendarOf } from './calendar';
import { daysOffPerWeek } from './cadence';
import { type StreakEvent, achievementEvents, completionEvents, verdictEvents } from './events';
import { firstUncovered } from './firstUncovered';
import { type JudgedDay, type Ledger, fold } from './fold';
import type { LedgerDay } from './ledgerDay';
import { emptyDay } from './dayRecord';
import { sealedDaysThrough } from './sealedDays';
import type { StreakState } from './streakState';
import type { Tally } from './tally';

/** How far back an activity may have occurred; a day is sealed no sooner after its end. */
export const LATE_WINDOW_MS = 48 * 3_600_000;

/** A day is sealed no sooner than when this many later days, today included, have begun. */
const OPEN_DAYS = 4;

/** A streak at an instant. */
export interface Settled {
  readonly state: StreakState;
  readonly today: Day;
  /** The tally after today when today is active, otherwise after yesterday. */
  readonly standing: Tally;
  /** The days that were judged: all that are not sealed. */
  readonly days: readonly JudgedDay[];
  /** Judged days that differ from what was stored. */
  readonly changedDays: Readonly<Record<Day, LedgerDay>>;
  readonly events: readonly StreakEvent[];
  /** The run that may be won back now. */
  readonly offer: RecoveryOffer | null;
  /** How the user's challenges stand, those included that nothing can change any more. */
  readonly challenges: Enrolments;
  /** Those in which the user has come on since what is stored. */
  readonly progressed: Enrolments;
  /**
   * When the streak must be settled again although nobody acts: the end of its first uncovered
   * day, in milliseconds since the epoch. Null when there is no run to lose.
   */
  readonly lapseAt: number | null;
  /** When the run ends if nobody acts, as far as is known: as `lapseAt`, but outages cover days. */
  readonly lossAt: number | null;
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
  { version, outages }: OutageList,
  stored: StreakState = state,
): Settled {
  if (version < state.outagesVersion) throw new StaleOutagesError(version, state.outagesVersion);
  const at = Math.max(now, state.settledAt);
  const today = dayAt(state.timeline, at, program.dayStartHour);
  const isActive = (state.recent[today]?.count ?? 0) > 0;
  const calendar = calendarOf(state, stored, program);
  const rules = {
    program,
    keptAhead: (day: Day) => calendar.keptAhead(day),
    keptByOutage: (day: Day) => coveringOutage(calendar.boundsOf(day), outages) !== undefined,
  };
  const last = isActive ? today : addDays(today, -1);
  const foldOf = (records: StreakState['recent']) =>
    fold(state.checkpoint, last, { ...rules, records: new Map(Object.entries(records)) });

  // What completes a challenge never depends on rewards, so they are found first; only when they are
  // not what was stored are the days folded again.
  const unrewarded = foldOf(state.recent);
  const judgement = {
    days: unrewarded.days,
    isExcused: (day: Day) => calendar.keptByZone(day) !== undefined || rules.keptByOutage(day),
  };
  const challenges = withProgress(state.enrolments, judgement);
  const rewarded = withRewards(state.recent, challenges);
  const ledger: Ledger = { ...rules, records: new Map(Object.entries(rewarded)) };
  const { tally: standing, days } = rewarded === state.recent ? unrewarded : foldOf(rewarded);
  const offer = offerAt(at, days, (day) => calendar.boundsOf(day).end, program);

  const recent: Record<Day, LedgerDay> = { ...rewarded };
  const events: StreakEvent[] = [];
  for (const judged of days) {
    const before = rewarded[judged.day];
    const after = ledgerDay(judged, before, calendar, program);
    const asStored = stored.recent[judged.day];
    recent[judged.day] = asStored && isDeepStrictEqual(after, asStored) ? asStored : after;
    events.push(...verdictEvents(judged.day, before, after, offer));
  }
  const achieved = days.flatMap(achievementEvents);
  events.push(...achieved.filter(({ id }) => !state.told.includes(id)));
  events.push(...completionEvents(stored.enrolments, challenges));

  const attempts = state.attempts.filter(({ until }) => at < until + LATE_WINDOW_MS);
  const sealed = attempts
    .map(({ day }) => addDays(day, -1))
    .reduce(earlierDay, sealedThrough(state.timeline, at, today, program));
  const checkpoint = tallyAfter(state.checkpoint, days, sealed);
  const isOpen = (day: Day) => day > checkpoint.through;
  const lastDayOf = ({ window }: Enrolment) =>
    window.kind === 'days'
      ? window.last
      : dayAt(state.timeline, window.to - 1, program.dayStartHour);
  const changed = Object.entries(recent).filter(
    ([day, entry]) => entry.verdict !== 'open' && entry !== stored.recent[day],
  );
  const lapseAfter = (covers: (day: Day) => boolean) =>
    lapseInstant(calendar, ledger, standing, today, covers);
  return {
    state: {
      timeline: state.timeline,
      checkpoint,
      sealedDays: sealedDaysThrough(
        { before: state.sealedDays, sealedBefore: state.checkpoint.through },
        checkpoint.through,
        recent,
      ),
      recent: Object.fromEntries(Object.entries(recent).filter(([day]) => isOpen(day))),
      plan: state.plan,
      attempts,
      enrolments: withSealed(challenges, checkpoint.through, judgement, lastDayOf),
      told: achieved.filter(({ day }) => isOpen(day)).map(({ id }) => id),
      settledAt: at,
      outagesVersion: version,
      reopened: state.reopened,
      listed: state.listed,
      remindHour: state.remindHour,
    },
    today,
    standing,
    days,
    changedDays: Object.fromEntries(changed),
    events,
    offer,
    challenges,
    progressed: progressedSince(stored.enrolments, challenges),
    lapseAt: lapseAfter(() => false),
    lossAt: lapseAfter((day) => ledger.keptByOutage(day)),
  };
}

/** How it stood after `day`, by the days judged since `tally`: days passed over change nothing. */
function tallyAfter(tally: Tally, days: readonly JudgedDay[], day: Day): Tally {
  const after = days.findLast((judged) => judged.day <= day)?.after ?? tally;
  return after.through < day ? { ...after, through: day } : after;
}

/** The last day that no activity can be put on any more, and that no longer counts as recent. */
function sealedThrough(timeline: Timeline, at: number, today: Day, program: Program): Day {
  const reachable = dayAt(timeline, at - LATE_WINDOW_MS, program.dayStartHour);
  return earlierDay(addDays(reachable, -1), addDays(today, -OPEN_DAYS));
}

/** The ledger entry of a day that has been judged. */
function ledgerDay(
  judged: JudgedDay,
  before: LedgerDay | undefined,
  calendar: Calendar,
  program: Program,
): LedgerDay {
  const { day, verdict, keptReason, xp } = judged;
  const wasOtherwise = before && before.verdict !== 'open' && before.verdict !== verdict;
  const { count, plainXp, boostedXp, categories, hours, byHour, granted, rewards, freezesGiven } =
    before ?? emptyDay;
  const { firstAt, lastAt, capped } = before ?? emptyDay;
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
    ...(granted && { granted }),
    ...(rewards && { rewards }),
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
    ...calendar.boundsOf(day),
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
 *
 * @param covers what covers a day besides plans, travel, skipped dates and days off
 */
function lapseInstant(
  calendar: Calendar,
  ledger: Ledger,
  standing: Tally,
  today: Day,
  covers: (day: Day) => boolean,
): number | null {
  const endOf = (day: Day) => calendar.boundsOf(day).end;
  const isActive = (day: Day) => (ledger.records.get(day)?.count ?? 0) > 0;
  const isAhead = [...ledger.records.keys()].some((day) => day > today && isActive(day));
  if (isAhead) return endOf(today);
  if (standing.current === 0) return null;
  return endOf(firstUncovered(standing, ledger, covers));
}
