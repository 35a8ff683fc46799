import type { DocumentData, Firestore, Timestamp } from 'firebase-admin/firestore';
import { z } from 'zod';
import { userPath } from '../../functions/src/contracts/ids';
import { known } from '../../functions/src/contracts/shapes';
import { undoneDay } from '../../functions/src/documents/activity';
import { activityDocument } from '../../functions/src/documents/audit';
import { readStreak } from '../../functions/src/documents/user';
import type { StoredActivity } from '../../functions/src/engine/audit';
import type { Day } from '../../functions/src/engine/days';
import type { LedgerDay } from '../../functions/src/engine/ledger';
import type { StreakState } from '../../functions/src/engine/streakState';
import { wholeLedger } from '../../functions/src/features/streaks/resettle';
import { instant, readTogether } from '../../functions/src/platform/write';

/** An activity that was accepted, with when, and the zone that the user was in then as far as was known. */
export interface LivedActivity extends StoredActivity {
  readonly activityId: string;
  /** Milliseconds since the epoch. */
  readonly receivedAt: number;
  readonly timeZone: string;
}

/** All that is stored of a user's history, as of one instant. */
export interface StoredUser {
  /** Undefined for a user of whom only settings are known. */
  readonly streak: StreakState | undefined;
  /** Every judged day. */
  readonly ledger: ReadonlyMap<Day, LedgerDay>;
  readonly activities: readonly LivedActivity[];
  /** What was before it has been erased (milliseconds since the epoch); -Infinity where nothing has. */
  readonly begunAfter: number;
  /** The last import that wrote the user. */
  readonly imported: ImportMark | undefined;
  /** Of the user document. */
  readonly version: Timestamp;
}

/** What a user document says of an import: which, when, and how many activities are still to be written. */
export const importMark = z.object({
  source: z.string(),
  at: instant,
  left: z.int().min(0).default(0),
});

export type ImportMark = z.output<typeof importMark>;

const marks = z.object({ imported: importMark.optional(), begunAfter: instant.optional() });

const livedActivity = activityDocument.extend({
  receivedAt: instant,
  response: z.object({
    streak: z.object({
      timeZone: z.string(),
      nextTimeZone: z.object({ timeZone: z.string() }).nullable().default(null),
    }),
  }),
});

const livedFields = [
  ...['type', 'quantity', 'occurredAt', 'receivedAt', 'day', 'timeZone', 'v'],
  ...['response.streak.timeZone', 'response.streak.nextTimeZone'],
];

/**
 * What is stored of a user; undefined where nothing is known. One read for a user whom this import has
 * written before or who has no streak, otherwise one more for each month and each activity.
 *
 * @throws ZodError when a document is malformed
 */
export function readStored(
  db: Firestore,
  uid: string,
  source: string,
): Promise<StoredUser | undefined> {
  return readTogether(db, async (transaction) => {
    const user = await transaction.get(db.doc(userPath(uid)));
    const data = user.data();
    if (!data || !user.updateTime) return undefined;
    const { imported, begunAfter = -Infinity } = marks.parse(data);
    const known = { imported, begunAfter, version: user.updateTime };
    const nothing = { ledger: new Map<Day, LedgerDay>(), activities: [] };
    if (isDone(imported, source)) return { ...known, ...nothing, streak: undefined };
    const streak = readStreak(data);
    if (!streak) return { ...known, ...nothing, streak };
    const ledger = await wholeLedger(transaction, db, uid);
    const all = db.collection(`${userPath(uid)}/activities`).select(...livedFields);
    const { docs } = await transaction.get(all);
    const activities = docs
      .filter((activity) => undoneDay(activity.data()) === undefined)
      .map((activity) => lived(activity.id, activity.data()));
    return { ...known, streak, ledger, activities };
  });
}

/** Whether an import has written all of a user. */
export function isDone(imported: ImportMark | undefined, source: string): boolean {
  return imported?.source === source && imported.left === 0;
}

function lived(activityId: string, data: DocumentData): LivedActivity {
  const { response, ...activity } = livedActivity.parse(known('activities', data));
  const { timeZone, nextTimeZone } = response.streak;
  return { timeZone: nextTimeZone?.timeZone ?? timeZone, ...activity, activityId };
}

/** Activities that a streak counts: in the ledger, and on days that are not judged yet. */
export function countedIn({ streak, ledger }: Pick<StoredUser, 'streak' | 'ledger'>): number {
  const open = Object.values(streak?.recent ?? {}).filter(({ verdict }) => verdict === 'open');
  return [...ledger.values(), ...open].reduce((sum, { count }) => sum + count, 0);
}
