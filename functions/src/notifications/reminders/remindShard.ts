import { pagesOfDue } from '../../maintenance/pagesOfDue';
import { StaleOutagesError } from '../../outages/staleOutagesError';
import type { DirectStore } from '../../platform/directStore';
import type { StoredDocument } from '../../platform/firestoreRpc';
import { log } from '../../platform/log';
import { isConflict } from '../../platform/statusCode';
import type { ShardMessage } from '../../maintenance/message';
import { inParallel } from '../../shared/inParallel';
import { readStreak } from '../../streaks/documents';
import { settle } from '../../streaks/settle';
import { readPreferences } from '../preferences/documents';
import type { ReminderDeps } from './deps';
import { reminderWrites } from './documents';
import { type Reminder, reminder } from './reminder';

const PAGE_SIZE = 300;
const LANES = 20;

/** What a worker has done. */
export interface Reminded {
  /** Users whose streak is at risk, with an event for each. */
  reminded: number;
  /** Users who need no reminder, and leave the query. */
  passed: number;
  /** Users who did something at that moment: that says when they are due next. */
  overtaken: number;
  /** Users who could not be judged; they stay due. */
  failed: number;
}

/**
 * Reminds the due users of some shards. Whoever was dealt with is due no more, so a message that comes
 * twice or late finds nothing left to do; near `deadline` (milliseconds since the epoch, by
 * `deps.now`) the rest is announced again.
 *
 * @throws when the store failed, or StaleOutagesError; the message should come back
 */
export async function remindShard(
  deps: ReminderDeps,
  message: ShardMessage,
  deadline: number,
): Promise<Reminded> {
  const done: Reminded = { reminded: 0, passed: 0, overtaken: 0, failed: 0 };
  const { runId } = message;
  const at = Math.max(Date.parse(runId), deps.now());
  const store = deps.open({ operation: 'remindShard', correlationId: runId }, deadline);
  for await (const page of pagesOfDue(store, 'remindAt', message, () => PAGE_SIZE)) {
    await inParallel(page, LANES, async (user) => {
      done[await remind(user, store, deps, at, runId)] += 1;
    });
    if (deps.now() < deadline) continue;
    await deps.announce(message);
    break;
  }
  return done;
}

async function remind(
  user: StoredDocument,
  store: DirectStore,
  { program, outages }: ReminderDeps,
  now: number,
  correlationId: string,
): Promise<keyof Reminded> {
  let decided: Reminder;
  try {
    const streak = readStreak(user.data);
    decided = streak
      ? reminder(settle(streak, now, program, outages), readPreferences(user.data), now, program)
      : { remindAt: null };
  } catch (error) {
    if (error instanceof StaleOutagesError) throw error;
    log.error(
      'user_not_judged',
      { operation: 'remindShard', correlationId, userId: user.id },
      error,
    );
    return 'failed';
  }
  const context = { uid: user.id, lastUpdateTime: user.updateTime, now, correlationId };
  try {
    await store.commit(reminderWrites(decided, context));
  } catch (error) {
    if (!isConflict(error)) throw error;
    return 'overtaken';
  }
  return decided.atRisk ? 'reminded' : 'passed';
}
