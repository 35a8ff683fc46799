import type { DocumentData, Firestore, Transaction } from 'firebase-admin/firestore';
import { z } from 'zod';
import { userPath } from '../contracts/ids';
import { known } from '../contracts/shapes';
import type { Life, LivedActivity } from '../engine/relive';
import { instant } from '../platform/write';
import { undoneDay } from './activity';
import { activityDocument } from './audit';

const livedActivity = activityDocument.extend({
  receivedAt: instant,
  response: z.exactOptional(
    z.object({
      streak: z.object({
        timeZone: z.string(),
        nextTimeZone: z.object({ timeZone: z.string() }).nullable().default(null),
      }),
    }),
  ),
});

const livedFields = [
  ...['type', 'quantity', 'occurredAt', 'receivedAt', 'day', 'timeZone', 'undone', 'v'],
  ...['response.streak.timeZone', 'response.streak.nextTimeZone'],
];

/** The activities of a user: those that count, and the ids of those that were taken back. */
export interface LivedActivities {
  readonly activities: readonly LivedActivity[];
  /** With the day that each had counted for. */
  readonly undone: ReadonlyMap<string, string>;
}

/**
 * The activities of a user, at most so many of them and one. One read each.
 *
 * @throws ZodError when one is malformed
 */
export async function loadLived(
  transaction: Transaction,
  db: Firestore,
  uid: string,
  most?: number,
): Promise<LivedActivities> {
  const all = db.collection(`${userPath(uid)}/activities`).select(...livedFields);
  const { docs } = await transaction.get(most === undefined ? all : all.limit(most + 1));
  const undone = new Map<string, string>();
  const activities: LivedActivity[] = [];
  for (const activity of docs) {
    const day = undoneDay(activity.data());
    if (day === undefined) activities.push(lived(activity.id, activity.data()));
    else undone.set(activity.id, day);
  }
  return { activities, undone };
}

function lived(activityId: string, data: DocumentData): LivedActivity {
  const { response, ...activity } = livedActivity.parse(known('activities', data));
  const { timeZone = '', nextTimeZone } = response?.streak ?? {};
  return { timeZone: nextTimeZone?.timeZone ?? timeZone, ...activity, activityId };
}

/** Activities that a streak counts: in the ledger, and on days that are not judged yet. */
export function countedIn({ streak, ledger }: Pick<Life, 'streak' | 'ledger'>): number {
  const open = Object.values(streak?.recent ?? {}).filter(({ verdict }) => verdict === 'open');
  return [...ledger.values(), ...open].reduce((sum, { count }) => sum + count, 0);
}
