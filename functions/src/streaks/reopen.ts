import { type Day, earlierDay } from '../shared/day';
import type { Program } from '../shared/programSchema';
import type { LedgerDay } from './ledgerDay';
import { recordedTally } from './recordedTally';
import { sealedDaysUpTo } from './sealedDays';
import type { StreakState } from './streakState';

/** A streak whose sealed days can be judged again, and what is stored of it, for `settle`. */
export interface Reopened {
  readonly state: StreakState;
  readonly stored: StreakState;
}

/**
 * Opens every day after `through` again, and those that are open anyway. The ledger is the source: of the user document only the
 * days that are not judged yet are taken, the timeline, and the badges earned until then.
 *
 * @param ledger every judged day of the user
 */
export function reopen(
  state: StreakState,
  ledger: ReadonlyMap<Day, LedgerDay>,
  through: Day,
  program: Program,
): Reopened {
  const last = earlierDay(through, state.checkpoint.through);
  const judged = Object.fromEntries([...ledger].filter(([day]) => day > last));
  const open = Object.entries(state.recent).filter(([, { verdict }]) => verdict === 'open');
  return {
    state: {
      ...state,
      checkpoint: recordedTally(ledger, last, state.checkpoint.badges, program),
      sealedDays: sealedDaysUpTo(state.sealedDays, last),
      recent: { ...Object.fromEntries(open), ...judged },
      reopened: state.reopened + 1,
    },
    stored: { ...state, recent: judged },
  };
}
