import { Timestamp } from 'firebase-admin/firestore';
import { z } from 'zod';
import { isDocumentId, userPath } from '../../contracts/ids';
import { shardMessage, type ShardMessage } from '../../contracts/messages';
import { NewerShapeError } from '../../contracts/shapes';
import { shardOf } from '../../contracts/shards';
import type { StreakDeps } from '../../documents/load';
import {
  eventOutbox,
  originFields,
  type OutboxContext,
  publishedFrom,
} from '../../documents/outbox';
import { readPreferences } from '../../documents/preferences';
import { storedStreak } from '../../documents/user';
import { pagesOfDue, planDue } from '../../documents/usersOfShards';
import { StaleOutagesError } from '../../engine/outages';
import { settle } from '../../engine/settle';
import type { ClockEvent } from '../../events';
import type { DirectStore, OpenStore } from '../../platform/bulkStore';
import { inParallel } from '../../platform/concurrency';
import type { StoredDocument } from '../../platform/firestoreRpc';
import { codesOf, type GiveUp } from '../../platform/deadLetter';
import { errorFactsOf } from '../../platform/errorFacts';
import { log } from '../../platform/log';
import { isConflict } from '../../platform/statusCode';
import type { Write } from '../../platform/write';
import { readReminded, type Reminder, reminder } from './reminder';

/** What reminders need from outside. */
export interface ReminderDeps extends Pick<
  StreakDeps,
  'program' | 'outages' | 'now' | 'publishes'
> {
  readonly open: OpenStore;
  readonly announce: (message: ShardMessage) => Promise<void>;
  readonly giveUp: GiveUp;
}

/** How long counting may take. */
const TIME_LIMIT_MS = 45_000;

/**
 * Announces the reminders that are due: one message for each share of the shards that have due users,
 * and none where nobody is due. No user is read. Announcing twice is harmless.
 *
 * @param scheduledFor the schedule time, which names the run
 */
export async function scheduleReminders(
  { open, now, announce }: Pick<ReminderDeps, 'open' | 'now' | 'announce'>,
  scheduledFor: Date,
): Promise<{ readonly due: number; readonly messages: number }> {
  const runId = scheduledFor.toISOString();
  const context = { operation: 'scheduleReminders', correlationId: runId };
  const store = open(context, now() + TIME_LIMIT_MS);
  const { due, shares } = await planDue(store, 'remindAt', scheduledFor.getTime());
  await Promise.all(shares.map((shards) => announce({ runId, shards })));
  return { due, messages: shares.length };
}

/** Where and when a reminder was decided. */
export interface ReminderContext extends OutboxContext {
  readonly uid: string;
  /** Version of the user document that it was decided by. */
  readonly lastUpdateTime: Timestamp;
}

/** The commit that a reminder leads to: the user leaves the query, and the events are told of, as one moment. */
function reminderWrites(
  { remindAt, atRisk, nudges = [], together = [], reminded }: Reminder,
  context: ReminderContext,
): Write[] {
  const { uid, lastUpdateTime, now, correlationId } = context;
  // The day names the event, so a second reminder of the day is the first once more.
  const warning = atRisk && { id: `at_risk.${atRisk.day}`, kind: 'at_risk' as const, ...atRisk };
  const events: readonly ClockEvent[] = [...(warning ? [warning] : []), ...nudges];
  const { fields = {}, writes = [] } = warning ? eventOutbox(uid, warning, context) : {};
  const user: Write = {
    path: userPath(uid),
    data: {
      remindAt: remindAt === null ? null : Timestamp.fromMillis(remindAt),
      ...(reminded && { reminded }),
      ...fields,
    },
    fields: [
      ['remindAt'],
      ...(reminded ? [['reminded']] : []),
      ...Object.keys(fields).map((field) => [field]),
    ],
    precondition: lastUpdateTime,
  };
  const stored = events.map(({ id, ...said }): Write => {
    const others = events.filter((each) => each.id !== id).map((each) => each.id);
    const ofMoment = [...(said.kind === 'at_risk' ? together : []), ...others];
    return {
      path: `${userPath(uid)}/events/${id}`,
      data: {
        ...said,
        at: Timestamp.fromMillis(now),
        correlationId,
        ...(ofMoment.length > 0 && { together: ofMoment }),
      },
    };
  });
  return [user, ...stored, ...writes];
}

const PAGE_SIZE = 300;
const LANES = 20;

/** What a worker has done. */
export interface Reminded {
  /** Users whose streak is at risk, or who were nudged, with an event for each. */
  reminded: number;
  /** Users who need no reminder, and leave the query until the next one. */
  passed: number;
  /** Users who did something at that moment: that says when they are due next. */
  overtaken: number;
  /** Users who could not be judged; they stay due. */
  failed: number;
}

/**
 * Reminds the due users of some shards. Whoever was dealt with is no longer due, so a message that comes
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
  const more = originFields(deps.publishes);
  for await (const page of pagesOfDue(store, 'remindAt', message, () => PAGE_SIZE, more)) {
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
  { program, outages, publishes, giveUp }: ReminderDeps,
  now: number,
  correlationId: string,
): Promise<keyof Reminded> {
  let decided: Reminder;
  let origin: ReturnType<typeof publishedFrom>;
  try {
    const streak = storedStreak(user.data);
    origin = publishedFrom(publishes, user.data);
    decided = streak
      ? reminder(
          settle(streak, now, program, outages),
          readPreferences(user.data, program),
          readReminded(user.data),
          now,
          program,
        )
      : { remindAt: null };
  } catch (error) {
    if (error instanceof StaleOutagesError || error instanceof NewerShapeError) throw error;
    const context = { operation: 'remindShard', correlationId, userId: user.id };
    log.warn('user_not_judged', context, { errors: errorFactsOf(error) });
    await giveUp({
      operation: 'remindShard',
      key: user.id,
      payload: { uid: user.id },
      reason: 'user-not-judged',
      attempts: 1,
      codes: codesOf(error),
      correlationId,
    });
    return 'failed';
  }
  const of = { uid: user.id, lastUpdateTime: user.updateTime };
  const context = { ...of, now, program, correlationId, ...origin };
  try {
    await store.commit(reminderWrites(decided, context));
  } catch (error) {
    if (!isConflict(error)) throw error;
    return 'overtaken';
  }
  return (decided.atRisk ?? decided.nudges) ? 'reminded' : 'passed';
}

/** What reminding gives up: a user, or a message. */
const work = z.union([z.object({ uid: z.string().refine(isDocumentId) }), shardMessage]);

/** Does given-up reminders again: all that are due in the shards, or in the shard of the user. */
export async function replayReminders(
  { announce, now }: Pick<ReminderDeps, 'announce' | 'now'>,
  payload: Readonly<Record<string, unknown>>,
): Promise<void> {
  const givenUp = work.parse(payload);
  await announce(
    'shards' in givenUp
      ? givenUp
      : { runId: new Date(now()).toISOString(), shards: [shardOf(givenUp.uid)] },
  );
}
