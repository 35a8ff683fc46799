import type { StoredDocument } from '../platform/firestoreRpc';
import type { Write } from '../platform/write';
import { readStreak, streakWrites } from '../streaks/documents';
import { settle } from '../streaks/settle';
import type { Worker } from './worker';

/** A user whose missed days have been judged, and what has to be written for it. */
export interface JudgedUser {
  readonly uid: string;
  readonly writes: readonly Write[];
}

/**
 * Settles a user at the worker's instant. The writes hold only for the version of the document that
 * was read, so that whatever the user does in between wins.
 *
 * @throws ZodError when the document is malformed, or StaleOutagesError
 */
export function judgeUser(
  { id: uid, data, updateTime: lastUpdateTime }: StoredDocument,
  { deps: { program, outages }, at: now, attempt, context: { correlationId } }: Worker,
): JudgedUser | undefined {
  const streak = readStreak(data);
  if (!streak) return undefined;
  const context = { now, program, correlationId, attempt, lastUpdateTime, stored: streak };
  return { uid, writes: streakWrites(uid, settle(streak, now, program, outages), context) };
}
