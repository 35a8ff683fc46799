import { FirestreakError } from '../shared/errors';
import type { Program } from '../shared/programSchema';
import type { Settled } from '../streaks/settle';
import { nextRecoveryFrom } from './offer';
import type { RecoveryAttempt } from './attempt';

/**
 * The attempts of a settled streak with one for the offer that stands; the same ones when it was
 * accepted before.
 *
 * @throws FirestreakError `no-recovery-offered`, also for a run that has been won back by now
 */
export function startAttempt(settled: Settled, program: Program): readonly RecoveryAttempt[] {
  const { offer, state } = settled;
  if (!offer) return attemptsThatWon(settled, program);
  if (state.attempts.some(({ day }) => day === offer.day)) return state.attempts;
  return [...state.attempts, { ...offer, startedAt: state.settledAt, done: 0 }];
}

/** A repeat that comes after the run was won back is answered like the first call. */
function attemptsThatWon(
  { state, standing }: Settled,
  program: Program,
): readonly RecoveryAttempt[] {
  const { attempts, recent, settledAt } = state;
  const hasWon = attempts.some(
    ({ day, until }) => settledAt < until && recent[day]?.keptReason === 'recovered',
  );
  if (hasWon) return attempts;
  const next = nextRecoveryFrom(standing, program);
  const { minRun, windowHours } = program.recovery;
  throw new FirestreakError(
    'no-recovery-offered',
    `Only a run of ${minRun} days or more that ended in the last ${windowHours} hours can be won back${next ? `, and for a day before ${next} not again` : ''}.`,
  );
}
