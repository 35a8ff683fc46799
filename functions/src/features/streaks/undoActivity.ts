import { FieldValue } from 'firebase-admin/firestore';
import { FirestreakError } from '../../contracts/errors';
import { stableHash, userPath } from '../../contracts/ids';
import type { UndoActivityRequest, UndoActivityResponse } from '../../contracts/streaks';
import {
  activitiesAfter,
  activityPath,
  movedWrites,
  readPlaced,
  undoneDay,
  undoneWrite,
} from '../../documents/activity';
import { participantPath } from '../../documents/challenge';
import type { StreakDeps } from '../../documents/load';
import { publishedFrom } from '../../documents/outbox';
import { readStreak, streakWrites } from '../../documents/user';
import { viewParticipation } from '../../engine/challengeProgress';
import type { Participations } from '../../engine/challenges';
import type { PlacedActivity } from '../../engine/placement';
import { boardOf, boards, periodOf, scoresOf } from '../../engine/scores';
import { settle, type Settled } from '../../engine/settle';
import { knownStreak, type StreakState } from '../../engine/streakState';
import { viewStreak } from '../../engine/streakView';
import { undoActivity as undo } from '../../engine/undoActivity';
import type { Caller } from '../../platform/request';
import { runTransaction, type Write, writeInTransaction } from '../../platform/write';
import { withoutToldEvents } from './resettle';

/** Activities of the last days that one transaction goes through: ten times what a day of much use has. */
const MAX_KNOWN = 5_000;

/**
 * Takes an activity of the caller back, in one transaction: the user's streak, the ledger days that change, and
 * the events that follow; the activity stays as taken back. A repeat changes nothing. Two reads, and one for
 * each activity on the days that are not sealed.
 *
 * @throws FirestreakError for what the contract names
 */
export function undoActivity(
  { db, program, now, outages, publishes }: StreakDeps,
  { uid, correlationId }: Caller,
  { activityId }: UndoActivityRequest,
): Promise<UndoActivityResponse> {
  return runTransaction(db, uid, async (transaction) => {
    const [user, activity] = await transaction.getAll(
      db.doc(userPath(uid)),
      db.doc(activityPath(uid, activityId)),
    );
    const origin = publishedFrom(publishes, user?.data());
    const context = { now: now(), program, correlationId, ...origin };
    const streak = knownStreak(readStreak(user?.data()));
    const answer = (settled: Settled, day: string, events: Settled['events']) => ({
      ...{ activityId, day, streak: viewStreak(settled, context.now, program) },
      events: events.map(({ id, kind, day }) => ({ id, kind, day })),
      challenges: viewsOf(settled.challenges),
    });
    const undone = undoneDay(activity?.data());
    if (undone !== undefined) {
      return answer(settle(streak, context.now, program, outages), undone, []);
    }
    const placed = readPlaced(activityId, activity?.data());
    if (!placed) {
      throw new FirestreakError('unknown-activity', 'No such activity has been logged.');
    }
    const { through } = streak.checkpoint;
    const known = await activitiesAfter(transaction, db, uid, through, MAX_KNOWN);
    const { settled, moved, reopened } = undo(
      ...([streak, placed, known, context.now, program, outages] as const),
    );
    const writes = streakWrites(uid, settled, context);
    writeInTransaction(transaction, db, [
      undoneWrite(uid, activityId, placed.day, context.now),
      ...movedWrites(uid, moved),
      ...(await withoutToldEvents(transaction, db, writes)),
      ...reopened.map((id) => reopenedWrite(id, uid)),
      ...goneScores(uid, streak, placed, settled),
    ]);
    return answer(settled, placed.day, settled.events);
  });
}

function viewsOf(challenges: Participations) {
  return Object.entries(challenges).map(([id, each]) => viewParticipation(id, each, each));
}

/** A challenge that had been completed goes on: none is closed while activities can be taken back. */
function reopenedWrite(challengeId: string, uid: string): Write {
  const data = { status: 'active' };
  return { path: participantPath(challengeId, uid), data, fields: [['status']] };
}

/** Takes the user off the boards on which nothing is left of them. */
function goneScores(
  uid: string,
  before: StreakState,
  { day }: PlacedActivity,
  settled: Settled,
): Write[] {
  if (!before.listed) return [];
  const left = boardOf(stableHash(uid), scoresOf(settled));
  const gone = boards
    .map((board) => periodOf(board, day))
    .filter(({ slot }) => left[slot] === undefined);
  return gone.map(({ slot }) => ({
    path: userPath(uid),
    data: { board: { [slot]: FieldValue.delete() } },
    fields: [['board', slot]],
  }));
}
