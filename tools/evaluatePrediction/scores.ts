import { groupBy } from './groupBy';
/** How good likelihoods were: the lower the better. */
export interface Scores {
  /** Mean of the squared error. */
  readonly brier: number;
  /** Mean of −ln of the likelihood that was given to what came. */
  readonly logLoss: number;
}

/** The cases whose likelihood lay in a tenth: calibrated when `predicted` and `observed` agree. */
export interface Decile {
  readonly from: number;
  readonly to: number;
  readonly cases: number;
  readonly predicted: number;
  readonly observed: number;
}

/** A likelihood with what came. */
export interface Forecast {
  readonly likelihood: number;
  readonly outcome: boolean;
}

/** Certainty that is wrong would cost infinitely much. */
const CERTAINTY = 0.001;

/** @returns NaN for both without forecasts */
export function scoresOf(forecasts: readonly Forecast[]): Scores {
  const mean = (cost: (forecast: Forecast) => number) =>
    forecasts.reduce((sum, forecast) => sum + cost(forecast), 0) / forecasts.length;
  return {
    brier: mean(({ likelihood, outcome }) => (likelihood - Number(outcome)) ** 2),
    logLoss: mean(({ likelihood, outcome }) => {
      const given = outcome ? likelihood : 1 - likelihood;
      return -Math.log(Math.min(Math.max(given, CERTAINTY), 1 - CERTAINTY));
    }),
  };
}

/** The forecasts by tenths of the likelihood; tenths without any are left out. */
export function reliability(forecasts: readonly Forecast[]): Decile[] {
  const tenths = groupBy(forecasts, ({ likelihood }) => Math.min(Math.floor(likelihood * 10), 9));
  return [...tenths]
    .sort(([a], [b]) => a - b)
    .map(([tenth, within]) => ({
      from: tenth / 10,
      to: (tenth + 1) / 10,
      cases: within.length,
      predicted: within.reduce((sum, { likelihood }) => sum + likelihood, 0) / within.length,
      observed: within.filter(({ outcome }) => outcome).length / within.length,
    }));
}
