import { type DocumentData, FieldPath, type Firestore, Timestamp } from 'firebase-admin/firestore';
import { z } from 'zod';
import type { AppEvent } from '../../contracts/appEvents';
import { userPath } from '../../contracts/ids';
import { known } from '../../contracts/shapes';
import { placeOf } from '../../documents/outbox';
import { instant, stamped } from '../../platform/write';

/** What waits for an endpoint, and what was given up, is deleted after so long by the TTL policy on `expireAt`. */
const TTL_MS = 30 * 86_400_000;

const webhookDocument = z.object({
  /** Of the event. */
  messageId: z.string(),
  /** As it is sent, the same at each attempt. */
  body: z.string(),
  correlationId: z.string(),
  /** When it was to be sent first. */
  at: instant,
  attempts: z.int().min(0),
  /** When it is tried again; null: now. */
  nextTryAt: instant.nullable(),
  expireAt: instant,
});

/** An event that waits for an endpoint to take it. */
export type WaitingWebhook = z.output<typeof webhookDocument>;

const waitingOf = (uid: string) => `${userPath(uid)}/webhooks`;

/** Path of the document of an event that waits for an endpoint: in the order of events. */
export function waitingPath(uid: string, endpoint: string, { data }: AppEvent): string {
  return `${waitingOf(uid)}/${endpoint}_${placeOf(data.sequence)}`;
}

/** Path of an event that was given up for an endpoint. */
export function letterPath(uid: string, id: string): string {
  return `${userPath(uid)}/webhookLetters/${id}`;
}

/** What the document of an event holds that is to be sent now, in milliseconds since the epoch. */
export function newWaiting(path: string, event: AppEvent, now: number): DocumentData {
  const { id: messageId, correlationId } = event;
  const waiting = { messageId, body: JSON.stringify(event), correlationId, at: now };
  const more = { attempts: 0, nextTryAt: null, expireAt: now + TTL_MS };
  return stamped(path, z.encode(webhookDocument, { ...waiting, ...more }));
}

/** @throws ZodError if malformed */
function readWaiting(data: DocumentData): WaitingWebhook {
  return webhookDocument.parse(known('webhooks', data));
}

/** Path of an event that waits for an endpoint, by the id that it was given up with. */
export function waitingAgainPath(uid: string, id: string): string {
  return `${waitingOf(uid)}/${id}`;
}

/**
 * What the document of an event holds that was given up and is to be sent once more, now, in milliseconds since
 * the epoch. @throws ZodError if malformed
 */
export function waitingAgain(path: string, data: DocumentData, now: number): DocumentData {
  const given = webhookDocument.parse(known('webhookLetters', data));
  const more = { at: now, attempts: 0, nextTryAt: null, expireAt: now + TTL_MS };
  return stamped(path, z.encode(webhookDocument, { ...given, ...more }));
}

/** The events of a user that wait for an endpoint, in order. One read each. */
export async function loadWaiting(db: Firestore, uid: string, endpoint: string, limit: number) {
  const { docs } = await db
    .collection(waitingOf(uid))
    .orderBy(FieldPath.documentId())
    .startAt(`${endpoint}_`)
    .endBefore(`${endpoint}\``) // which follows the underscore
    .limit(limit)
    .get();
  return docs.map((doc) => ({ ref: doc.ref, id: doc.id, ...readWaiting(doc.data()) }));
}

/** What a failed attempt changes. @param nextTryAt milliseconds since the epoch */
export function tried(attempts: number, nextTryAt: number) {
  return { attempts, nextTryAt: Timestamp.fromMillis(nextTryAt) };
}
