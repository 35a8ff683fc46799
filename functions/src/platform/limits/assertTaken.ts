import { FirestreakError } from '../../shared/errors';
import type { Taken } from './take';

/** Refuses a call that was not taken. @throws FirestreakError `too-many-calls`, with the milliseconds to wait */
export function assertTaken(taken: Taken): asserts taken is Extract<Taken, { ok: true }> {
  if (taken.ok) return;
  const { retryAfterMs } = taken;
  throw new FirestreakError('too-many-calls', 'Too many calls. Wait, then send it again.', {
    retryAfterMs,
  });
}
