import type { DocumentSnapshot } from 'firebase-admin/firestore';
import type { Write } from '../platform/write';
import { readStreak, streakWrites } from '../streaks/documents';
import type { StreakDeps } from '../streaks/deps';
import { settle } from '../streaks/settle';

/** A due user with the writes that judge them. */
export interface JudgedUser {
  readonly uid: string;
  readonly writes: readonly Write[];
}

/**
 * Settles a user at `at` (milliseconds since the epoch). The writes hold only for the version of the
 * document that was read, so that whatever the user does in between wins.
 *
 * @throws ZodError when the document is malformed
 */
export function judgeUser(
  user: DocumentSnapshot,
  at: number,
  { program }: Pick<StreakDeps, 'program'>,
  correlationId: string,
): JudgedUser | undefined {
  const streak = readStreak(user.data());
  if (!streak || !user.updateTime) return undefined;
  const context = { now: at, program, correlationId, lastUpdateTime: user.updateTime };
  return { uid: user.id, writes: streakWrites(user.id, settle(streak, at, program), context) };
}
