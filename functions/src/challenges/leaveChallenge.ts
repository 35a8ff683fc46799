import type { Caller } from '../platform/caller';
import { runTransaction } from '../platform/transaction';
import { writeInTransaction } from '../platform/write';
import type { StreakDeps } from '../streaks/deps';
import { readStreak, streakWrites } from '../streaks/documents';
import { settle } from '../streaks/settle';
import { userPath } from '../streaks/userPath';
import { participantPath, readParticipant, readTaken, slotPath, slotWrite } from './documents';
import { stateOfWindow } from './stateOfWindow';

/**
 * Takes part in a challenge no more, in one transaction: the place is free again and the progress is
 * lost. What is completed or over stays.
 *
 * @returns whether there was something to leave
 */
export function leaveChallenge(
  { db, program, now, outages }: StreakDeps,
  { uid, correlationId }: Caller,
  { challengeId }: { readonly challengeId: string },
): Promise<{ left: boolean }> {
  return runTransaction(db, uid, async (transaction) => {
    const [user, participant] = await transaction.getAll(
      db.doc(userPath(uid)),
      db.doc(participantPath(challengeId, uid)),
    );
    const part = readParticipant(participant?.data());
    const state = readStreak(user?.data());
    if (!part || !state) return { left: false };
    const context = { now: now(), program, correlationId };
    const { [challengeId]: enrolment, ...others } = settle(state, context.now, program, outages)
      .state.enrolments;
    const isLasting =
      enrolment?.completedOn !== null ||
      stateOfWindow(enrolment.window, state.timeline, context.now, program) === 'over';
    if (isLasting) return { left: false };

    const { slot } = part;
    const counted =
      slot === null ? null : await transaction.get(db.doc(slotPath(challengeId, slot)));
    const freed =
      slot === null ? [] : [slotWrite(challengeId, slot, readTaken(counted?.data()) - 1)];
    const settled = settle({ ...state, enrolments: others }, context.now, program, outages, state);
    writeInTransaction(transaction, db, [...freed, ...streakWrites(uid, settled, context)]);
    transaction.delete(db.doc(participantPath(challengeId, uid)));
    return { left: true };
  });
}
