import type { DocumentData } from 'firebase-admin/firestore';
import type { FirstHours } from '../../insights/prediction/restOfDay';
import type { Write } from '../../platform/write';
import type { Program } from '../../shared/programSchema';
import { readStreak } from '../../streaks/documents';
import { userPath } from '../../streaks/userPath';
import type { Preferences } from '../preferences/preferences';
import { usualRemindHour } from './usualRemindHour';

/**
 * What must be written for a user to be reminded as they prefer: nothing where that is so already, or
 * where there is no streak. It counts from the next activity on; one that is due before that waits for
 * the hour, if it is later.
 *
 * @param user the user document
 * @param firstHours as in `usualRemindHour`; undefined: not known
 */
export function remindHourWrites(
  uid: string,
  user: DocumentData | undefined,
  { remindAtUsualHour, quietHours }: Preferences,
  firstHours: FirstHours | undefined,
  { dayStartHour }: Program,
): Write[] {
  const streak = readStreak(user);
  const remindHour = remindAtUsualHour
    ? usualRemindHour(firstHours ?? [], quietHours, dayStartHour)
    : null;
  if (!streak || streak.remindHour === remindHour) return [];
  const data = { streak: { remindHour } };
  return [{ path: userPath(uid), data, fields: [['streak', 'remindHour']] }];
}
