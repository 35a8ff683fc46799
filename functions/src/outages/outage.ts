/** A time in which the service was down, as an administrator has declared it. */
export interface Outage {
  readonly id: string;
  /** First instant of it, and first instant after it, in milliseconds since the epoch. */
  readonly from: number;
  readonly to: number;
  /** Why, in words that users may read. */
  readonly reason: string;
}

/** All outages in force, earliest first. */
export interface OutageList {
  /** Counts the declarations and revocations that led to the list. */
  readonly version: number;
  readonly outages: readonly Outage[];
}

/** The list before any outage was declared. */
export const noOutages: OutageList = { version: 0, outages: [] };
