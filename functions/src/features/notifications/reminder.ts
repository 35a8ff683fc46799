import type { DocumentData } from 'firebase-admin/firestore';
import { z } from 'zod';
import { allows, type Preferences } from '../../contracts/preferences';
import { isActive } from '../../engine/dayRecord';
import type { Day } from '../../engine/days';
import {
  dueNudges,
  milestoneNear,
  nextNudgeAt,
  type NudgeEvent,
  nudgesOf,
} from '../../engine/nudges';
import type { Program } from '../../engine/program';
import type { Settled } from '../../engine/settle';
import type { Tally } from '../../engine/tally';
import { earlier, remindInstant } from '../../engine/userFields';
import { type AtRiskEvent, type Channel, channels } from '../../events';

/** Active days of the shortest run that a reminder is worth. */
const MIN_RUN = 3;

/** After so many unanswered reminders in a row, a run must be twice as long for each further one. */
const PATIENCE = 8;

/** Days on which a reminder was due that are remembered, until half of them are forgotten. */
const MEMORY = 24;

/** The longest run that is ever asked for. */
const LONG_RUN = 24;

/** `users/{uid}.reminded`: what is remembered of reminders. */
const remindedField = z.object({
  /** The day of the last one; null before the first. */
  day: z.iso.date().nullable(),
  /** Reminders before it, in a row, after which the run was lost all the same. */
  unanswered: z.int().min(0),
  /** The first day of the run of which the user was told that a freeze will cover a missed day. */
  coveredRun: z.iso.date().nullable(),
  /** The last day on which the user had not been active when a reminder was due, and frozen days until then. */
  due: z
    .object({ day: z.iso.date(), frozenDays: z.int().min(0) })
    .nullable()
    .default(null),
  /** On how many such days before it the user came after all, and on how many they did not; they fade. */
  came: z.int().min(0).default(0),
  missed: z.int().min(0).default(0),
  /** When they were nudged for the last time, in milliseconds since the epoch. */
  nudgedAt: z.int().nullable().default(null),
});

export type Reminded = z.output<typeof remindedField>;

/** Before the first reminder. */
export const neverReminded: Reminded = {
  ...{ day: null, unanswered: 0, coveredRun: null },
  ...{ due: null, came: 0, missed: 0, nudgedAt: null },
};

/** What is remembered of a user's reminders. @param user their document @throws ZodError if malformed */
export function readReminded(user: DocumentData | undefined): Reminded {
  const reminded: unknown = user?.['reminded'];
  return reminded === undefined ? neverReminded : remindedField.parse(reminded);
}

/** What becomes of a user whose `remindAt` has passed. */
export interface Reminder {
  /** Milliseconds since the epoch; null: the next write of the streak says when. */
  readonly remindAt: number | null;
  /** What else the clock has found to say at the same moment, if anything. */
  readonly nudges?: readonly NudgeEvent[];
  /** Undefined when it is too early, or when the user wants or needs no reminder. */
  readonly atRisk?: Omit<AtRiskEvent, 'id' | 'kind'>;
  /** Events that are told with it where they wait to be told: that freezes covered the days before. */
  readonly together?: readonly string[];
  /** What to remember, where there is a reminder. */
  readonly reminded?: Reminded;
}

/**
 * Decides about a user whose `remindAt` has passed: whether to remind them of the run that they may lose
 * tonight, and what else to tell them. Nudges are only for those who want them, and nobody who has lost run
 * after run in spite of reminders is asked to come.
 */
export function reminder(
  settled: Settled,
  preferences: Preferences,
  before: Reminded,
  now: number,
  program: Program,
): Reminder {
  const { near, ...tonight } = ofTonight(settled, preferences, before, now, program);
  const isTired = unansweredBy(before, settled.tally.runStart) >= PATIENCE;
  const isWanted = ({ kind }: NudgeEvent) =>
    channels.some((channel) => allows(preferences, kind, channel)) &&
    !(isTired && pleas.includes(kind));
  const planned = nudgesOf(settled, program).filter(({ event }) => isWanted(event));
  const nudges = [
    ...(near && isWanted(near) ? [near] : []),
    ...dueNudges(planned, now, before.nudgedAt),
  ];
  const remindAt = earlier(tonight.remindAt, nextNudgeAt(planned, now));
  if (nudges.length === 0) return { ...tonight, remindAt };
  const reminded = { ...(tonight.reminded ?? before), nudgedAt: now };
  return { ...tonight, remindAt, reminded, nudges };
}

/** What asks people to come. */
const pleas: readonly NudgeEvent['kind'][] = ['away', 'milestone_near'];

/** What is to be said in the evening of a day at risk. */
interface Tonight extends Omit<Reminder, 'nudges'> {
  /** Of the milestone that an activity would reach. */
  readonly near?: NudgeEvent | undefined;
}

/**
 * Decides about a run that may be lost tonight, by the streak at `now` (milliseconds since the
 * epoch). Everyone is reminded once a day at most: only an activity, or the judgement of the missed day, says
 * when the next reminder is. Runs under three days are not worth one; while a freeze covers the day, the user
 * is told so once in a run, unless they have come on most of such days; who keeps losing runs in spite of
 * reminders gets fewer.
 */
function ofTonight(
  settled: Settled,
  preferences: Preferences,
  before: Reminded,
  now: number,
  program: Program,
): Tonight {
  const { state, lossAt, atRisk, tally } = settled;
  const remindAt = remindInstant(state, lossAt, program);
  if (atRisk === null || remindAt === null || remindAt > now) return { remindAt };
  if (isActive(settled, atRisk)) return { remindAt: null };
  const near = milestoneNear(settled, program);
  const silent = { remindAt: null, ...(near && { near }) };
  const mayBeTold = channels.some((channel) => allows(preferences, 'at_risk', channel));
  if (!mayBeTold) return silent;
  const known = afterDue(before, atRisk, tally);
  const isWanted = channels.some((channel) => isReminded(tally, preferences, known, channel));
  if (!isWanted) return { ...silent, reminded: known };
  const { current, freezes } = tally;
  const frozen = Object.entries(state.recent).filter(([, { verdict }]) => verdict === 'frozen');
  return {
    ...silent,
    ...(frozen.length > 0 && {
      together: frozen.map(([day, { changes }]) => `freeze_applied.${day}.${changes}`),
    }),
    atRisk: { day: atRisk, current, freezes },
    reminded: afterReminder(known, atRisk, tally),
  };
}

/** The run that a user may lose. */
type Standing = Pick<Tally, 'current' | 'freezes' | 'runStart'>;

/** What is known once a day is due: also what came of the one before. */
function afterDue(
  before: Reminded,
  day: Day,
  { frozenDays, runStart }: Pick<Tally, 'frozenDays' | 'runStart'>,
): Reminded {
  const due = { day, frozenDays };
  const { due: last } = before;
  if (last === null || last.day === day) return { ...before, due };
  const goesOn = runStart !== null && runStart <= last.day;
  const hasCome = goesOn && frozenDays <= last.frozenDays;
  const came = before.came + (hasCome ? 1 : 0);
  const missed = before.missed + (hasCome ? 0 : 1);
  const isMuch = came + missed > MEMORY;
  return isMuch
    ? { ...before, due, came: Math.round(came / 2), missed: Math.round(missed / 2) }
    : { ...before, due, came, missed };
}

/** Whether the user has come on most of the days on which a reminder was due. */
function comesAnyway({ came, missed }: Reminded): boolean {
  return came > missed + 1;
}

/** What to remember once a user has been reminded of a day. */
export function afterReminder(
  before: Reminded,
  day: Day,
  { freezes, runStart }: Standing,
): Reminded {
  const coveredRun = freezes > 0 ? runStart : before.coveredRun;
  return { ...before, day, unanswered: unansweredBy(before, runStart), coveredRun };
}

/** Whether a user is to be reminded of the run that they have, on a channel, should the day go by. */
export function isReminded(
  { current, freezes, runStart }: Standing,
  preferences: Preferences,
  before: Reminded,
  channel: Channel,
): boolean {
  if (!allows(preferences, 'at_risk', channel)) return false;
  if (freezes > 0 && (before.coveredRun === runStart || comesAnyway(before))) return false;
  const unanswered = unansweredBy(before, runStart);
  const needed = MIN_RUN * 2 ** Math.max(0, unanswered + 1 - PATIENCE);
  return current >= Math.min(LONG_RUN, needed);
}

/** Reminders in a row after which the run was lost: the last one was answered if its run is still alive. */
function unansweredBy({ day, unanswered }: Reminded, runStart: Day | null): number {
  if (day === null) return 0;
  const wasAnswered = runStart !== null && runStart <= day;
  return wasAnswered ? 0 : unanswered + 1;
}
