import type { Program } from '../../shared/programSchema';
import { dayAt, dayBounds } from '../../shared/timeline';
import type { Settled } from '../../streaks/settle';
import type { Message } from './message';

/**
 * Why a message is not sent after all. `corrected`: what it tells is no longer so. `active`: the day
 * that was at risk is saved. `kept`: nothing is lost on it, as when its user has paused since. `late`:
 * nobody wants to hear it any more. `gone`: the user has left.
 */
export type Withdrawal = 'corrected' | 'active' | 'kept' | 'late' | 'gone';

/** News is told for three days, then it is history. */
const NEWS_MS = 72 * 3_600_000;

/** Why a message must not be sent, by the streak as it is now; undefined when it still holds. */
export function withdrawalOf(
  message: Message,
  settled: Settled,
  { dayStartHour }: Pick<Program, 'dayStartHour'>,
): Withdrawal | undefined {
  const { kind, day, eventId } = message;
  const { state, standing, today, lossAt } = settled;
  const isSealed = day <= state.checkpoint.through;
  const entry = state.recent[day];
  switch (kind) {
    case 'freeze_applied':
    case 'streak_broken': {
      const verdict = kind === 'freeze_applied' ? 'frozen' : 'broken';
      const isLatest = entry && eventId === `${kind}.${day}.${entry.changes}`;
      return isSealed || (isLatest && entry.verdict === verdict) ? undefined : 'corrected';
    }
    case 'restored':
    case 'recovered':
      return standing.current > 0 && entry?.verdict !== 'broken' ? undefined : 'corrected';
    case 'milestone':
    case 'weekly_bonus_earned':
      return isSealed || state.told.includes(eventId) ? undefined : 'corrected';
    case 'challenge_completed':
      return undefined;
    case 'at_risk':
      if (day !== today) return 'late';
      if (standing.lastActiveDay === today) return 'active';
      if (standing.current === 0 || lossAt === null) return 'corrected';
      return dayAt(state.timeline, lossAt - 1, dayStartHour) === day ? undefined : 'kept';
  }
}

/** The instant (milliseconds since the epoch) from which a message is too late. */
export function expiryOf({ kind, day, at }: Message, settled: Settled, program: Program): number {
  if (kind !== 'at_risk') return at + NEWS_MS;
  return dayBounds(settled.state.timeline, day, program.dayStartHour).end;
}
