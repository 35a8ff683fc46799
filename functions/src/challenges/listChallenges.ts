import type { Caller } from '../platform/caller';
import { newStreak } from '../streaks/streakState';
import { readStreak } from '../streaks/documents';
import { userPath } from '../streaks/userPath';
import type { ListedChallenge } from './contract';
import type { ChallengeDeps, PlaceRule } from './deps';
import { participantPath, readParticipant } from './documents';
import { needsAccount } from './slots';
import { stateOfWindow } from './stateOfWindow';
import { countParticipants, joinableChallenges } from './store';
import { viewChallenge, viewPart } from './viewChallenge';

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
  const [[user, ...parts], counts] = await Promise.all([
    db.getAll(db.doc(userPath(uid)), ...joinable.map(([id]) => db.doc(participantPath(id, uid)))),
    Promise.all(joinable.map(([id]) => countParticipants(db, id))),
  ]);
  const { timeline } = readStreak(user?.data()) ?? newStreak('Etc/UTC');
  const challenges = joinable.flatMap(([id, challenge], index) => {
    const state = stateOfWindow(challenge.window, timeline, at, program);
    if (state === 'over') return [];
    const part = readParticipant(parts[index]?.data());
    return {
      ...viewChallenge(id, challenge, counts[index] ?? 0, program),
      state,
      part: part ? viewPart(id, challenge, part) : null,
      accountRequired: !part && needsAccount(challenge, caller, rule),
    };
  });
  return { challenges };
}
