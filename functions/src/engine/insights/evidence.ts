import { dot, logistic, plus } from './arithmetic';

/**
 * What cases say of the weights of a logistic regression: near the weights that they were seen with, the
 * logarithm of their likelihood is `pull · w − ½ w · curvature · w`. That of several is the sum, in any order.
 */
export interface Evidence {
  /** A symmetric matrix by rows, each up to and with its diagonal. */
  readonly curvature: readonly number[];
  readonly pull: readonly number[];
}

/** A case with what came of it. */
export interface Observed {
  readonly features: readonly number[];
  readonly outcome: boolean;
  /** How much the case counts; 1 by default. */
  readonly weight?: number;
}

/** What cases say, seen with these weights. */
export function evidenceOf(cases: readonly Observed[], weights: readonly number[]): Evidence {
  const curvature = weights.flatMap((_, row) => Array.from({ length: row + 1 }, () => 0));
  const pull = weights.map(() => 0);
  for (const { features, outcome, weight = 1 } of cases) {
    const logOdds = dot(weights, features);
    const likelihood = logistic(logOdds);
    const spread = weight * likelihood * (1 - likelihood);
    const own = spread * logOdds + weight * (Number(outcome) - likelihood);
    let at = 0;
    for (let i = 0; i < pull.length; i += 1) {
      const value = features[i] ?? 0;
      pull[i] = (pull[i] ?? 0) + own * value;
      for (let j = 0; j <= i; j += 1) {
        curvature[at] = (curvature[at] ?? 0) + spread * value * (features[j] ?? 0);
        at += 1;
      }
    }
  }
  return { curvature, pull };
}

/** That each weight is near `mean`; `precision` is 1 / variance of each. */
export function belief(mean: readonly number[], precision: readonly number[]): Evidence {
  return {
    curvature: mean.flatMap((_, row) =>
      Array.from({ length: row + 1 }, (__, column) => (column === row ? (precision[row] ?? 0) : 0)),
    ),
    pull: mean.map((value, index) => value * (precision[index] ?? 0)),
  };
}

/** Evidence with other evidence, which counts so much. */
export function withEvidence(a: Evidence, b: Evidence, share = 1): Evidence {
  return {
    curvature: plus(a.curvature, b.curvature, share),
    pull: plus(a.pull, b.pull, share),
  };
}

/** Evidence that counts so much. */
export function weakened({ curvature, pull }: Evidence, share: number): Evidence {
  return {
    curvature: curvature.map((value) => value * share),
    pull: pull.map((value) => value * share),
  };
}

/** The weights that are likeliest by evidence that has a belief in it. */
export function likeliest({ curvature, pull }: Evidence): number[] {
  const entry = (i: number, j: number) => curvature[(i * (i + 1)) / 2 + j] ?? 0;
  const rows = pull.map((right, i) => [
    ...pull.map((_, j) => (j <= i ? entry(i, j) : entry(j, i))),
    right,
  ]);
  rows.forEach((pivotRow, pivot) => {
    const divisor = pivotRow[pivot] ?? 1;
    for (let at = pivot; at < pivotRow.length; at += 1) {
      pivotRow[at] = (pivotRow[at] ?? 0) / divisor;
    }
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
