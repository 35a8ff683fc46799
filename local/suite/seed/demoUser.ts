/** Someone to sign in as, with the habits that made their history. */
export interface DemoUser {
  readonly uid: string;
  readonly name: string;
  readonly email: string;
  /** Whether the account has the custom claim `admin`. */
  readonly admin?: true;
  /** Whether others see them on leaderboards, under their name. */
  readonly takesPart?: true;
  /** What a developer can see in this account, in a few words. */
  readonly story: string;
  /** How many days before now the history starts. */
  readonly days: number;
  /** Where the user lives, and from how many days before now; the first lives there all along. */
  readonly zones: readonly [Stay, ...Stay[]];
  /** The chance of being active on a day, before the certainties below. */
  readonly diligence: number;
  /** Days before today that were missed, and days from which on none was. */
  readonly missed?: readonly number[];
  readonly faithfulSince?: number;
  /** Local hours between which the user is active; past 24 is the small hours of the next date. */
  readonly hours: readonly [from: number, to: number];
  /** Activity types, likelier the oftener they stand here. */
  readonly types: readonly [string, ...string[]];
  /** How many activities an active day has at most. */
  readonly busy: number;
}

/** A zone from some days before now on. */
export interface Stay {
  readonly timeZone: string;
  readonly daysAgo: number;
}

/** Every demo account's password. */
export const DEMO_PASSWORD = 'firestreak';
