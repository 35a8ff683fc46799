import type { SealedMonth } from './sealedMonth';

/** How long an entry is kept. */
export const KEPT_FOR_MS = 3_600_000;

/** What is known of a user's month since an instant. */
export interface CacheEntry {
  /**
   * The instant of the ledger that it is about, in microseconds since the epoch: when it was read, or
   * when it was changed.
   */
  readonly asOf: number;
  /** Null: the ledger was changed then; what was read before is worth nothing. */
  readonly sealed: SealedMonth | null;
}

/**
 * Where read months are kept, by key. An entry that is about an earlier instant of the ledger never takes
 * the place of a later one, whichever comes first, so a fill that raced with an invalidation is
 * dropped. Whether an entry says all that is needed, the reader decides by its version.
 */
export interface CalendarCache {
  /** What is kept, in the order of the keys; what is older than an hour is as if it were not there. */
  load(keys: readonly string[]): Promise<(SealedMonth | undefined)[]>;
  /** Keeps an entry for an hour unless one that is about a later instant is there. */
  keep(key: string, entry: CacheEntry): Promise<void>;
}

/** The key of a user's month. */
export function calendarKey(uid: string, month: string): string {
  return `${uid}_${month}`;
}

/** Whether an entry takes the place of one that is there. An instant's reading has its change in it. */
export function supersedes(entry: CacheEntry, asOfKept: number | undefined): boolean {
  if (asOfKept === undefined) return true;
  return entry.sealed === null ? entry.asOf > asOfKept : entry.asOf >= asOfKept;
}
