import { addDays } from '../shared/day';
import type { Program } from '../shared/programSchema';
import type { Settled } from '../streaks/settle';
import type { RecoveryAttempt } from './attempt';
import { type RecoveryOffer, normalActivities } from './offer';
import type { RecoveryView } from './wire';

/** The recovery that a user can begin, has begun or has just achieved, as clients see it. */
export function viewRecovery(settled: Settled, program: Program): RecoveryView | null {
  const { offer, state } = settled;
  const attempt = state.attempts.findLast(({ until }) => state.settledAt < until);
  if (attempt && (attempt.day === offer?.day || !offer)) {
    const entry = state.recent[attempt.day];
    if (entry?.verdict === 'broken') return view('started', attempt, attempt.done, program);
    if (entry?.keptReason === 'recovered') {
      return view('recovered', attempt, attempt.done, program);
    }
    return null;
  }
  return offer && view('offered', offer, 0, program);
}

function view(
  status: RecoveryView['status'],
  offer: RecoveryOffer | RecoveryAttempt,
  done: number,
  program: Program,
): RecoveryView {
  const { day, lost, from, until, activities, activeDays, needed } = offer;
  return {
    status,
    day,
    lost,
    needed,
    done,
    normal: normalActivities(offer, program),
    activities,
    activeDays,
    opensAt: new Date(from).toISOString(),
    closesAt: new Date(until).toISOString(),
    nextFrom: addDays(day, program.recovery.everyDays),
  };
}
