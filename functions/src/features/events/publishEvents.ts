import { FieldPath, type Firestore, type QueryDocumentSnapshot } from 'firebase-admin/firestore';
import { ZodError } from 'zod';
import type { AppEvent, AppEventType } from '../../contracts/appEvents';
import { isDocumentId, userPath } from '../../contracts/ids';
import { queues, topics, type WebhookTask } from '../../contracts/messages';
import { emptyOutbox, readOutbox } from '../../documents/outbox';
import { codesOf, type GiveUp } from '../../platform/deadLetter';
import type { PublishToChannel } from '../../platform/eventarc';
import { log } from '../../platform/log';
import type { Publish } from '../../platform/publish';
import { isConflict, isContention } from '../../platform/statusCode';
import type { Enqueue } from '../../platform/tasks';
import { stamped } from '../../platform/write';
import type { Endpoint } from './endpoints';
import { newWaiting, waitingPath } from './store';

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
  readonly endpoints: () => Promise<readonly Endpoint[]>;
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
 * are webhooks, it then waits for each endpoint that takes its type, and a task is enqueued.
 *
 * What has failed for 20 hours becomes a dead letter and stays in the outbox: a replay publishes it, or the
 * next thing that the user does.
 *
 * @throws when something could not be published: call it again
 */
export async function publishEvents(deps: PublishingDeps, entry: OutboxEntry): Promise<void> {
  const { uid, outboxId, correlationId, since } = entry;
  try {
    const endpoints = await deps.endpoints();
    const published = await publishUpTo(deps, endpoints, uid, outboxId);
    await wakeEndpoints(deps, endpoints, entry, published);
  } catch (error) {
    if (deps.now() - since < GIVE_UP_AFTER_MS) throw error;
    await giveUp(deps, { uid, outboxId, correlationId, reason: 'not-published' }, error);
  }
}

/**
 * Has what was given up published, with all that precedes it: by an entry that follows it and says nothing, so
 * that it happens where the functions run, whoever replays it.
 */
export async function replayPublishing(
  { db, now }: Pick<PublishingDeps, 'db' | 'now'>,
  payload: Readonly<Record<string, unknown>>,
): Promise<void> {
  const { uid, outboxId } = payload;
  const isGiven = (id: unknown): id is string => typeof id === 'string' && isDocumentId(id);
  if (!isGiven(uid) || !isGiven(outboxId)) throw new Error('The letter names no outbox.');
  const { path, data } = emptyOutbox(uid, outboxId, now());
  await db.doc(path).set(stamped(path, data));
}

/** @returns types of what was published; undefined where the entry had been published before */
async function publishUpTo(
  deps: PublishingDeps,
  endpoints: readonly Endpoint[],
  uid: string,
  outboxId: string,
): Promise<ReadonlySet<AppEventType> | undefined> {
  const outbox = deps.db
    .collection(`${userPath(uid)}/outbox`)
    .orderBy(FieldPath.documentId())
    .endAt(outboxId)
    .limit(PAGE);
  const types = new Set<AppEventType>();
  let isThere = false;
  for (let page = outbox, size = PAGE; size === PAGE;) {
    const { docs } = await page.get();
    for (const entry of docs) {
      const events = await publishOne(deps, endpoints, uid, entry);
      for (const { type } of events) types.add(type);
      isThere ||= entry.id === outboxId;
    }
    const last = docs.at(-1);
    if (!last) break;
    size = docs.length;
    page = outbox.startAfter(last.id);
  }
  return isThere ? types : undefined;
}

async function publishOne(
  deps: PublishingDeps,
  endpoints: readonly Endpoint[],
  uid: string,
  entry: QueryDocumentSnapshot,
): Promise<readonly AppEvent[]> {
  const { toTopic, toChannel, publish } = deps;
  const events = await eventsOf(deps, uid, entry);
  for (const event of events ?? []) {
    const { id, type, version, correlationId } = event;
    const attributes = { id, type, version: String(version) };
    const order = { orderingKey: uid, attributes };
    if (toTopic) await publish(topics.events, event, correlationId, order);
    if (toChannel) await toChannel(event);
  }
  if (events) await leaveOutbox(deps, endpoints, uid, entry, events);
  return events ?? [];
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
  { db, now }: PublishingDeps,
  endpoints: readonly Endpoint[],
  uid: string,
  { ref, updateTime }: QueryDocumentSnapshot,
  events: readonly AppEvent[],
): Promise<void> {
  const batch = db.batch().delete(ref, { lastUpdateTime: updateTime });
  for (const { id, takes } of endpoints) {
    for (const event of events) {
      if (!takes(event.type)) continue;
      const path = waitingPath(uid, id, event);
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

/**
 * Whoever finds an entry published already makes sure of its tasks too: the one who did it may have ended. What
 * it said is not known then, so each endpoint has one.
 */
async function wakeEndpoints(
  { enqueue, now }: PublishingDeps,
  endpoints: readonly Endpoint[],
  { uid, outboxId, correlationId }: Pick<OutboxEntry, 'uid' | 'outboxId' | 'correlationId'>,
  published: ReadonlySet<AppEventType> | undefined,
): Promise<void> {
  for (const { id: endpoint, takes, isOn } of endpoints) {
    const isWaitedFor = published ? [...published].some(takes) : isOn;
    if (!isWaitedFor) continue;
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
