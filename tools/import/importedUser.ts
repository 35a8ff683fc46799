import { activityWrite } from '../../functions/src/activity/documents';
import { recordActivity } from '../../functions/src/activity/recordActivity';
import { progressedSince } from '../../functions/src/challenges/progress';
import type { OutageList } from '../../functions/src/outages/outage';
import type { Write } from '../../functions/src/platform/write';
import type { Day } from '../../functions/src/shared/day';
import { type ErrorReason, FirestreakError } from '../../functions/src/shared/errors';
import type { Program } from '../../functions/src/shared/programSchema';
import { streakWrites } from '../../functions/src/streaks/documents';
import type { LedgerDay } from '../../functions/src/streaks/ledgerDay';
import { moveTo } from '../../functions/src/streaks/moveTo';
import { type Settled, settle } from '../../functions/src/streaks/settle';
import { type StreakState, newStreak } from '../../functions/src/streaks/streakState';
import type { Tally } from '../../functions/src/streaks/tally';
import type { LogRow } from '../replay/logRow';

/** A user with all that a log says of them, ready to be written. */
export interface ImportedUser {
  readonly uid: string;
  /** One document an activity, the latest first. */
  readonly activities: readonly Write[];
  /** The user and the ledger: to be written together. None when nothing was recorded. */
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
  /** Names the log. */
  readonly source: string;
}

/**
 * Records a user's rows one after the other, each when it was delivered, by the deployed rules, and
 * judges the days up to now. No events: what happened then is not told today.
 *
 * What users have set themselves stays: plans, challenges and the place on leaderboards count from the
 * first row on, and a zone that they have reported since the last row is the one in force.
 *
 * @param rows all of the user's, in the order of delivery
 * @param known what they have set, without having done anything that counts; undefined where nothing
 *   is known of the user
 * @throws StaleOutagesError when the user was settled with a later list of outages
 */
export function importedUser(
  uid: string,
  rows: readonly LogRow[],
  rules: ImportRules,
  known?: StreakState,
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
        const before = state ?? begun(known, row.timeZone);
        const recorded = recordActivity(before, request, row.deliveredAt, program, outages);
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
  const settled = state && settle(inOwnZone(state, known, program), now, program, outages);
  const context = { now, program, correlationId: source };
  return {
    uid,
    activities: [...activities.values()].reverse(),
    streak: settled ? streakWrites(uid, asHistory(settled, days, known), context) : [],
    standing: settled?.standing,
    refused,
    repeats,
  };
}

/** The streak of someone who has done nothing yet, with what they have set. */
function begun(known: StreakState | undefined, zone: string): StreakState {
  if (!known) return newStreak(zone);
  const { plan, enrolments, listed, remindHour } = known;
  return { ...newStreak(zone), plan, enrolments, listed, remindHour };
}

/**
 * The streak in the zone that the user reported after the last row, if they did. Of the first zone it is
 * only known that it was reported by the time they were last settled.
 */
function inOwnZone(
  state: StreakState,
  known: StreakState | undefined,
  program: Program,
): StreakState {
  if (!known) return state;
  const [first, ...others] = known.timeline;
  const reports = others.length > 0 ? others : [{ ...first, from: known.settledAt }];
  return reports
    .filter(({ from }) => from > state.settledAt)
    .reduce((moved, { zone, from }) => moveTo(moved, zone, from, program), state);
}

/** All that has changed since nothing was known, and nothing to tell. */
function asHistory(
  settled: Settled,
  days: Readonly<Record<Day, LedgerDay>>,
  known: StreakState | undefined,
): Settled {
  return {
    ...settled,
    changedDays: { ...days, ...settled.changedDays },
    events: [],
    progressed: progressedSince(known?.enrolments ?? {}, settled.challenges),
  };
}

function requestOf({ activityId, type, quantity, occurredAt, timeZone }: LogRow) {
  const at = new Date(occurredAt).toISOString();
  return { activityId, type, quantity, occurredAt: at, timeZone };
}
