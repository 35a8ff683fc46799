import type { Firestore } from 'firebase-admin/firestore';
import { z } from 'zod';
import { calendarDocument, sealedMonthField } from '../../documents/calendar';
import type { SealedMonth } from '../../engine/sealedMonth';
import type { Redis } from '../../platform/redis';
import { known, shapes } from '../../contracts/shapes';

/** How long an entry is kept. */
const KEPT_FOR_MS = 3_600_000;

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

/** Keeps nothing. */
export const noCache: CalendarCache = {
  load: (keys) => Promise.resolve(keys.map(() => undefined)),
  keep: () => Promise.resolve(),
};

/** The key of a user's month. */
export function calendarKey(uid: string, month: string): string {
  return `${uid}_${month}`;
}

/** Whether an entry takes the place of one that is there. An instant's reading has its change in it. */
function supersedes(entry: CacheEntry, asOfKept: number | undefined): boolean {
  if (asOfKept === undefined) return true;
  return entry.sealed === null ? entry.asOf > asOfKept : entry.asOf >= asOfKept;
}

/**
 * Keeps months in Firestore: one read a month, and a read and a write for each that is kept. Its TTL
 * policy removes documents a while after they expire, so that is checked too.
 *
 * @param now milliseconds since the epoch
 */
export function firestoreCache(db: Firestore, now: () => number): CalendarCache {
  const documentOf = (key: string) => db.doc(`calendars/${key}`);
  return {
    async load(keys) {
      if (keys.length === 0) return [];
      const found = await db.getAll(...keys.map(documentOf));
      return found.map((document) => {
        const kept = calendarDocument.safeParse(known('calendars', document.data())).data;
        return kept?.sealed && kept.expireAt > now() ? kept.sealed : undefined;
      });
    },
    async keep(key, entry) {
      await db.runTransaction(async (transaction) => {
        const found = (await transaction.get(documentOf(key))).data();
        const kept = calendarDocument.safeParse(known('calendars', found));
        if (!supersedes(entry, kept.data?.asOf)) return;
        const document = { ...entry, expireAt: now() + KEPT_FOR_MS };
        const data = z.encode(calendarDocument, document);
        transaction.set(documentOf(key), { ...data, v: shapes.calendars });
      });
    },
  };
}

const PREFIX = 'firestreak:calendar:';

/** A value is `asOf`, a space, and the sealed month as JSON. As `supersedes` says, in Lua. */
const KEEP_UNLESS_LATER = `
local kept = redis.call('GET', KEYS[1])
if kept and tonumber(string.match(kept, '^%d+')) >= tonumber(ARGV[1]) then return end
redis.call('SET', KEYS[1], ARGV[2], 'PX', ARGV[3])`;

/** Keeps months in Redis: one command to read all of a range. */
export function redisCache(redis: () => Promise<Redis>): CalendarCache {
  return {
    async load(keys) {
      if (keys.length === 0) return [];
      const found = await (await redis()).read(keys.map((key) => PREFIX + key));
      return found.map((text) => (text === null ? undefined : readEntry(text)));
    },
    async keep(key, { asOf, sealed }) {
      const isLaterFrom = sealed === null ? asOf : asOf + 1;
      const value = `${asOf} ${JSON.stringify(sealed)}`;
      const args = [String(isLaterFrom), value, String(KEPT_FOR_MS)];
      await (await redis()).run(KEEP_UNLESS_LATER, PREFIX + key, args);
    },
  };
}

/** @throws SyntaxError or ZodError for what was not written here */
function readEntry(text: string): SealedMonth | undefined {
  const json: unknown = JSON.parse(text.slice(text.indexOf(' ') + 1));
  return sealedMonthField.nullable().parse(json) ?? undefined;
}
