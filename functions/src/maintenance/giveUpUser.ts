import { codesOf } from '../platform/deadLetter';
import { factsOf } from '../platform/errorFacts';
import { log } from '../platform/log';
import { isConflict } from '../platform/statusCode';
import type { Worker } from './worker';

/**
 * Gives up judging a user in this run. Their document stays as it is, so it is judged as soon as the
 * cause is gone: by a later run, or when they act. Reading their streak is right all the time.
 */
export async function giveUpUser(
  uid: string,
  { deps, context, progress }: Worker,
  error: unknown,
  attempts = 1,
): Promise<void> {
  progress.failed += 1;
  log.warn('user_not_judged', { ...context, userId: uid }, { errors: factsOf(error) });
  await deps.giveUp({
    operation: 'maintainShard',
    key: uid,
    payload: { uid },
    reason: isConflict(error) ? 'user-kept-changing' : 'user-not-judged',
    attempts,
    codes: codesOf(error),
    correlationId: context.correlationId,
  });
}
