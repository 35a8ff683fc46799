import { userPath } from '../../contracts/ids';
import {
  participantPath,
  readParticipant,
  readTaken,
  slotPath,
  slotWrite,
} from '../../documents/challenge';
import type { StreakDeps } from '../../documents/load';
import { publishedFrom } from '../../documents/outbox';
import { readStreak, streakWrites } from '../../documents/user';
import { stateOfWindow } from '../../engine/challengeWindows';
import { settle } from '../../engine/settle';
import type { Caller } from '../../platform/request';
import { runTransaction, writeInTransaction } from '../../platform/write';

/**
 * Takes part in a challenge no more, in one transaction: the place is free again and the progress is
 * lost. What is completed or over stays.
 *
 * @returns whether there was something to leave
 */
export function leaveChallenge(
  { db, program, now, outages, publishes }: StreakDeps,
  { uid, correlationId }: Caller,
  { challengeId }: { readonly challengeId: string },
): Promise<{ left: boolean }> {
  return runTransaction(db, uid, async (transaction) => {
    const [user, participant] = await transaction.getAll(
      db.doc(userPath(uid)),
      db.doc(participantPath(challengeId, uid)),
    );
    const stored = readParticipant(participant?.data());
    const state = readStreak(user?.data());
    if (!stored || !state) return { left: false };
    const origin = publishedFrom(publishes, user?.data());
    const context = { now: now(), program, correlationId, ...origin };
    const { [challengeId]: participation, ...others } = settle(state, context.now, program, outages)
      .state.enrolments;
    const isLasting =
      participation?.completedOn !== null ||
      stateOfWindow(participation.window, state.timeline, context.now, program) === 'over';
    if (isLasting) return { left: false };

    const { slot } = stored;
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
