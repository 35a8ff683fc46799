import { createHash } from 'node:crypto';
import type { z } from 'zod';
import type { Settled } from '../streaks/settle';
import type { Tally } from '../streaks/tally';
import { type Board, type Period, periodOf } from './boards';
import type { boardRule } from './contract';

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

/** The rule of a board, as clients are told it. */
export function ruleOf(board: Board): z.output<typeof boardRule> {
  return { orderedBy: [...ordering[board]], ties: 'first-reached', ranks: 'competition' };
}

/**
 * The scores that a settled streak gives: of all time, and of each week and month that days which can still
 * change, or the last sealed one, lie in. They follow from the ledger alone.
 */
export function scoresOf({ days, standing }: Settled): PeriodScore[] {
  const scores = new Map<string, PeriodScore>();
  const first = days[0]?.before ?? standing;
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
 */
export function orderOf(uid: string, { period, score }: PeriodScore): string {
  const reachedAt = String(score.reachedAt).padStart(15, '0');
  return `${rankOrder(period, score)} ${reachedAt} ${stableHash(uid)}`;
}

/** What the order of a score starts with; whoever's order is less than it, is better. */
export function rankOrder({ board, name }: Period, score: Score): string {
  const counted = ordering[board].map((key) =>
    String(Math.max(0, HIGHEST - score[key])).padStart(9, '0'),
  );
  return [name, ...counted].join(' ');
}

/**
 * Stands for a user in the order of equals and in the records of boards. Whoever knows a uid can reckon it,
 * so no client may see it.
 */
export function stableHash(uid: string): string {
  return createHash('sha256').update(`leaderboard ${uid}`).digest('hex').slice(0, 16);
}
