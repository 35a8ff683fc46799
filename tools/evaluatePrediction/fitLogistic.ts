import { dot, logistic } from '../../functions/src/engine/insights/likelihood';

const MAX_STEPS = 30;
const TOLERANCE = 1e-4;

/** What is believed of the weights before the data: a normal distribution around `mean`. */
export interface Prior {
  readonly mean: readonly number[];
  /** 1 / variance of each weight. */
  readonly precision: readonly number[];
}

/** Cases with what came of them. */
export interface Observed {
  readonly features: readonly number[];
  readonly outcome: boolean;
  /** How much the case counts; 1 by default. */
  readonly weight?: number;
}

/**
 * The weights of a logistic regression that are likeliest by the data and the prior, found by Newton's
 * method.
 *
 * @param start weights that are near already
 */
export function fitLogistic(
  cases: readonly Observed[],
  { mean, precision }: Prior,
  start: readonly number[] = mean,
): number[] {
  let weights = [...start];
  for (let step = 0; step < MAX_STEPS; step += 1) {
    const gradient = weights.map(
      (weight, index) => (precision[index] ?? 0) * ((mean[index] ?? 0) - weight),
    );
    const curvature = weights.map((_, i) =>
      weights.map((_, j) => (i === j ? (precision[i] ?? 0) : 0)),
    );
    for (const { features, outcome, weight = 1 } of cases) {
      const likelihood = logistic(dot(weights, features));
      const error = weight * (Number(outcome) - likelihood);
      const spread = weight * likelihood * (1 - likelihood);
      addCase(features, error, spread, gradient, curvature);
    }
    const change = solve(curvature, gradient);
    weights = weights.map((weight, index) => weight + (change[index] ?? 0));
    if (change.every((value) => Math.abs(value) < TOLERANCE)) break;
  }
  return weights;
}

function addCase(
  row: readonly number[],
  error: number,
  spread: number,
  gradient: number[],
  curvature: number[][],
): void {
  for (let i = 0; i < row.length; i += 1) {
    const value = row[i] ?? 0;
    gradient[i] = (gradient[i] ?? 0) + value * error;
    const line = curvature[i] ?? [];
    for (let j = 0; j < row.length; j += 1) {
      line[j] = (line[j] ?? 0) + spread * value * (row[j] ?? 0);
    }
  }
}

/** Solves a positive definite system by elimination. */
function solve(matrix: readonly (readonly number[])[], right: readonly number[]): number[] {
  const rows = matrix.map((line, index) => [...line, right[index] ?? 0]);
  rows.forEach((pivotRow, pivot) => {
    const divisor = pivotRow[pivot] ?? 1;
    for (let at = pivot; at < pivotRow.length; at += 1)
      pivotRow[at] = (pivotRow[at] ?? 0) / divisor;
    rows.forEach((line, other) => {
      const factor = other === pivot ? 0 : (line[pivot] ?? 0);
      if (factor === 0) return;
      for (let at = pivot; at < line.length; at += 1) {
        line[at] = (line[at] ?? 0) - factor * (pivotRow[at] ?? 0);
      }
    });
  });
  return rows.map((line) => line.at(-1) ?? 0);
}
