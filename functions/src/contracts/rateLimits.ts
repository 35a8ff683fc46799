/** A rate limit: `burst` calls at once, and `perHour` in the long run. */
export interface Limit {
  readonly burst: number;
  readonly perHour: number;
}

/** A class of calls with a common limit. docs/security.md says where each is counted, and why. */
export type LimitClass = 'light' | 'activity' | keyof typeof shared;

/** Every call, in the memory of each instance: a person's app never comes near, a loop does. */
export const everyCall: Limit = { burst: 300, perHour: 6_000 };

/** Activities of a user, exactly, in the user's own document: a phone may have queued two days. */
export const activities: Limit = { burst: 500, perHour: 250 };

/** Calls that many reads or writes follow from, exactly, in `rateLimits`. */
export const shared = {
  costly: { burst: 20, perHour: 20 },
  /** Erasures, apart from the other costly calls, so that earlier calls do not keep a user from leaving. */
  erasing: { burst: 20, perHour: 20 },
  /** Pages of something long: 40,000 documents at once. */
  bulk: { burst: 200, perHour: 200 },
  /**
   * Starts of a stream. One lasts a minute at most, so a user who starts as many as allowed holds at most the
   * burst plus one minute's worth: 20 + 24 of 4,000. Ten challenges followed on two devices, each started
   * again every 56 s, are 1,286 starts an hour.
   */
  stream: { burst: 20, perHour: 1_440 },
} as const satisfies Record<string, Limit>;

/** A school or an office may share an address. */
export function ofOneAddress({ burst, perHour }: Limit): Limit {
  return { burst: burst * 20, perHour: perHour * 20 };
}
