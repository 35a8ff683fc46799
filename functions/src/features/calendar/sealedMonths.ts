import type { Timestamp } from 'firebase-admin/firestore';
import { userPath } from '../../contracts/ids';
import type { StreakDeps } from '../../documents/load';
import { readMonth } from '../../documents/user';
import {
  covers,
  type SealedMonth,
  sealedMonth,
  type SealedVersion,
} from '../../engine/sealedMonth';
import { log, type LogContext } from '../../platform/log';
import { metric } from '../../platform/metric';
import { type CalendarCache, calendarKey } from './calendarCache';

/** Months by name, `YYYY-MM`. */
export type SealedMonths = ReadonlyMap<string, SealedMonth>;

/** What calendars need from outside. */
export interface CalendarDeps extends StreakDeps {
  readonly cache: CalendarCache;
  /** Joins equal fills of an instance. */
  readonly flight: (key: string, fill: () => Promise<SealedMonths>) => Promise<SealedMonths>;
}

/** Which months of whom are asked for, as of which reading of the user document. */
export interface Wanted {
  readonly uid: string;
  readonly months: readonly string[];
  readonly version: SealedVersion;
  readonly readTime: Timestamp;
}

type Deps = Pick<CalendarDeps, 'db' | 'cache' | 'flight'>;

/**
 * The sealed days of months, of exactly the version asked for: from the cache where it has them, the
 * others from the ledger as it was when the user document was read. Only who wants the same version
 * shares a fill, so nobody gets what was read before their own last activity.
 *
 * @param kept what the cache has, in the order of `months`
 */
export async function sealedMonths(
  { db, cache, flight }: Deps,
  wanted: Wanted,
  kept: readonly (SealedMonth | undefined)[],
  context: LogContext,
): Promise<SealedMonths> {
  const { uid, months, version } = wanted;
  const usable = new Map<string, SealedMonth>();
  const missing: string[] = [];
  let stale = 0;
  months.forEach((month, index) => {
    const sealed = kept[index];
    if (sealed && covers(sealed, month, version)) usable.set(month, sealed);
    else {
      missing.push(month);
      if (sealed) stale += 1;
    }
  });
  countMonths('hit', months.length - missing.length, context);
  countMonths('stale_avoided', stale, context);
  countMonths('miss', missing.length - stale, context);
  if (missing.length === 0) return usable;
  const key = [uid, version.since, version.reopened, version.through, ...missing].join(' ');
  const filled = await flight(key, () =>
    fill({ db, cache }, { ...wanted, months: missing }, context),
  );
  return new Map([...usable, ...filled]);
}

async function fill(
  { db, cache }: Pick<Deps, 'db' | 'cache'>,
  { uid, months, version, readTime }: Wanted,
  context: LogContext,
): Promise<SealedMonths> {
  const start = performance.now();
  const documents = months.map((month) => db.doc(`${userPath(uid)}/months/${month}`));
  const read = await db.runTransaction((transaction) => transaction.getAll(...documents), {
    readOnly: true,
    readTime,
  });
  const filled = new Map(
    months.map((month, index) => {
      const data = read[index]?.data();
      return [month, sealedMonth(data ? readMonth(data) : {}, version)] as const;
    }),
  );
  const asOf = microsecondsOf(readTime);
  const kept = await Promise.allSettled(
    [...filled].map(([month, sealed]) => cache.keep(calendarKey(uid, month), { asOf, sealed })),
  );
  const refused = kept.filter(({ status }) => status === 'rejected').length;
  if (refused > 0) log.warn('calendar_not_kept', context, { months: refused });
  metric('calendar_fill', Math.round(performance.now() - start), context, {});
  return filled;
}

/** An instant in whole microseconds since the epoch, which is how exact the store's clock is. */
export function microsecondsOf({ seconds, nanoseconds }: Timestamp): number {
  return seconds * 1e6 + Math.floor(nanoseconds / 1000);
}

/** Counts months that were asked for. */
export function countMonths(
  outcome: 'hit' | 'miss' | 'stale_avoided',
  months: number,
  context: LogContext,
): void {
  if (months > 0) metric('calendar_month', months, context, { outcome });
}
