import { type DocumentData, type Firestore, Timestamp } from 'firebase-admin/firestore';
import { userPath } from '../../contracts/ids';
import type { Preferences } from '../../contracts/preferences';
import { readPreferences } from '../../documents/preferences';
import { readUser } from '../../documents/user';
import type { FirstHours } from '../../engine/insights/likelihood';
import type { Program } from '../../engine/program';
import type { QuietHours } from '../../engine/quietHours';
import { REMIND_HOUR, remindInstant } from '../../engine/userFields';
import { runTransaction, type Write, writeInTransaction } from '../../platform/write';

/** Days with a first activity that are too few to tell a usual hour from. */
const MIN_DAYS = 7;

/** The usual hour is the one by whose end the day had begun on this share of the active days. */
const USUALLY = 0.97;

/** How long after the usual hour a reminder comes. */
const MARGIN_HOURS = 1;

/** How long before quiet hours, and before the end of the day, it comes at the latest. */
const LEAD_HOURS = 0.5;

const HOURS = 24;

/**
 * When somebody who is reminded by their own habit is, in hours of the wall clock (0 to 24, with a
 * fraction): an hour after their usual one is over, half an hour before quiet hours or the day's
 * end at the latest, and never in quiet hours. 20:00 counts for who was active on too few days.
 *
 * @param firstHours on how many days the first activity was in each hour of the wall clock
 * @param startHour wall-clock hour at which days start
 */
export function usualRemindHour(
  firstHours: FirstHours,
  quiet: QuietHours | null,
  startHour: number,
): number {
  const intoDay = (hour: number) => (hour - startHour + HOURS) % HOURS;
  const days = Array.from(
    { length: HOURS },
    (_, hour) => firstHours[(startHour + hour) % HOURS] ?? 0,
  );
  const usual = usualHour(days);
  const wanted = usual === undefined ? intoDay(REMIND_HOUR) : usual + 1 + MARGIN_HOURS;
  const inTime = Math.min(wanted, HOURS - LEAD_HOURS);
  return (startHour + outsideOf(quiet, inTime, intoDay)) % HOURS;
}

/** The usual hour of the day, counted from its start; undefined where too little is known. */
function usualHour(days: readonly number[]): number | undefined {
  const total = days.reduce((sum, count) => sum + count, 0);
  if (total < MIN_DAYS) return undefined;
  let before = 0;
  return days.findIndex((count) => {
    before += count;
    return before >= USUALLY * total;
  });
}

/** An hour of the day; where it is in quiet hours or just before them, one that is before or after. */
function outsideOf(
  quiet: QuietHours | null,
  at: number,
  intoDay: (hour: number) => number,
): number {
  if (quiet === null || quiet.from === quiet.to) return at;
  const [from, to] = [intoDay(quiet.from), intoDay(quiet.to)];
  // What passes the start of the day is quiet at both of its ends.
  const spans = from < to ? [[from, to] as const] : [[0, to] as const, [from, HOURS] as const];
  const span = spans.find(([start, end]) => at > start - LEAD_HOURS && at < end);
  if (!span) return at;
  const [start, end] = span;
  return start >= LEAD_HOURS ? start - LEAD_HOURS : end;
}

/**
 * What must be written for a user to be reminded as they prefer, and never in quiet hours: nothing where that
 * is so already, or where there is no streak. It counts for the reminder that is to come, too.
 *
 * @param user the user document
 * @param firstHours as in `usualRemindHour`; undefined: not known
 */
export function remindHourWrites(
  uid: string,
  user: DocumentData | undefined,
  { remindAtUsualHour, quietHours }: Preferences,
  firstHours: FirstHours | undefined,
  program: Program,
): Write[] {
  if (user?.['streak'] === undefined) return [];
  const { streak, remindAt = null, lapseAt } = readUser(user);
  const known = remindAtUsualHour ? (firstHours ?? []) : [];
  const hour = usualRemindHour(known, quietHours, program.dayStartHour);
  const remindHour = hour === REMIND_HOUR ? null : hour;
  if (streak.remindHour === remindHour) return [];
  const path = userPath(uid);
  const data = { streak: { remindHour } };
  const fields = [['streak', 'remindHour']];
  const isOfRun = remindAt !== null && remindAt === remindInstant(streak, lapseAt, program);
  const next = isOfRun ? remindInstant({ ...streak, remindHour }, lapseAt, program) : null;
  if (next === null) return [{ path, data, fields }];
  const due = { remindAt: Timestamp.fromMillis(next) };
  return [{ path, data: { ...data, ...due }, fields: [...fields, ['remindAt']] }];
}

/**
 * Keeps the hour at which a user is reminded where their habit has gone, if they prefer that. Costs
 * nothing while it stays the same.
 *
 * @param known the user document as it was read
 * @throws ZodError if the document is malformed
 */
export async function keepRemindHour(
  { db, program }: { readonly db: Firestore; readonly program: Program },
  uid: string,
  known: DocumentData | undefined,
  firstHours: FirstHours,
): Promise<void> {
  const writesFor = (data: DocumentData | undefined) =>
    remindHourWrites(uid, data, readPreferences(data, program), firstHours, program);
  if (writesFor(known).length === 0) return;
  await runTransaction(db, uid, async (transaction) => {
    const user = await transaction.get(db.doc(userPath(uid)));
    writeInTransaction(transaction, db, writesFor(user.data()));
  });
}
