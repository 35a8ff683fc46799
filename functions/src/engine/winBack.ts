import { addDays, type Day } from './days';
import type { Program } from './program';
import {
  nextRecoveryFrom,
  normalActivities,
  type RecoveryAttempt,
  type RecoveryOffer,
} from './recovery';
import { Refusal } from './refusal';
import type { Settled } from './settle';

/**
 * The attempts of a settled streak with one for the offer that stands; the same ones when it was
 * accepted before.
 *
 * @throws Refusal `no-recovery-offered`, also for a run that has been won back by now
 */
export function startAttempt(settled: Settled, program: Program): readonly RecoveryAttempt[] {
  const { offer, state } = settled;
  if (!offer) return attemptsThatWon(settled, program);
  if (state.attempts.some(({ day }) => day === offer.day)) return state.attempts;
  return [...state.attempts, { ...offer, startedAt: state.settledAt, done: 0 }];
}

/** A repeat that comes after the run was won back is answered like the first call. */
function attemptsThatWon({ state, tally }: Settled, program: Program): readonly RecoveryAttempt[] {
  const { attempts, recent, settledAt } = state;
  const hasWon = attempts.some(
    ({ day, until }) => settledAt < until && recent[day]?.keptReason === 'recovered',
  );
  if (hasWon) return attempts;
  const next = nextRecoveryFrom(tally, program);
  const { minRun, windowHours } = program.recovery;
  throw new Refusal(
    'no-recovery-offered',
    `Only a run of ${minRun} days or more that ended in the last ${windowHours} hours can be won back${next ? `, and for a day before ${next} not again` : ''}.`,
  );
}

/** A recovery as clients see it. Instants are in UTC, ISO 8601. */
export interface RecoveryView {
  status: 'offered' | 'started' | 'recovered';
  day: Day;
  lost: number;
  needed: number;
  done: number;
  normal: number;
  activities: number;
  activeDays: number;
  opensAt: string;
  closesAt: string;
  nextFrom: Day;
}

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
