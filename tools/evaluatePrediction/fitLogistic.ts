import {
  belief,
  evidenceOf,
  likeliest,
  type Observed,
  withEvidence,
} from '../../functions/src/engine/insights/evidence';

const MAX_STEPS = 30;
const TOLERANCE = 1e-4;

/** What is believed of the weights before the data: a normal distribution around `mean`. */
export interface Prior {
  readonly mean: readonly number[];
  /** 1 / variance of each weight. */
  readonly precision: readonly number[];
}

/**
 * The weights of a logistic regression that are likeliest by the data and the prior, found by Newton's
 * method.
 */
export function fitLogistic(cases: readonly Observed[], { mean, precision }: Prior): number[] {
  const prior = belief(mean, precision);
  let weights = [...mean];
  for (let step = 0; step < MAX_STEPS; step += 1) {
    const next = likeliest(withEvidence(prior, evidenceOf(cases, weights)));
    const isNear = next.every(
      (value, index) => Math.abs(value - (weights[index] ?? 0)) < TOLERANCE,
    );
    weights = next;
    if (isNear) break;
  }
  return weights;
}
