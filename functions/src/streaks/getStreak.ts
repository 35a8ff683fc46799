import type { Caller } from '../platform/caller';
import type { StreakDeps } from './deps';
import { knownStreak } from './moveTo';
import { settle } from './settle';
import { loadStreak } from './store';
import { viewStreak } from './viewStreak';
import type { StreakView } from './wire';

/** The caller's streak now. One read; nothing is written. @throws FirestreakError `time-zone-unset` */
export async function getStreak(
  { db, program, now, outages }: StreakDeps,
  { uid }: Caller,
): Promise<StreakView> {
  const at = now();
  const streak = knownStreak(await loadStreak(db, uid));
  return viewStreak(settle(streak, at, program, outages), at, program);
}
