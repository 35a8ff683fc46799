import type { Participation, Participations } from './challenges';
import { addDays, type Day, daysBetween, HOUR_MS } from './days';
import type { Program } from './program';
import { dayAt, dayBounds, type Timeline } from './timeline';
import { streakDayStart } from './zones';

/** What is said of a challenge beside how far its participant has come. */
interface OfChallenge {
  readonly challengeId: string;
  readonly title: string;
  readonly target: number;
  readonly rewardXp: number;
  readonly rewardFreezes: number;
  /** Id of a badge of the program; empty: none. */
  readonly rewardBadge: string;
}

/** What is told of a challenge to who has joined it and not completed it. */
export type ChallengeNudge =
  /** `day` is the first, `last` the last one that counts. */
  | ({ readonly kind: 'challenge_starting'; readonly last: Day } & OfChallenge)
  /** `day` is the last one that counts. */
  | ({ readonly kind: 'challenge_ending'; readonly done: number } & OfChallenge)
  /** `day` was the last one that counted. */
  | ({ readonly kind: 'challenge_missed'; readonly done: number } & OfChallenge);

/** When what is to be told of a challenge, in milliseconds since the epoch. */
export interface ChallengeNudgeAt {
  readonly at: number;
  readonly event: ChallengeNudge & { readonly id: string; readonly day: Day };
}

/** The local hour at which good news of a new day comes. */
const MORNING_HOUR = 9;

/** The shortest challenge, in days, whose end is told of on the evening before its last day. */
const LONG_DAYS = 3;

/**
 * What is told of a user's challenges if they do nothing from now on: in the morning of the first day, in the
 * evening before the end as long as the goal can be reached, and in the evening after it, when what was done on
 * the way has mostly been heard of.
 *
 * @param hourOf when somebody is reminded on a day, in milliseconds since the epoch
 */
export function challengeNudges(
  challenges: Participations,
  timeline: Timeline,
  hourOf: (day: Day) => number,
  { dayStartHour }: Pick<Program, 'dayStartHour'>,
): ChallengeNudgeAt[] {
  const boundsOf = (day: Day) => dayBounds(timeline, day, dayStartHour);
  return Object.entries(challenges).flatMap(([id, part]) => {
    const { window, joinedAt, completedOn, value: done } = part;
    if (completedOn !== null) return [];
    const isOfDays = window.kind === 'days';
    const first = isOfDays ? window.first : dayAt(timeline, window.from, dayStartHour);
    const last = isOfDays ? window.last : dayAt(timeline, window.to - 1, dayStartHour);
    const morning = boundsOf(first);
    const startsAt = isOfDays
      ? Math.max(morning.start, streakDayStart(first, morning.zone, MORNING_HOUR))
      : window.from;
    const endsAt = isOfDays ? boundsOf(last).end : window.to;
    const nudges: ChallengeNudgeAt[] = [];
    const of = ofChallenge(id, part);
    const add = (at: number, day: Day, event: ChallengeNudge) =>
      nudges.push({ at, event: { id: `${event.kind}.${id}`, day, ...event } });
    if (startsAt > joinedAt) add(startsAt, first, { kind: 'challenge_starting', last, ...of });
    const isLong = daysBetween(first, last) + 1 >= LONG_DAYS;
    const evening = (isLong ? [addDays(last, -1), last] : [last]).find((day) => {
      const at = hourOf(day);
      return at > Math.max(joinedAt, startsAt) && at <= endsAt - HOUR_MS;
    });
    if (evening !== undefined && canReach(part, evening, last)) {
      add(hourOf(evening), last, { kind: 'challenge_ending', done, ...of });
    }
    const after = Math.max(hourOf(addDays(last, 1)), endsAt);
    add(after, last, { kind: 'challenge_missed', done, ...of });
    return nudges;
  });
}

function ofChallenge(challengeId: string, { title, goal, reward }: Participation): OfChallenge {
  const { xp: rewardXp, freezes: rewardFreezes, badge: rewardBadge = '' } = reward;
  return { challengeId, title, target: goal.target, rewardXp, rewardFreezes, rewardBadge };
}

/** Whether the days that are left are enough for a goal that counts days. */
function canReach({ goal, value, open }: Participation, from: Day, last: Day): boolean {
  if (goal.kind !== 'active-days' && goal.kind !== 'every-day' && goal.kind !== 'run') return true;
  let left = 0;
  for (let day = from; day <= last; day = addDays(day, 1)) if (!open[day]) left += 1;
  return value + left >= goal.target;
}
