import {
  addDays,
  type Day,
  dayNumber,
  isEvenMonth,
  isEvenWeek,
  isMonthName,
  isWeekName,
  monthOf,
  weekName,
} from './days';
import type { Settled } from './settle';
import type { Tally } from './tally';
import { streakDayAt } from './zones';

/** The leaderboards, by the time over which scores count. */
export const boards = ['weekly', 'monthly', 'allTime'] as const;

/** The name of a leaderboard. */
export type Board = (typeof boards)[number];

/** The one period of the board of all time. */
const ALL_TIME = 'all';

/**
 * Where a user document keeps a score. Weeks and months take turns: around the end of one, some users are in
 * the next already, and late activities still come in for the last.
 */
export const slots = ['allTime', 'week0', 'week1', 'month0', 'month1'] as const;

/** The name of a slot for a score. */
export type Slot = (typeof slots)[number];

/** A board's stretch of time, by one of its days. */
export interface Period {
  readonly board: Board;
  /** `2026-W09`, `2026-03`, or `all`. */
  readonly name: string;
  readonly slot: Slot;
}

/** The period of a board that a streak day belongs to. */
export function periodOf(board: Board, day: Day): Period {
  switch (board) {
    case 'weekly':
      return { board, name: weekName(day), slot: isEvenWeek(day) ? 'week0' : 'week1' };
    case 'monthly':
      return { board, name: monthOf(day), slot: isEvenMonth(day) ? 'month0' : 'month1' };
    case 'allTime':
      return { board, name: ALL_TIME, slot: 'allTime' };
  }
}

/** Whether a text names a period of a board, other than that of all time, in the years 1970 to 2999. */
export function isPeriodOf(board: Board, text: string): boolean {
  if (board === 'weekly') return isWeekName(text);
  return board === 'monthly' && isMonthName(text);
}

/** Days may still change for so long after their end: late activities, and maintenance that is late. */
const DAYS_OPEN = 4;

/**
 * The periods of a board whose scores may still change at an instant (milliseconds since the epoch),
 * somewhere on Earth; the latest last.
 */
export function openPeriods(board: Board, now: number, startHour: number): Period[] {
  const first = addDays(streakDayAt(now, 'Etc/GMT+12', startHour), -DAYS_OPEN);
  const last = streakDayAt(now, 'Etc/GMT-14', startHour);
  const days = Array.from({ length: dayNumber(last) - dayNumber(first) + 1 }, (_, index) =>
    addDays(first, index),
  );
  const periods = new Map(days.map((day) => [periodOf(board, day).name, periodOf(board, day)]));
  return [...periods.values()];
}

/** How a user stands on a board. */
export interface Score {
  readonly activeDays: number;
  /** Weekly and monthly: the run at the end of the period so far. All time: the longest run. */
  readonly run: number;
  readonly xp: number;
  /** When it was reached, in milliseconds since the epoch. */
  readonly reachedAt: number;
}

/** A score with the period that it is of. */
export interface PeriodScore {
  readonly period: Period;
  readonly score: Score;
}

/** What counts on each board, most important first. */
export const ordering = {
  weekly: ['activeDays', 'run', 'xp'],
  monthly: ['activeDays', 'run', 'xp'],
  allTime: ['run'],
} as const satisfies Record<Board, readonly (keyof Score)[]>;

/** What a board is ordered by, as clients are told it. */
export interface BoardRule {
  /** Most important first; more is better. */
  orderedBy: ('activeDays' | 'run' | 'xp')[];
  ties: 'first-reached';
  ranks: 'competition';
}

/** The rule of a board. */
export function ruleOf(board: Board): BoardRule {
  return { orderedBy: [...ordering[board]], ties: 'first-reached', ranks: 'competition' };
}

/**
 * The scores that a settled streak gives: of all time, and of each week and month that days which can still
 * change, or the last sealed one, lie in. They follow from the ledger alone.
 */
export function scoresOf({ days, tally }: Settled): PeriodScore[] {
  const scores = new Map<string, PeriodScore>();
  const first = days[0]?.before ?? tally;
  for (const tally of [first, ...days.map(({ after }) => after)]) {
    for (const score of scoresAfter(tally)) {
      scores.set(`${score.period.board} ${score.period.name}`, score);
    }
  }
  return [...scores.values()];
}

function scoresAfter({ through, current, longest, longestAt, ...tally }: Tally): PeriodScore[] {
  const week = periodOf('weekly', through);
  const month = periodOf('monthly', through);
  const scores: PeriodScore[] = [];
  for (const [period, known] of [
    [week, tally.periods.week],
    [month, tally.periods.month],
  ] as const) {
    if (known?.period !== period.name) continue;
    const { activeDays, xp, reachedAt } = known;
    scores.push({ period, score: { activeDays, run: current, xp, reachedAt } });
  }
  if (longest > 0) {
    const { activeDays, xp } = tally;
    const score = { activeDays, run: longest, xp, reachedAt: longestAt ?? 0 };
    scores.push({ period: periodOf('allTime', through), score });
  }
  return scores;
}

const HIGHEST = 999_999_999;

/**
 * A text by which the scores of a period sort: best first, then who reached it first, then by a stable hash
 * of the user. All that counts comes first, so that equal scores share `rankOrder`.
 *
 * @param hash stands for the user, see `stableHash`
 */
export function orderOf(hash: string, { period, score }: PeriodScore): string {
  const reachedAt = String(score.reachedAt).padStart(15, '0');
  return `${rankOrder(period, score)} ${reachedAt} ${hash}`;
}

/** What the order of a score starts with; whoever's order is less than it, is better. */
export function rankOrder({ board, name }: Period, score: Score): string {
  const counted = ordering[board].map((key) =>
    String(Math.max(0, HIGHEST - score[key])).padStart(9, '0'),
  );
  return [name, ...counted].join(' ');
}

/** A score as a user document keeps it. `order` sorts those of a period, and is all that is indexed. */
export interface StoredScore extends Score {
  readonly period: string;
  readonly order: string;
}

/** The scores in a user document, by slot. */
export type BoardField = Partial<Record<Slot, StoredScore>>;

/** Scores as a user document keeps them; of two in one slot, the later. @param hash as in `orderOf` */
export function boardOf(hash: string, scores: readonly PeriodScore[]): BoardField {
  const slots = scores.map((each): [Slot, StoredScore] => {
    const { name, slot } = each.period;
    return [slot, { period: name, ...each.score, order: orderOf(hash, each) }];
  });
  return Object.fromEntries(slots);
}

/** Someone on a board. */
export interface Entry extends Score {
  /** Stands for the user; see `stableHash`. */
  readonly id: string;
  readonly displayName: string;
}

/** An entry with its competition rank: equals share one, and the next skips as many (1, 2, 2, 4). */
export type Ranked<T extends Entry = Entry> = T & { readonly rank: number };

/**
 * Entries with their ranks.
 *
 * @param entries in order, without gaps
 * @param firstPlace the place of the first, 1 and up, and its rank
 */
export function ranked<T extends Entry>(
  board: Board,
  entries: readonly T[],
  first: { readonly place: number; readonly rank: number } = { place: 1, rank: 1 },
): Ranked<T>[] {
  let before: Ranked<T> | undefined;
  return entries.map((entry, index) => {
    const { rank } =
      before && isEqual(board, before, entry) ? before : { rank: first.place + index };
    before = { ...entry, rank: before === undefined ? first.rank : rank };
    return before;
  });
}

function isEqual(board: Board, a: Score, b: Score): boolean {
  return ordering[board].every((key) => a[key] === b[key]);
}
