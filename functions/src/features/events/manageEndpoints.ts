import { createHash, randomBytes } from 'node:crypto';
import type { Firestore } from 'firebase-admin/firestore';
import { APP_EVENT_VERSION, type AppEvent } from '../../contracts/appEvents';
import { FirestreakError } from '../../contracts/errors';
import type {
  SetWebhookEndpointRequest,
  SetWebhookEndpointResponse,
  TestWebhookEndpointResponse,
  WebhookEndpointView,
} from '../../contracts/webhooks';
import { log } from '../../platform/log';
import type { Caller } from '../../platform/request';
import type { SendWebhook } from '../../platform/webhook';
import { runTransaction, writeInTransaction } from '../../platform/write';
import {
  endpointFrom,
  endpointsPath,
  type EndpointSettings,
  endpointsWrite,
  readEndpoints,
  unknownWebhook,
  viewEndpoint,
  viewOfSetting,
  withEndpoint,
} from './endpoints';

/** What administrators' calls about endpoints need from outside. */
export interface EndpointDeps {
  readonly db: Firestore;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  /** A new id that nobody can guess. */
  readonly newId: () => string;
  readonly settings: EndpointSettings;
  readonly send: SendWebhook;
}

/** A secret of the Standard Webhooks convention, of 32 random bytes. */
const newSecret = () => `whsec_${randomBytes(32).toString('base64')}`;

/**
 * Adds an endpoint or changes one. All are in one document, so that of two who add the same address at once one
 * makes it, and is told the secret, and the other finds it there.
 *
 * @throws FirestreakError `malformed-webhook`, `unknown-webhook`, `too-many-webhooks`, `webhooks-off`
 */
export async function setWebhookEndpoint(
  { db, now, newId, settings }: EndpointDeps,
  { uid: userId, correlationId }: Caller,
  { reason: _, ...request }: SetWebhookEndpointRequest,
): Promise<SetWebhookEndpointResponse> {
  if (!settings.managesWebhooks) {
    const advice = 'Events are not kept for endpoints: deploy with MANAGED_WEBHOOKS=true first.';
    throw new FirestreakError('webhooks-off', advice);
  }
  const id = createHash('sha256').update(newId()).digest('hex').slice(0, 12);
  const made = { id, secret: newSecret(), now: now() };
  const changed = await runTransaction(db, endpointsPath, async (transaction) => {
    const before = readEndpoints((await transaction.get(db.doc(endpointsPath))).data());
    const after = withEndpoint(before, request, settings, made);
    writeInTransaction(transaction, db, [endpointsWrite(after.endpoints)]);
    return after;
  });
  const { endpoint, secret, isNew } = changed;
  const { id: name, isOn } = endpoint;
  const facts = { endpoint: name, isNew, isOn, hasNewSecret: secret !== null };
  const operation = 'setWebhookEndpoint';
  log.info('webhook_endpoint_set', { operation, correlationId, userId }, facts);
  return { endpoint: viewEndpoint(endpoint, made.now), secret };
}

/** All endpoints: those of the setting, then those of administrators. One read. */
export async function listWebhookEndpoints({
  db,
  now,
  settings,
}: Pick<EndpointDeps, 'db' | 'now' | 'settings'>): Promise<{ endpoints: WebhookEndpointView[] }> {
  const added = readEndpoints((await db.doc(endpointsPath).get()).data());
  const at = now();
  return {
    endpoints: [
      ...settings.webhookUrls.map(viewOfSetting),
      ...added.map((endpoint) => viewEndpoint(endpoint, at)),
    ],
  };
}

/** Removes an endpoint of an administrator. What waits for it expires. */
export async function removeWebhookEndpoint(
  { db }: Pick<EndpointDeps, 'db'>,
  { uid: userId, correlationId }: Caller,
  { id }: { readonly id: string },
): Promise<{ removed: boolean }> {
  const removed = await runTransaction(db, endpointsPath, async (transaction) => {
    const before = readEndpoints((await transaction.get(db.doc(endpointsPath))).data());
    const after = before.filter((endpoint) => endpoint.id !== id);
    if (after.length === before.length) return false;
    writeInTransaction(transaction, db, [endpointsWrite(after)]);
    return true;
  });
  const operation = 'removeWebhookEndpoint';
  if (removed) {
    log.info('webhook_endpoint_removed', { operation, correlationId, userId }, { endpoint: id });
  }
  return { removed };
}

/** Whom a test event is about: nobody. */
const NOBODY = 'firestreak-test';

/**
 * Sends a test event to an endpoint of an administrator, once.
 *
 * @throws FirestreakError `unknown-webhook`
 */
export async function testWebhookEndpoint(
  { db, now, newId, send }: EndpointDeps,
  { correlationId }: Caller,
  { id }: { readonly id: string },
): Promise<TestWebhookEndpointResponse> {
  const added = readEndpoints((await db.doc(endpointsPath).get()).data());
  const found = added.find((endpoint) => endpoint.id === id);
  if (!found) throw unknownWebhook();
  const at = now();
  const { url, secrets } = endpointFrom(found, at);
  const event = testEvent(`test.${newId()}`, at, correlationId);
  const message = { id: event.id, body: JSON.stringify(event) };
  const { isTaken: taken, code } = await send(url, message, secrets);
  return { taken, code, eventId: event.id };
}

function testEvent(id: string, now: number, correlationId: string): AppEvent {
  return {
    ...{ id, type: 'webhook.test', version: APP_EVENT_VERSION, correlationId },
    timestamp: new Date(now).toISOString(),
    data: { uid: NOBODY, sequence: now, day: null, backdated: false, streak: null },
  };
}
