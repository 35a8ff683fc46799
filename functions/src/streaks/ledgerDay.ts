import type { DayRecord, KeptReason } from './dayRecord';
import type { Verdict } from './fold';

/** A day as the ledger keeps it: what was done on it, how it was judged, and by what. */
export interface LedgerDay extends DayRecord {
  /** `open` until the day is judged; today is judged only once it is active. */
  readonly verdict: Verdict | 'open';
  readonly keptReason?: KeptReason;
  /** Of a day off that the user took: the how-manieth of its week, and how many a week has. */
  readonly dayOff?: { readonly nth: number; readonly of: number };
  /** How often the verdict has changed since the day was first judged. */
  readonly changes: number;
  /** XP that counts for the day's activities. */
  readonly xp: number;
  /** Length of the run that ended on the day. */
  readonly lost?: number;
  /** The run after the day. */
  readonly current: number;
  /** Freezes held before and after the day. */
  readonly freezesBefore: number;
  readonly freezes: number;
  /** Zone in force when the day ends. */
  readonly zone: string;
  /** First instant of the day and of the next, in milliseconds since the epoch. */
  readonly start: number;
  readonly end: number;
  readonly programVersion: string;
}
