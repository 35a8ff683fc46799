import type { ListedChallenge } from '../../contracts/challenges';
import { userPath } from '../../contracts/ids';
import { participantPath, readParticipant } from '../../documents/challenge';
import { readStreak } from '../../documents/user';
import { viewParticipation } from '../../engine/challengeProgress';
import { needsAccount, stateOfWindow } from '../../engine/challengeWindows';
import { newStreak } from '../../engine/streakState';
import type { Caller } from '../../platform/request';
import { viewChallenge } from './newChallenge';
import { type ChallengeDeps, countParticipants, joinableChallenges, type PlaceRule } from './store';

const MAX_LISTED = 30;

/**
 * The challenges that the caller can join, and how they stand in those that they have. Three reads a
 * challenge, and one more for each 1,000 participants.
 */
export async function listChallenges(
  { db, program, now, ...rule }: ChallengeDeps & PlaceRule,
  caller: Caller,
): Promise<{ challenges: ListedChallenge[] }> {
  const { uid } = caller;
  const at = now();
  const joinable = await joinableChallenges(db, at, MAX_LISTED);
  const [[user, ...participations], counts] = await Promise.all([
    db.getAll(db.doc(userPath(uid)), ...joinable.map(([id]) => db.doc(participantPath(id, uid)))),
    Promise.all(joinable.map(([id]) => countParticipants(db, id))),
  ]);
  const { timeline } = readStreak(user?.data()) ?? newStreak('Etc/UTC');
  const challenges = joinable.flatMap(([id, challenge], index) => {
    const state = stateOfWindow(challenge.window, timeline, at, program);
    if (state === 'over') return [];
    const participation = readParticipant(participations[index]?.data());
    return {
      ...viewChallenge(id, challenge, counts[index] ?? 0, program),
      state,
      part: participation ? viewParticipation(id, challenge, participation) : null,
      accountRequired: !participation && needsAccount(challenge, caller, rule),
    };
  });
  return { challenges };
}
