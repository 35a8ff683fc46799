import { plus } from './arithmetic';

/**
 * What is told for a computed likelihood of 0, of a twentieth, and so on up to 1; what lies between is
 * interpolated. First for days after an active one, where there is a run to lose, then as many for all others.
 */
export type Calibration = readonly number[];

/** Steps between the likelihoods that a calibration names. */
const STEPS = 20;

/** Nothing is told more surely. */
const SUREST = 0.999;

/** Cases that came as they were told, which those of a week are seen beside: one week alone says little. */
const CALM_CASES = 120;

const identity = Array.from({ length: STEPS + 1 }, (_, at) => at / STEPS);

/** What is told is what was computed. */
export const uncalibrated: Calibration = [...identity, ...identity];

/** The likelihood, 0 to 1, that was computed for a day. */
export interface Computed {
  readonly likelihood: number;
  /** Whether the user was active on the day before. */
  readonly wasActive: boolean;
}

/** What is told of a day. */
export function calibrated(computed: Computed, calibration: Calibration): number {
  return beside(computed).reduce((sum, [at, share]) => sum + share * (calibration[at] ?? 0), 0);
}

/** How cases came beside what was told of them, at each likelihood that a calibration names. */
export interface Misses {
  /** Cases; one that lies between two likelihoods is shared out by how near it is to each. */
  readonly cases: readonly number[];
  /** By how many more of them came true than was told. */
  readonly excess: readonly number[];
}

/** How cases came beside what is told of them. */
export function missesOf(
  cases: readonly (Computed & { readonly outcome: boolean })[],
  calibration: Calibration,
): Misses {
  const counts = uncalibrated.map(() => 0);
  const excess = uncalibrated.map(() => 0);
  for (const computed of cases) {
    const miss = Number(computed.outcome) - calibrated(computed, calibration);
    for (const [at, share] of beside(computed)) {
      counts[at] = (counts[at] ?? 0) + share;
      excess[at] = (excess[at] ?? 0) + share * miss;
    }
  }
  return { cases: counts, excess };
}

/** The misses of both. */
export function withMisses(a: Misses, b: Misses): Misses {
  return { cases: plus(a.cases, b.cases), excess: plus(a.excess, b.excess) };
}

/**
 * The calibration after misses, which count so much each: every likelihood moves by its mean miss, the less the
 * fewer cases it had. A constant gain: what is told and what comes can then differ only by so much in the long
 * run, whatever the reason (Angelopoulos, Jordan and Tibshirani, Gradient Equilibrium in Online Learning, 2025).
 * What is likelier is never told as less likely.
 */
export function recalibrated(
  calibration: Calibration,
  { cases, excess }: Misses,
  share: number,
): Calibration {
  const moved = calibration.map((told, at) => {
    const likelihood = told + (share * (excess[at] ?? 0)) / (share * (cases[at] ?? 0) + CALM_CASES);
    return Math.min(Math.max(likelihood, 1 - SUREST), SUREST);
  });
  const halves = [moved.slice(0, identity.length), moved.slice(identity.length)];
  return halves.flatMap((half) => half.sort((a, b) => a - b));
}

/** The two likelihoods that a calibration names around one, and how near it is to each: 0 to 1, 1 in sum. */
function beside({
  likelihood,
  wasActive,
}: Computed): readonly (readonly [at: number, share: number])[] {
  const place = likelihood * STEPS;
  const below = Math.min(Math.floor(place), STEPS - 1);
  const at = wasActive ? below : identity.length + below;
  return [
    [at, 1 - (place - below)],
    [at + 1, place - below],
  ];
}
