import { type ChallengeNudge, challengeNudges } from './challengeNudges';
import { addDays, type Day, HOUR_MS } from './days';
import type { Participations } from './challenges';
import { milestoneNearId } from './events';
import { plannedReason } from './plans';
import { type Program, tells } from './program';
import type { RecoveryOffer } from './recovery';
import type { Settled } from './settle';
import type { StreakState } from './streakState';
import type { Tally } from './tally';
import { dayBounds, segmentAt } from './timeline';
import { streakDayAt, streakDayStart } from './zones';

/** Something to say to somebody who does nothing, which the clock finds. `id` derives from what it says. */
export type NudgeEvent = { readonly id: string; readonly day: Day } &
  /** Of a lost run that can be won back: half of the time has gone by, or the last evening has come. */
  (
    | { readonly kind: 'recovery_halfway'; readonly lost: number }
    | { readonly kind: 'recovery_closing'; readonly lost: number }
    /** `day` is the last one of a pause. */
    | { readonly kind: 'pause_ending'; readonly current: number }
    | {
        /** `day` is the last active one. */
        readonly kind: 'away';
        readonly daysAway: number;
        /** How often they will hear of it again: the last one is a farewell. */
        readonly left: number;
      }
    /** An activity on `day` makes the run as long as a milestone. */
    | { readonly kind: 'milestone_near'; readonly days: number }
    | ChallengeNudge
  );

/** A nudge with its time, in milliseconds since the epoch. */
export interface Nudge {
  readonly at: number;
  readonly event: NudgeEvent;
}

/** After so many days without activity somebody is asked to come back; after the last, nothing more is sent. */
const AWAY_DAYS = [3, 7, 14] as const;

/** The local hour from which an offer that closes at night is as good as over. */
const LAST_HOUR = 20;

/** Between what is said of an offer at half of its time and at its end. */
const APART_MS = 3 * HOUR_MS;

/** A nudge that comes later than this is not given. */
const FRESH_MS = 12 * HOUR_MS;

/** What nudges follow from. */
interface Idle {
  readonly state: Pick<StreakState, 'timeline' | 'remindHour' | 'plan'>;
  readonly tally: Pick<Tally, 'current' | 'lastActiveDay'>;
  readonly offer: RecoveryOffer | null;
  readonly challenges: Participations;
}

/** Every nudge that a user gets who does nothing from now on, the earliest first. */
export function nudgesOf(
  { state, tally, offer, challenges }: Idle,
  program: Pick<Program, 'dayStartHour' | 'messages'>,
): Nudge[] {
  const { timeline, remindHour, plan } = state;
  const { current, lastActiveDay } = tally;
  const nudges: Nudge[] = [];
  const add = (at: number, event: NudgeEvent) => {
    if (tells(program, event.kind)) nudges.push({ at, event });
  };
  const hourOf = (day: Day) => {
    const { start, end, zone } = dayBounds(timeline, day, program.dayStartHour);
    const at = streakDayStart(day, zone, remindHour ?? LAST_HOUR);
    return Math.max(start, Math.min(at, end - HOUR_MS));
  };
  if (current > 0) {
    for (const { to } of plan.pauses) {
      add(hourOf(to), { id: `pause_ending.${to}`, kind: 'pause_ending', day: to, current });
    }
  } else if (lastActiveDay !== null) {
    AWAY_DAYS.forEach((daysAway, index) => {
      const left = AWAY_DAYS.length - 1 - index;
      const id = `away.${lastActiveDay}.${daysAway}`;
      const date = addDays(lastActiveDay, daysAway);
      if (plannedReason(plan, date) === 'paused') return; // they have said so
      add(hourOf(date), { id, kind: 'away', day: lastActiveDay, daysAway, left });
    });
  }
  if (offer) {
    const { day, lost, from, until } = offer;
    const { zone } = segmentAt(timeline, until);
    const dates = [1, 0, -1].map((ahead) => addDays(streakDayAt(until, zone, 0), ahead));
    const evenings = dates.map((date) => streakDayStart(date, zone, LAST_HOUR));
    const closing = evenings.find((evening) => evening <= until - HOUR_MS) ?? from;
    const halfway = from + (until - from) / 2;
    const kind = closing <= from ? undefined : 'recovery_closing';
    if (halfway <= closing - APART_MS) {
      add(halfway, { id: `recovery_halfway.${day}`, kind: 'recovery_halfway', day, lost });
    }
    if (kind) add(closing, { id: `${kind}.${day}`, kind, day, lost });
  }
  for (const { at, event } of challengeNudges(challenges, timeline, hourOf, program)) {
    add(at, event);
  }
  return nudges.sort((a, b) => a.at - b.at);
}

/** When the next nudge after an instant is due (both in milliseconds since the epoch); null: none. */
export function nextNudgeAt(nudges: readonly Nudge[], after: number): number | null {
  return nudges.find(({ at }) => at > after)?.at ?? null;
}

/**
 * What is to be said at `now`: what has come due lately, of each subject the latest.
 *
 * @param saidAt when something was said for the last time; all instants in milliseconds since the epoch
 */
export function dueNudges(
  nudges: readonly Nudge[],
  now: number,
  saidAt: number | null,
): readonly NudgeEvent[] {
  const isDue = ({ at }: Nudge) => at <= now && now < at + FRESH_MS && at > (saidAt ?? -Infinity);
  const due = nudges.filter(isDue).map(({ event }) => event);
  return [...new Map(due.map((event) => [subjectOf(event), event])).values()];
}

/** What a nudge is about: of two, only the later has to be said. */
function subjectOf(event: NudgeEvent): string {
  const { kind } = event;
  if ('challengeId' in event) return `challenge ${event.challengeId}`;
  return kind === 'recovery_halfway' || kind === 'recovery_closing' ? 'recovery' : kind;
}

/** What is said of the milestone that an activity on the day at risk would reach; undefined: it reaches none. */
export function milestoneNear(
  { atRisk, today, tally }: Pick<Settled, 'atRisk' | 'today' | 'tally'>,
  { milestones }: Pick<Program, 'milestones'>,
): NudgeEvent | undefined {
  const days = tally.current + 1;
  if (atRisk !== today || !milestones.includes(days)) return undefined;
  return { id: milestoneNearId(days, today), kind: 'milestone_near', day: today, days };
}
