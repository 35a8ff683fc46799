import { FieldPath, type Firestore } from 'firebase-admin/firestore';
import { userPath } from '../contracts/ids';
import type { Rules } from '../engine/streakDays';
import { type Day, monthOf } from '../engine/days';
import type { LedgerDay } from '../engine/ledger';
import type { StreakState } from '../engine/streakState';
import { readMonth, readStreak } from './user';

/** What the use cases of streaks need from outside. */
export interface StreakDeps extends Rules {
  readonly db: Firestore;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  /** Whether the app is told of what happens. Default: it is not. */
  readonly publishes?: boolean | undefined;
}

/** The streak of a user, or undefined where nothing is known of them. One read. */
export async function loadStreak(db: Firestore, uid: string): Promise<StreakState | undefined> {
  const user = await db.doc(userPath(uid)).get();
  return readStreak(user.data());
}

/**
 * The ledger days of the months that hold `from` to `to`, and of the next month that has any. One
 * read a month.
 */
export async function loadLedger(
  db: Firestore,
  uid: string,
  from: Day,
  to: Day,
): Promise<Map<Day, LedgerDay>> {
  const months = db.collection(`${userPath(uid)}/months`).orderBy(FieldPath.documentId());
  const [within, next] = await Promise.all([
    months.startAt(monthOf(from)).endAt(monthOf(to)).get(),
    months.startAfter(monthOf(to)).limit(1).get(),
  ]);
  return new Map(
    [...within.docs, ...next.docs].flatMap((month) => Object.entries(readMonth(month.data()))),
  );
}
