import type { Limit } from './take';

/** A class of calls that is limited alike. See docs/security.md for why it is counted where it is. */
export type LimitClass = 'light' | 'activity' | keyof typeof shared;

/** Every call, in the memory of each instance: a person's app never comes near, a loop does. */
export const everyCall: Limit = { burst: 300, perHour: 6_000 };

/** Activities of a user, exactly, in the user's own document: a phone may have queued two days. */
export const activities: Limit = { burst: 500, perHour: 250 };

/** Calls that many reads or writes follow from, exactly, in `rateLimits`. */
export const shared = {
  costly: { burst: 20, perHour: 20 },
  /** Pages of something long: 40,000 documents at once. */
  bulk: { burst: 200, perHour: 200 },
  /**
   * Starts of a stream. One lasts a minute at most, so who starts as many as they may holds no more
   * than the burst and what a minute adds: 20 + 24 of the 4,000 that there are. Ten challenges
   * followed on two devices, each started again every 56 s, are 1,286 starts an hour.
   */
  stream: { burst: 20, perHour: 1_440 },
} as const satisfies Record<string, Limit>;

/** A school or an office may share an address. */
export function ofOneAddress({ burst, perHour }: Limit): Limit {
  return { burst: burst * 20, perHour: perHour * 20 };
}
