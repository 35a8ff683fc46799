/** The likelihood that weighed features stand for. */
export function logistic(logOdds: number): number {
  return 1 / (1 + Math.exp(-logOdds));
}

/** The sum of the products of two lists. */
export function dot(a: readonly number[], b: readonly number[]): number {
  return a.reduce((sum, value, index) => sum + value * (b[index] ?? 0), 0);
}

/** The sum of numbers with as many others, which count so much each. */
export function plus(a: readonly number[], b: readonly number[], share = 1): number[] {
  return a.map((value, index) => value + share * (b[index] ?? 0));
}
