import { FieldPath, type Firestore, type QueryDocumentSnapshot } from 'firebase-admin/firestore';
import { ZodError } from 'zod';
import type { AppEvent } from '../../contracts/appEvents';
import { isDocumentId, userPath } from '../../contracts/ids';
import { queues, topics, type WebhookTask } from '../../contracts/messages';
import { readOutbox } from '../../documents/outbox';
import { codesOf, type GiveUp } from '../../platform/deadLetter';
import type { PublishToChannel } from '../../platform/eventarc';
import { log } from '../../platform/log';
import type { Publish } from '../../platform/publish';
import { isConflict, isContention } from '../../platform/statusCode';
import type { Enqueue } from '../../platform/tasks';
import { endpointId, newWaiting, waitingPath } from './store';

/** What publishing needs from outside. */
export interface PublishingDeps {
  readonly db: Firestore;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  readonly publish: Publish;
  /** Whether events are published on the topic. */
  readonly toTopic: boolean;
  /** Null: there is no channel of Eventarc. */
  readonly toChannel: PublishToChannel | null;
  /** Addresses of webhooks. */
  readonly endpoints: readonly string[];
  readonly enqueue: Enqueue;
  readonly giveUp: GiveUp;
}

/** A document of the outbox, and since when it has been there. */
export interface OutboxEntry {
  readonly uid: string;
  readonly outboxId: string;
  readonly correlationId: string;
  /** Milliseconds since the epoch. */
  readonly since: number;
}

/** A trigger is called again for a day; shortly before, what could not be published is given up. */
const GIVE_UP_AFTER_MS = 20 * 3_600_000;

const PAGE = 20;

/**
 * Publishes what a user's outbox holds up to and with an entry, in order: each event is published before the
 * next is, and an entry leaves the outbox when all of it has been. However many do so at once, and wherever
 * one ends in the middle, no event is published for the first time before all that precede it. Where there
 * are webhooks, it then waits for each endpoint, and a task is enqueued.
 *
 * What has failed for 20 hours becomes a dead letter and stays in the outbox: a replay publishes it, or the
 * next thing that the user does.
 *
 * @throws when something could not be published: call it again
 */
export async function publishEvents(deps: PublishingDeps, entry: OutboxEntry): Promise<void> {
  const { uid, outboxId, correlationId, since } = entry;
  try {
    await publishUpTo(deps, uid, outboxId);
    await wakeEndpoints(deps, entry);
  } catch (error) {
    if (deps.now() - since < GIVE_UP_AFTER_MS) throw error;
    await giveUp(deps, { uid, outboxId, correlationId, reason: 'not-published' }, error);
  }
}

/** Publishes what was given up, with all that precedes it. */
export async function replayPublishing(
  deps: PublishingDeps,
  payload: Readonly<Record<string, unknown>>,
  correlationId: string,
): Promise<void> {
  const { uid, outboxId } = payload;
  const isGiven = (id: unknown): id is string => typeof id === 'string' && isDocumentId(id);
  if (!isGiven(uid) || !isGiven(outboxId)) throw new Error('The letter names no outbox.');
  await publishUpTo(deps, uid, outboxId);
  await wakeEndpoints(deps, { uid, outboxId, correlationId });
}

async function publishUpTo(deps: PublishingDeps, uid: string, outboxId: string): Promise<void> {
  const outbox = deps.db
    .collection(`${userPath(uid)}/outbox`)
    .orderBy(FieldPath.documentId())
    .endAt(outboxId)
    .limit(PAGE);
  for (let page = outbox, size = PAGE; size === PAGE;) {
    const { docs } = await page.get();
    for (const entry of docs) await publishOne(deps, uid, entry);
    const last = docs.at(-1);
    if (!last) return;
    size = docs.length;
    page = outbox.startAfter(last.id);
  }
}

async function publishOne(
  deps: PublishingDeps,
  uid: string,
  entry: QueryDocumentSnapshot,
): Promise<void> {
  const { toTopic, toChannel, publish } = deps;
  const events = await eventsOf(deps, uid, entry);
  for (const event of events ?? []) {
    const { id, type, version, correlationId } = event;
    const attributes = { id, type, version: String(version) };
    const order = { orderingKey: uid, attributes };
    if (toTopic) await publish(topics.events, event, correlationId, order);
    if (toChannel) await toChannel(event);
  }
  if (events) await leaveOutbox(deps, uid, entry, events);
}

/** Undefined where the entry is malformed, which does not keep the others from their turn. */
async function eventsOf(
  deps: PublishingDeps,
  uid: string,
  entry: QueryDocumentSnapshot,
): Promise<AppEvent[] | undefined> {
  try {
    return readOutbox(entry.data());
  } catch (error) {
    if (!(error instanceof ZodError)) throw error;
    const of = { uid, outboxId: entry.id, correlationId: entry.id };
    await giveUp(deps, { ...of, reason: 'malformed-event' }, error);
    return undefined;
  }
}

/** Takes an entry out of the outbox and has its events wait for the endpoints, in one commit. */
async function leaveOutbox(
  { db, now, endpoints }: PublishingDeps,
  uid: string,
  { ref, updateTime }: QueryDocumentSnapshot,
  events: readonly AppEvent[],
): Promise<void> {
  const batch = db.batch().delete(ref, { lastUpdateTime: updateTime });
  for (const endpoint of endpoints.map(endpointId)) {
    for (const event of events) {
      const path = waitingPath(uid, endpoint, event);
      batch.set(db.doc(path), newWaiting(path, event, now()));
    }
  }
  try {
    await batch.commit();
  } catch (error) {
    // Another has published it as well, or the user has been erased.
    if (!isConflict(error) || isContention(error)) throw error;
  }
}

/** Whoever finds an entry published already makes sure of its tasks too: the one who did it may have ended. */
async function wakeEndpoints(
  { endpoints, enqueue, now }: PublishingDeps,
  { uid, outboxId, correlationId }: Pick<OutboxEntry, 'uid' | 'outboxId' | 'correlationId'>,
): Promise<void> {
  for (const endpoint of endpoints.map(endpointId)) {
    const task: WebhookTask = { uid, endpoint, correlationId };
    const name = `webhook ${uid} ${endpoint} ${outboxId}`;
    await enqueue(queues.deliverWebhook, task, { name, at: now(), correlationId });
  }
}

async function giveUp(
  deps: Pick<PublishingDeps, 'giveUp'>,
  given: Omit<OutboxEntry, 'since'> & { readonly reason: string },
  error: unknown,
): Promise<void> {
  const { uid, outboxId, correlationId, reason } = given;
  const operation = 'publishEvents';
  log.warn('events_not_published', { operation, correlationId, userId: uid }, { reason });
  await deps.giveUp({
    ...{ operation, key: `${uid} ${outboxId}`, payload: { uid, outboxId } },
    ...{ reason, attempts: 1, codes: codesOf(error), correlationId },
  });
}
