import type { Firestore } from 'firebase-admin/firestore';
import { z } from 'zod';
import { isDocumentId } from '../../contracts/ids';
import { queues, type WebhookTask } from '../../contracts/messages';
import type { GiveUp } from '../../platform/deadLetter';
import { log } from '../../platform/log';
import { isConflict, isContention, isNotFound } from '../../platform/statusCode';
import type { Enqueue } from '../../platform/tasks';
import type { SendWebhook, WebhookAnswer } from '../../platform/webhook';
import { stamped } from '../../platform/write';
import type { Endpoint } from './endpoints';
import { letterPath, loadWaiting, tried, waitingAgain, waitingAgainPath } from './store';

/** What delivering to endpoints needs from outside. */
export interface WebhookDeps {
  readonly db: Firestore;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  /** A number from 0 up to, and without, 1. */
  readonly random: () => number;
  readonly endpoints: () => Promise<readonly Endpoint[]>;
  readonly send: SendWebhook;
  readonly enqueue: Enqueue;
  readonly giveUp: GiveUp;
}

const SECOND = 1000;
const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** What is to be waited after so many failed attempts. */
const waits = [5, 30, 120, 600, 1_800, 3_600].map((seconds) => seconds * SECOND);

/** Between all later attempts. */
const LONGEST_WAIT = 3 * HOUR;

/**
 * When an event is tried again, in milliseconds since the epoch: later each time, never before the endpoint
 * asks for it, and the last time a day after the first. Null: it is given up.
 *
 * @param attempts that have failed, at least 1
 * @param chance from 0 up to, and without, 1: moves it by a tenth, so that not all come back at once
 */
export function nextAttempt(
  { at, attempts }: { readonly at: number; readonly attempts: number },
  now: number,
  chance: number,
  retryAfterMs = 0,
): number | null {
  const last = at + DAY;
  if (now >= last) return null;
  const wait = Math.max(waits[attempts - 1] ?? LONGEST_WAIT, retryAfterMs);
  return Math.min(Math.round(now + wait * (1 + chance / 10)), last);
}

type Waiting = Awaited<ReturnType<typeof loadWaiting>>[number];

const PAGE = 20;

/** A task of the function has so long, in milliseconds; then another goes on. */
const BUDGET_MS = 60_000;

/**
 * Sends what waits for an endpoint about a user, in order: the next when the endpoint has taken the one
 * before. When it does not, it is tried again for a day, by a task of its own; then it becomes a dead letter,
 * and the next has its turn. What has gone, as by an erasure meanwhile, is not sent. What waits for an endpoint
 * that is switched off goes with the next that happens to the user once it is on again.
 *
 * @throws when the store failed: the task comes back
 */
export async function deliverWebhook(deps: WebhookDeps, task: WebhookTask): Promise<void> {
  const { db, now, endpoints } = deps;
  const { uid, endpoint, correlationId } = task;
  const context = { operation: 'deliverWebhook', correlationId, userId: uid };
  const to = (await endpoints()).find(({ id }) => id === endpoint);
  if (!to?.isOn) {
    const [left] = await loadWaiting(db, uid, endpoint, 1);
    if (left) log.info(to ? 'endpoint_off' : 'endpoint_gone', context, { endpoint });
    return;
  }
  const end = performance.now() + BUDGET_MS;
  for (;;) {
    const page = await loadWaiting(db, uid, endpoint, PAGE);
    if (page.length === 0) return;
    for (const waiting of page) {
      const goesOn = await deliverOne(deps, task, to, waiting);
      if (!goesOn) return;
      if (performance.now() < end) continue;
      await comeBack(deps, task, `after ${waiting.id}`, now());
      return;
    }
  }
}

/** @returns whether the next may be sent */
async function deliverOne(
  deps: WebhookDeps,
  task: WebhookTask,
  { url, secrets }: Endpoint,
  waiting: Waiting,
): Promise<boolean> {
  const { now, random, send } = deps;
  const { ref, id, nextTryAt, messageId, body } = waiting;
  if (nextTryAt !== null && nextTryAt > now()) {
    await comeBack(deps, task, `${id} ${nextTryAt}`, nextTryAt);
    return false;
  }
  const answer = await send(url, { id: messageId, body }, secrets);
  if (answer.isTaken) {
    await ref.delete();
    return true;
  }
  const attempts = waiting.attempts + 1;
  const failed = { ...waiting, attempts };
  const at = nextAttempt(failed, now(), random(), answer.retryAfterMs);
  if (at === null) {
    await giveUpOne(deps, task, failed, answer);
    return true;
  }
  try {
    await ref.update(tried(attempts, at));
  } catch (error) {
    if (!isNotFound(error)) throw error; // another attempt has succeeded, or the user was erased
    return true;
  }
  await comeBack(deps, task, `${id} ${at}`, at);
  return false;
}

/** Named by its time: of two attempts that failed at once, the later time holds, and has a task of its own. */
async function comeBack(
  { enqueue }: WebhookDeps,
  task: WebhookTask,
  about: string,
  at: number,
): Promise<void> {
  const { uid, endpoint, correlationId } = task;
  const name = `webhook ${uid} ${endpoint} ${about}`;
  await enqueue(queues.deliverWebhook, task, { name, at, correlationId });
}

/** The letter first: a crash in between makes a letter of what is tried once more, and none is lost. */
async function giveUpOne(
  { db, giveUp }: WebhookDeps,
  { uid, endpoint }: WebhookTask,
  { ref, id, attempts, correlationId }: Waiting,
  { code }: WebhookAnswer,
): Promise<void> {
  await giveUp({
    ...{ operation: 'deliverWebhook', key: `${uid} ${id}` },
    payload: { uid, endpoint, webhookId: id },
    ...{ reason: 'endpoint-kept-failing', attempts, codes: [code], correlationId },
  });
  const found = await ref.get();
  const data = found.data();
  if (!data || !found.updateTime) return;
  const path = letterPath(uid, id);
  const batch = db.batch().delete(ref, { lastUpdateTime: found.updateTime });
  try {
    await batch.set(db.doc(path), stamped(path, data)).commit();
  } catch (error) {
    if (!isConflict(error) || isContention(error)) throw error;
  }
}

const letter = z.object({
  uid: z.string().refine(isDocumentId),
  endpoint: z.string(),
  webhookId: z.string().refine(isDocumentId),
});

/**
 * Has an event that was given up for an endpoint wait for it once more, as if it had just happened: it is tried
 * for a day again. It comes after later ones then, which its sequence says. Nothing where it is no longer kept.
 */
export async function replayWebhook(
  { db, now, enqueue }: Pick<WebhookDeps, 'db' | 'now' | 'enqueue'>,
  payload: Readonly<Record<string, unknown>>,
  correlationId: string,
): Promise<void> {
  const { uid, endpoint, webhookId } = letter.parse(payload);
  const given = await db.doc(letterPath(uid, webhookId)).get();
  const data = given.data();
  const at = now();
  if (data && given.updateTime) {
    const path = waitingAgainPath(uid, webhookId);
    const batch = db.batch().delete(given.ref, { lastUpdateTime: given.updateTime });
    try {
      await batch.set(db.doc(path), waitingAgain(path, data, at)).commit();
    } catch (error) {
      if (!isConflict(error) || isContention(error)) throw error; // replayed, or erased, meanwhile
    }
  }
  // Also where it waits already: whoever has had it wait may have ended before this.
  const name = `webhook ${uid} ${endpoint} again ${webhookId} ${at}`;
  await enqueue(
    queues.deliverWebhook,
    { uid, endpoint, correlationId },
    { name, at, correlationId },
  );
}
