import type { LedgerDay } from './ledgerDay';
import { totalReward } from './reward';

/** What a calendar shows of a ledger day; its XP is that of its activities and rewards. */
export type DayMark = Pick<LedgerDay, 'verdict' | 'keptReason' | 'count' | 'xp' | 'current'>;

/** What a calendar shows of a ledger day. */
export function markOf({ verdict, keptReason, count, xp, rewards, current }: LedgerDay): DayMark {
  const gained = xp + totalReward(rewards).xp;
  return { verdict, ...(keptReason && { keptReason }), count, xp: gained, current };
}
