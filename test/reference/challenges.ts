import type { Challenge } from '../../functions/src/engine/challenges';
import { daysLater } from './calendar';
import { type Worth, totalXp } from './worth';

/** A challenge with the instant at which someone joined it. */
export interface JoinedChallenge extends Challenge {
  readonly id: string;
  readonly joinedAt: number;
}

export interface ReferencePart {
  readonly value: number;
  readonly completedOn: string | null;
}

/** How much of a challenge some activities make, at most its target. */
export function progressIn(
  { goal, window, joinedAt }: JoinedChallenge,
  joinedOn: string,
  activities: readonly Worth[],
  isNobodysFault: (day: string) => boolean,
): number {
  const counting = activities.filter(({ day, occurredAt }) =>
    window.kind === 'days'
      ? window.first <= day && day <= window.last && joinedOn <= day
      : window.from <= occurredAt && occurredAt < window.to && joinedAt <= occurredAt,
  );
  const days = [...new Set(counting.map(({ day }) => day))].sort();
  const runEndingOn = (last: string): number => {
    let [run, day] = [1, daysLater(last, -1)];
    while (day >= (days[0] ?? last)) {
      if (days.includes(day)) run += 1;
      else if (!isNobodysFault(day)) break;
      day = daysLater(day, -1);
    }
    return run;
  };
  const value = {
    'active-days': days.length,
    'every-day': days.length,
    activities: counting.length,
    xp: totalXp(counting),
    run: Math.max(0, ...days.map(runEndingOn)),
    categories: new Set(counting.map(({ category }) => category)).size,
  }[goal.kind];
  return Math.min(value, goal.target);
}
