import { isDeepStrictEqual } from 'node:util';
import {
  type Challenge,
  type Goal,
  type Participation,
  type Participations,
  type Sum,
  valueOf,
  withDay,
  withExcused,
} from './challenges';
import type { Day } from './days';
import type { JudgedDay } from './fold';
import type { LedgerDay } from './ledger';
import type { Reward } from './xp';

/** What progress depends on besides the participation itself. Nothing of it depends on rewards. */
export interface Judgement {
  /** Every judged day that a participation may still have open. */
  readonly days: readonly JudgedDay[];
  /**
   * Whether a day that was not active does not end a run: nobody could have been active on it. What is sealed
   * is remembered by participations.
   */
  readonly isExcused: (day: Day) => boolean;
}

/**
 * The participations with how far they have come. A goal is reached on the first day by whose end enough
 * had been done, in order of days and not of news; so the day may move forward when a late activity
 * arrives, and whatever order they arrive in, it ends up the same.
 */
export function withProgress(participations: Participations, judgement: Judgement): Participations {
  return mapped(participations, (participation) => {
    const { goal } = participation;
    const isExcused = excusedIn(participation, judgement);
    let sum = participation.sealed;
    let completedOn: Day | null = null;
    for (const [day, boosted] of activeDays(participation, judgement.days)) {
      sum = withOpenDay(participation, sum, day, boosted);
      const isReached = () => valueOf(sum, goal, isExcused) >= goal.target;
      if (completedOn === null && isReached()) completedOn = day;
    }
    completedOn ??= participation.completedOn;
    const isComplete = completedOn !== null;
    const reached = Math.min(goal.target, valueOf(sum, goal, isExcused));
    return { ...participation, value: isComplete ? goal.target : reached, completedOn };
  });
}

/** The days with the rewards of what was completed on them, those of past participations kept. */
export function withRewards(
  recent: Readonly<Record<Day, LedgerDay>>,
  participations: Participations,
): Readonly<Record<Day, LedgerDay>> {
  const completed = Object.entries(participations);
  const changed = Object.entries(recent).flatMap(([day, entry]) => {
    const before = entry.rewards ?? {};
    const kept = Object.entries(before).filter(([id]) => !Object.hasOwn(participations, id));
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

/** The participations that have come further than they had, or to the end on another day. */
export function progressedSince(before: Participations, after: Participations): Participations {
  const isNew = (id: string, { value, completedOn }: Participation) =>
    before[id]?.value !== value || before[id].completedOn !== completedOn;
  return Object.fromEntries(Object.entries(after).filter(([id, each]) => isNew(id, each)));
}

/**
 * The participations once all days through `sealed` are: those days are added up, and whatever can change
 * no more is left out.
 *
 * @param lastDayOf the last day that counts for a participation
 */
export function withSealed(
  participations: Participations,
  sealed: Day,
  judgement: Judgement,
  lastDayOf: (participation: Participation) => Day,
): Participations {
  const living = Object.entries(participations).filter(
    ([, each]) => (each.completedOn ?? lastDayOf(each)) > sealed,
  );
  return mapped(Object.fromEntries(living), (participation) => {
    const past = activeDays(participation, judgement.days).filter(([day]) => day <= sealed);
    const open = Object.entries(participation.open).filter(([day]) => day > sealed);
    const sum = past.reduce(
      (before, [day, boosted]) => withOpenDay(participation, before, day, boosted),
      participation.sealed,
    );
    const remembered = withExcused(sum, sealed, excusedIn(participation, judgement));
    if (past.length === 0 && isDeepStrictEqual(remembered, sum)) return participation;
    return { ...participation, sealed: remembered, open: Object.fromEntries(open) };
  });
}

/** Which days end no run: those that are judged by what is known now, all others as they were when they were sealed. */
function excusedIn(
  { sealed: { excused = [] } }: Participation,
  { days, isExcused }: Judgement,
): (day: Day) => boolean {
  const isJudged = (day: Day) => days.some((each) => each.day === day);
  return (day) => isExcused(day) || (excused.includes(day) && !isJudged(day));
}

/** Days on which something counts, in order, and whether their XP is boosted. */
function activeDays({ open }: Participation, days: readonly JudgedDay[]): [Day, boolean][] {
  return days
    .filter(({ day, verdict }) => verdict === 'active' && Object.hasOwn(open, day))
    .map(({ day, after }) => [day, after.week?.boosted ?? false]);
}

function withOpenDay({ open, goal }: Participation, sum: Sum, day: Day, boosted: boolean): Sum {
  const counted = open[day];
  return counted ? withDay(sum, day, counted, boosted, goal) : sum;
}

function mapped(
  participations: Participations,
  change: (each: Participation) => Participation,
): Participations {
  return Object.fromEntries(Object.entries(participations).map(([id, each]) => [id, change(each)]));
}

/** A user's participation in a challenge as clients see it. */
export interface ParticipationView {
  challengeId: string;
  title: string;
  kind: Goal['kind'];
  value: number;
  target: number;
  completedOn: Day | null;
}

/** What clients see of a user's participation. */
export function viewParticipation(
  challengeId: string,
  { title, goal }: Pick<Challenge, 'title' | 'goal'>,
  { value, completedOn }: Pick<Participation, 'value' | 'completedOn'>,
): ParticipationView {
  return { challengeId, title, kind: goal.kind, value, target: goal.target, completedOn };
}

type Reached = Pick<Participation, 'value' | 'completedOn'>;

/** Somebody under the name by which they are shown to others. */
export interface Shown extends Reached {
  readonly uid: string;
  readonly displayName: string;
}

/** A row of a challenge's ranking. */
interface Row extends Reached {
  readonly rank: number;
  readonly displayName: string;
  readonly isCaller: boolean;
}

/** The participants who are shown, in order, with their ranks; equal ones share a rank. */
export function rankingOf(shown: readonly Shown[], caller: string): Row[] {
  const rankOf = (row: Shown) =>
    1 + shown.findIndex(({ value, completedOn }) => isEqual(row, { value, completedOn }));
  return shown.map((row) => ({
    rank: rankOf(row),
    displayName: row.displayName,
    value: row.value,
    completedOn: row.completedOn,
    isCaller: row.uid === caller,
  }));
}

function isEqual(a: Reached, b: Reached): boolean {
  return a.value === b.value && a.completedOn === b.completedOn;
}
