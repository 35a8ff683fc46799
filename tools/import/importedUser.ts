import { Timestamp } from 'firebase-admin/firestore';
import { activityWrite } from '../../functions/src/activity/documents';
import { recordActivity } from '../../functions/src/activity/recordActivity';
import type { OutageList } from '../../functions/src/outages/outage';
import type { Write } from '../../functions/src/platform/write';
import type { Day } from '../../functions/src/shared/day';
import { type ErrorReason, FirestreakError } from '../../functions/src/shared/errors';
import type { Program } from '../../functions/src/shared/programSchema';
import { streakWrites } from '../../functions/src/streaks/documents';
import type { LedgerDay } from '../../functions/src/streaks/ledgerDay';
import { type Settled, settle } from '../../functions/src/streaks/settle';
import type { StreakState } from '../../functions/src/streaks/streakState';
import type { Tally } from '../../functions/src/streaks/tally';
import { userPath } from '../../functions/src/streaks/userPath';
import type { LogRow } from '../replay/logRow';

/** A user with all that a log says of them, ready to be written. */
export interface ImportedUser {
  readonly uid: string;
  /** One document an activity. */
  readonly activities: readonly Write[];
  /** The user and the ledger: to be written together, at the end. */
  readonly streak: readonly Write[];
  /** How the user stands; undefined when nothing was recorded. */
  readonly standing: Tally | undefined;
  /** Why rows were refused, one reason a row; `not-delivered-yet` for those of the future. */
  readonly refused: readonly (ErrorReason | 'not-delivered-yet')[];
  /** Rows whose activity stands in the log before. */
  readonly repeats: number;
}

/** What an import goes by. */
export interface ImportRules {
  readonly program: Program;
  readonly outages: OutageList;
  /** Milliseconds since the epoch. */
  readonly now: number;
  /** Names the log; the user document keeps it. */
  readonly source: string;
}

/**
 * Records a user's rows one after the other, each when it was delivered, by the deployed rules, and
 * judges the days up to now. No events: what happened then is not told today.
 *
 * @param rows all of the user's, in the order of delivery
 */
export function importedUser(
  uid: string,
  rows: readonly LogRow[],
  rules: ImportRules,
): ImportedUser {
  const { program, outages, now, source } = rules;
  const activities = new Map<string, Write>();
  const refused: ImportedUser['refused'][number][] = [];
  const days: Record<Day, LedgerDay> = {};
  let state: StreakState | undefined;
  let repeats = 0;
  for (const row of rows) {
    if (row.deliveredAt > now) {
      refused.push('not-delivered-yet');
    } else if (activities.has(row.activityId)) {
      repeats += 1;
    } else {
      try {
        const request = requestOf(row);
        const recorded = recordActivity(state, request, row.deliveredAt, program, outages);
        const context = { now: row.deliveredAt, correlationId: source };
        activities.set(row.activityId, activityWrite(uid, request, recorded, context));
        state = recorded.settled.state;
        Object.assign(days, recorded.settled.changedDays);
      } catch (error) {
        if (!(error instanceof FirestreakError)) throw error;
        refused.push(error.reason);
      }
    }
  }
  const settled = state && settle(state, now, program, outages);
  return {
    uid,
    activities: [...activities.values()],
    streak: settled ? historyWrites(uid, settled, days, rules) : [],
    standing: settled?.standing,
    refused,
    repeats,
  };
}

/** A user who has begun by themselves meanwhile wins. */
function historyWrites(
  uid: string,
  settled: Settled,
  days: Readonly<Record<Day, LedgerDay>>,
  { program, now, source }: ImportRules,
): Write[] {
  const history = { ...settled, changedDays: { ...days, ...settled.changedDays }, events: [] };
  const context = { now, program, correlationId: source };
  const imported = { source, at: Timestamp.fromMillis(now) };
  return streakWrites(uid, history, context).map((write) =>
    write.path === userPath(uid)
      ? { path: write.path, data: { ...write.data, imported }, precondition: 'absent' }
      : write,
  );
}

function requestOf({ activityId, type, quantity, occurredAt, timeZone }: LogRow) {
  const at = new Date(occurredAt).toISOString();
  return { activityId, type, quantity, occurredAt: at, timeZone };
}
