import type { GetCalendarRequest, GetCalendarResponse } from '../../contracts/calendar';
import { userPath } from '../../contracts/ids';
import { readStreak } from '../../documents/user';
import { calendarDays, monthsOf, rangeOf, totalsOf } from '../../engine/calendarDays';
import { type DayMark, marksOfSealedDays } from '../../engine/ledger';
import { isWithUser, marksOf, sealedVersion } from '../../engine/sealedMonth';
import { settle } from '../../engine/settle';
import { knownStreak } from '../../engine/streakState';
import { log } from '../../platform/log';
import type { Caller } from '../../platform/request';
import { calendarKey } from './calendarCache';
import { type CalendarDeps, countMonths, microsecondsOf, sealedMonths } from './sealedMonths';

/**
 * The verdict on each day of a range. Days that can still change, and those that have ended but are
 * not judged yet, are folded for the answer; the present month is in the user document, and only sealed days of
 * earlier ones come from the cache. One read, and one more for each earlier month; one that is not
 * cached costs two further reads and a write.
 *
 * @throws FirestreakError for what the contract names
 */
export async function getCalendar(
  deps: CalendarDeps,
  { uid, correlationId }: Caller,
  request: GetCalendarRequest,
): Promise<GetCalendarResponse> {
  const { db, program, now, outages, cache } = deps;
  const context = { operation: 'getCalendar', correlationId, userId: uid };
  const range = rangeOf(request);
  const user = await db.doc(userPath(uid)).get();
  const streak = knownStreak(readStreak(user.data()));
  const since = user.createTime ? microsecondsOf(user.createTime) : 0;
  const version = sealedVersion(streak, since);
  const all = monthsOf(range);
  const months = all.filter((month) => !isWithUser(month, streak));
  countMonths('hit', all.length - months.length, context);
  const kept = await cache
    .load(months.map((month) => calendarKey(uid, month)))
    .catch((error: unknown) => {
      log.error('calendar_cache_failed', context, error);
      return [];
    });
  const wanted = { uid, months, version, readTime: user.readTime };
  const sealed = await sealedMonths(deps, wanted, kept, context);
  const sealedDays = [...sealed.values()].flatMap(({ days }) => Object.entries(days));
  const settled = settle(streak, now(), program, outages);
  const marks = new Map<string, DayMark>([
    ...sealedDays.filter(([day]) => day <= version.through),
    ...Object.entries(marksOfSealedDays(streak.sealedDays)),
    ...Object.entries(marksOf(streak.recent)),
    ...Object.entries(marksOf(settled.changedDays)),
  ]);
  const days = calendarDays(range, marks, settled, { program, outages });
  return { ...range, today: settled.today, days, totals: totalsOf(days) };
}
