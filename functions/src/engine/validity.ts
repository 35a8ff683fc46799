import type { Participation, Participations } from './challenges';
import type { Day } from './days';
import {
  achievementEvents,
  completionId,
  lengthIn,
  milestoneNearId,
  runsOf,
  tellsOf,
} from './events';
import type { LedgerDay } from './ledger';
import type { Program } from './program';
import { isActive } from './dayRecord';
import type { Settled } from './settle';
import { dayBounds } from './timeline';

/**
 * Why a message is not sent after all. `corrected`: it is no longer true. `active`: the day that was at risk
 * is saved. `kept`: the day loses nothing, for example because the user has paused. `late`: it has expired.
 */
export type Withdrawal = 'corrected' | 'active' | 'kept' | 'late';

/** What a message tells of, as far as its validity depends on it. */
export interface Told {
  readonly kind: string;
  readonly eventId: string;
  readonly day: Day;
  /** When the event happened, in milliseconds since the epoch. */
  readonly at: number;
  /** The day as the ledger has it, where it is sealed; undefined where it has none. */
  readonly sealed?: LedgerDay | undefined;
}

/** The day that a message tells of as it is judged now, whether or not it is sealed. */
function judgedNow(
  { day, sealed }: Pick<Told, 'day' | 'sealed'>,
  { state }: Settled,
): LedgerDay | undefined {
  return day <= state.checkpoint.through ? sealed : state.recent[day];
}

/** By the streak as it is now. */
type Judge<Judgement> = (
  told: Told,
  settled: Settled,
  program: Pick<Program, 'dayStartHour'>,
) => Judgement;

/** When a message must not be sent. */
export interface WithdrawalRule {
  readonly inWords: string;
  /** Undefined while the message holds. */
  readonly reasonFor: Judge<Withdrawal | undefined>;
}

/** How long a message is worth telling. */
export interface Expiry {
  readonly inWords: string;
  /** The instant (milliseconds since the epoch) from which it is too late. */
  readonly instantFor: Judge<number>;
}

/** Of the verdict of a day, which may change at any time: an outage or a merge reaches sealed days too. */
export function whenVerdictChanges(verdict: 'frozen' | 'broken'): WithdrawalRule {
  return {
    inWords: 'the day is judged otherwise',
    reasonFor: (told, settled) => {
      const { kind, day, eventId } = told;
      const entry = judgedNow(told, settled);
      const isLatest = entry && eventId === `${kind}.${day}.${entry.changes}`;
      return isLatest && entry.verdict === verdict ? undefined : 'corrected';
    },
  };
}

/** Of a run that had ended and goes on: that of the mended day. */
export const whenRunIsLost: WithdrawalRule = {
  inWords: 'the run is lost again',
  reasonFor: ({ day }, { tally: { runStart } }) =>
    runStart !== null && runStart <= day ? undefined : 'corrected',
};

/** Of a freeze that came back, because its day needs none. */
export const whenFreezeIsUsed: WithdrawalRule = {
  inWords: 'the freeze has been used again, or the run is lost',
  reasonFor: (told, settled) => {
    const { runStart, freezes } = settled.tally;
    const isInRun = runStart !== null && runStart <= told.day;
    const isMended = judgedNow(told, settled)?.verdict !== 'frozen' && freezes > 0;
    return isInRun && isMended ? undefined : 'corrected';
  },
};

/** Of what was achieved on a day. */
export const whenNotAchieved: WithdrawalRule = {
  inWords: 'it turns out not to have been reached',
  reasonFor: ({ day, eventId, sealed }, { state, days }) => {
    if (day <= state.checkpoint.through)
      return sealedReached(eventId, sealed) ? undefined : 'corrected';
    const runOf = runsOf(days, state.checkpoint);
    const isAchieved = days
      .flatMap(achievementEvents)
      .some((achievement) => tellsOf(eventId, achievement, runOf));
    return isAchieved ? undefined : 'corrected';
  },
};

/** Whether a sealed day still stands in a run as long as an event told; a bonus week that is sealed stays so. */
function sealedReached(eventId: string, sealed: LedgerDay | undefined): boolean {
  const run = lengthIn(eventId, 'milestone') ?? lengthIn(eventId, 'personal_record');
  return !run || (sealed !== undefined && sealed.current >= run.days);
}

/** Of a challenge that was completed. */
export const whenNotCompleted: WithdrawalRule = {
  inWords: 'an activity that it took is taken back',
  reasonFor: ({ eventId }, { challenges }) => {
    const told = Object.entries(challenges).find(([id]) => completionId(id) === eventId);
    return told?.[1].completedOn === null ? 'corrected' : undefined;
  },
};

/** The part that a nudge, by its id, tells of; undefined for who has left, or where all is over. */
function partOf(
  kind: string,
  eventId: string,
  challenges: Participations,
): Participation | undefined {
  return challenges[eventId.slice(kind.length + 1)];
}

/** Of a challenge that somebody has joined and not completed. */
export const whenChallengeIsDone: WithdrawalRule = {
  inWords: 'the user has completed the challenge, or left it',
  reasonFor: ({ kind, eventId }, { challenges }) => {
    const part = partOf(kind, eventId, challenges);
    if (!part) return 'corrected';
    return part.completedOn === null ? undefined : 'active';
  },
};

/** Of a day on which a run may be lost. */
export const whenNotAtRisk: WithdrawalRule = {
  inWords: 'the user has been active, the day asks for nothing, or it is over',
  reasonFor: ({ day }, settled) => {
    const { open, tally, atRisk } = settled;
    if (day < open.first) return 'late';
    if (isActive(settled, day)) return 'active';
    if (tally.current === 0 || atRisk === null) return 'corrected';
    return atRisk === day ? undefined : 'kept';
  },
};

/** Of a milestone that the day would reach. */
export const whenMilestoneIsNotNear: WithdrawalRule = {
  inWords: 'the user has been active, or the day no longer reaches it',
  reasonFor: (told, settled, program) => {
    const { eventId, day } = told;
    const gone = whenNotAtRisk.reasonFor(told, settled, program);
    return (
      gone ??
      (eventId === milestoneNearId(settled.tally.current + 1, day) ? undefined : 'corrected')
    );
  },
};

/** Of a lost run that can be won back. */
export const whenOfferIsOver: WithdrawalRule = {
  inWords: 'the run is back, or the offer is over',
  reasonFor: ({ day }, { offer }) => (offer?.day === day ? undefined : 'corrected'),
};

/** Of a pause, by its last day. */
export const whenPauseChanges: WithdrawalRule = {
  inWords: 'the pause ends on another day, or there is no run to lose',
  reasonFor: ({ day }, { state, tally }) => {
    const endsThen = state.plan.pauses.some(({ to }) => to === day);
    return endsThen && tally.current > 0 ? undefined : 'corrected';
  },
};

/** Of somebody who has not come since a day. */
export const whenBack: WithdrawalRule = {
  inWords: 'the user has been active',
  reasonFor: ({ day }, { tally }) => {
    if (tally.lastActiveDay !== day) return 'active';
    return tally.current === 0 ? undefined : 'corrected';
  },
};

const NEWS_HOURS = 72;

/** News is told for three days, then it is history. */
export const afterThreeDays: Expiry = {
  inWords: `${NEWS_HOURS} hours`,
  instantFor: ({ at }) => at + NEWS_HOURS * 3_600_000,
};

/** A nudge is for its day. */
export const afterADay: Expiry = {
  inWords: '24 hours',
  instantFor: ({ at }) => at + 24 * 3_600_000,
};

/** An offer is worth telling of as long as it stands. */
export const atEndOfOffer: Expiry = {
  inWords: 'until the offer is over',
  instantFor: ({ at }, { offer }) => offer?.until ?? at,
};

/** The end of a challenge is told of before it comes. */
export const atEndOfChallenge: Expiry = {
  inWords: 'until the challenge is over',
  instantFor: ({ kind, eventId, at }, { challenges, state }, { dayStartHour }) => {
    const window = partOf(kind, eventId, challenges)?.window;
    if (!window) return at;
    if (window.kind === 'instants') return window.to;
    return dayBounds(state.timeline, window.last, dayStartHour).end;
  },
};

/** A warning is worth something as long as something can be done. */
export const atEndOfDay: Expiry = {
  inWords: 'until the end of the day',
  instantFor: ({ day }, { state }, { dayStartHour }) =>
    dayBounds(state.timeline, day, dayStartHour).end,
};
