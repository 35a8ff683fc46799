import { Timestamp } from 'firebase-admin/firestore';
import type { Write } from '../../platform/write';
import { userPath } from '../../streaks/userPath';
import type { Reminder } from './reminder';

/** Where and when a reminder was decided. */
export interface ReminderContext {
  readonly uid: string;
  /** Version of the user document that it was decided by. */
  readonly lastUpdateTime: Timestamp;
  /** Milliseconds since the epoch. */
  readonly now: number;
  readonly correlationId: string;
}

/** The commit that a reminder leads to: the user leaves the query, and the event is told of. */
export function reminderWrites(
  { remindAt, atRisk }: Reminder,
  { uid, lastUpdateTime, now, correlationId }: ReminderContext,
): Write[] {
  const user: Write = {
    path: userPath(uid),
    data: { remindAt: remindAt === null ? null : Timestamp.fromMillis(remindAt) },
    fields: [['remindAt']],
    precondition: lastUpdateTime,
  };
  if (!atRisk) return [user];
  // The day names the event, so a second reminder of the day is the first once more.
  const event: Write = {
    path: `${userPath(uid)}/events/at_risk.${atRisk.day}`,
    data: { kind: 'at_risk', ...atRisk, at: Timestamp.fromMillis(now), correlationId },
  };
  return [user, event];
}
