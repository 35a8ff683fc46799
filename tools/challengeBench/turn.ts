/** The challenge that everybody joins. */
export const CHALLENGE = 'crowd';

/** Everybody's clock, in milliseconds since the epoch. */
export const NOON = Date.parse('2026-03-04T12:00:00Z');

/** What an instance is told: let these users join, so many at once. */
export interface Turn {
  readonly projectId: string;
  readonly uids: readonly string[];
  readonly atOnce: number;
}

/** What came of it. */
export interface Joined {
  readonly in: string[];
  /** Users who were told that all places are taken. */
  refused: number;
  readonly failures: string[];
  /** How long each call took. */
  readonly ms: number[];
}
