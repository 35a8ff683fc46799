import { isDeepStrictEqual } from 'node:util';
import type { Day } from '../shared/day';
import type { JudgedDay } from '../streaks/fold';
import type { LedgerDay } from '../streaks/ledgerDay';
import type { Reward } from '../streaks/reward';
import type { Enrolment, Enrolments } from './enrolment';
import { type Sum, valueOf, withDay } from './sum';

/** What progress depends on besides the enrolment itself. Nothing of it depends on rewards. */
export interface Judgement {
  /** Every judged day that an enrolment may still have open. */
  readonly days: readonly JudgedDay[];
  /** Whether a day that was not active does not end a run: nobody could have been active on it. */
  readonly isExcused: (day: Day) => boolean;
}

/**
 * The enrolments with how far they have come. A goal is reached on the first day by whose end enough
 * had been done, in order of days and not of news; so the day may move forward when a late activity
 * arrives, and whatever order they arrive in, it ends up the same.
 */
export function withProgress(enrolments: Enrolments, judgement: Judgement): Enrolments {
  return mapped(enrolments, (enrolment) => {
    const { goal } = enrolment;
    let sum = enrolment.sealed;
    let completedOn: Day | null = null;
    for (const [day, boosted] of activeDays(enrolment, judgement.days)) {
      sum = withOpenDay(enrolment, sum, day, boosted);
      const isReached = () => valueOf(sum, goal, judgement.isExcused) >= goal.target;
      if (completedOn === null && isReached()) completedOn = day;
    }
    completedOn ??= enrolment.completedOn;
    const isComplete = completedOn !== null;
    const reached = Math.min(goal.target, valueOf(sum, goal, judgement.isExcused));
    return { ...enrolment, value: isComplete ? goal.target : reached, completedOn };
  });
}

/** The days with the rewards of what was completed on them, those of past enrolments kept. */
export function withRewards(
  recent: Readonly<Record<Day, LedgerDay>>,
  enrolments: Enrolments,
): Readonly<Record<Day, LedgerDay>> {
  const completed = Object.entries(enrolments);
  const changed = Object.entries(recent).flatMap(([day, entry]) => {
    const before = entry.rewards ?? {};
    const kept = Object.entries(before).filter(([id]) => !Object.hasOwn(enrolments, id));
    const due = completed
      .filter(([, each]) => each.completedOn === day)
      .map(([id, { reward }]): [string, Reward] => [id, reward]);
    const rewards = Object.fromEntries([...kept, ...due]);
    if (isDeepStrictEqual(rewards, before)) return [];
    const { rewards: _, ...rest } = entry;
    return [[day, Object.keys(rewards).length === 0 ? rest : { ...rest, rewards }] as const];
  });
  return changed.length === 0 ? recent : { ...recent, ...Object.fromEntries(changed) };
}

/** The enrolments that have come further than they had, or to the end on another day. */
export function progressedSince(before: Enrolments, after: Enrolments): Enrolments {
  const isNew = (id: string, { value, completedOn }: Enrolment) =>
    before[id]?.value !== value || before[id].completedOn !== completedOn;
  return Object.fromEntries(Object.entries(after).filter(([id, each]) => isNew(id, each)));
}

/**
 * The enrolments once all days through `sealed` are: those days are added up, and whatever can change
 * no more is left out.
 *
 * @param lastDayOf the last day that counts for an enrolment
 */
export function withSealed(
  enrolments: Enrolments,
  sealed: Day,
  { days }: Judgement,
  lastDayOf: (enrolment: Enrolment) => Day,
): Enrolments {
  const living = Object.entries(enrolments).filter(
    ([, each]) => (each.completedOn ?? lastDayOf(each)) > sealed,
  );
  return mapped(Object.fromEntries(living), (enrolment) => {
    const past = activeDays(enrolment, days).filter(([day]) => day <= sealed);
    if (past.length === 0) return enrolment;
    const open = Object.entries(enrolment.open).filter(([day]) => day > sealed);
    const sum = past.reduce(
      (before, [day, boosted]) => withOpenDay(enrolment, before, day, boosted),
      enrolment.sealed,
    );
    return { ...enrolment, sealed: sum, open: Object.fromEntries(open) };
  });
}

/** Days on which something counts, in order, and whether their XP is boosted. */
function activeDays({ open }: Enrolment, days: readonly JudgedDay[]): [Day, boolean][] {
  return days
    .filter(({ day, verdict }) => verdict === 'active' && Object.hasOwn(open, day))
    .map(({ day, after }) => [day, after.week?.boosted ?? false]);
}

function withOpenDay({ open, goal }: Enrolment, sum: Sum, day: Day, boosted: boolean): Sum {
  const counted = open[day];
  return counted ? withDay(sum, day, counted, boosted, goal) : sum;
}

function mapped(enrolments: Enrolments, change: (each: Enrolment) => Enrolment): Enrolments {
  return Object.fromEntries(Object.entries(enrolments).map(([id, each]) => [id, change(each)]));
}
