import { createHash } from 'node:crypto';
import type { DocumentData, Firestore } from 'firebase-admin/firestore';
import { z } from 'zod';
import type { AppEvent } from '../../contracts/appEvents';
import { FirestreakError } from '../../contracts/errors';
import { known } from '../../contracts/shapes';
import {
  MOST_ENDPOINTS,
  type SetWebhookEndpointRequest,
  type WebhookEndpointView,
} from '../../contracts/webhooks';
import { webhookUrl } from '../../contracts/webhookUrls';
import { instant, knownFieldsWrite, type Write } from '../../platform/write';

/** Where events are sent to, as sending needs it. */
export interface Endpoint {
  /** What it is called in ids; it stays when its address changes. */
  readonly id: string;
  readonly url: string;
  /** All of them sign. */
  readonly secrets: readonly string[];
  /** Whether it is told of what has this type; of nothing while it is not enabled. */
  readonly takes: (type: AppEvent['type']) => boolean;
  readonly isOn: boolean;
}

const storedEndpoint = z.object({
  id: z.string(),
  url: z.string(),
  isOn: z.boolean(),
  /** Null: all. */
  types: z.array(z.string()).nullable(),
  /** Latest first; `until`: when it signs no more. The first has none. */
  secrets: z.array(z.object({ value: z.string(), since: instant, until: instant.nullable() })),
  addedAt: instant,
});

type StoredEndpoint = z.output<typeof storedEndpoint>;

/** `settings/webhooks`: the endpoints that administrators have added, with their secrets. */
const endpointsDocument = z.object({ endpoints: z.array(storedEndpoint) });

/** Path of the document of all endpoints. */
export const endpointsPath = 'settings/webhooks';

/** Endpoints as stored; none where none was added yet. @throws ZodError if malformed */
export function readEndpoints(data: DocumentData | undefined): readonly StoredEndpoint[] {
  if (data === undefined) return [];
  return endpointsDocument.parse(known('settings', data)).endpoints;
}

/** Replaces the endpoints. */
export function endpointsWrite(endpoints: readonly StoredEndpoint[]): Write {
  const document = { endpoints: [...endpoints] };
  return knownFieldsWrite(endpointsPath, z.encode(endpointsDocument, document));
}

/** What was chosen at the deployment, as far as endpoints follow from it. */
export interface EndpointSettings {
  /** Whether administrators may add endpoints. */
  readonly managesWebhooks: boolean;
  readonly webhookUrls: readonly string[];
  /** Of the endpoints in `webhookUrls`, all of them. */
  readonly webhookSecrets: readonly string[];
  /** Whether endpoints may be on this machine. */
  readonly allowsLocalWebhooks: boolean;
}

/** What an endpoint of the setting is called in ids: nothing of its address is stored. */
function endpointId(url: string): string {
  return createHash('sha256').update(url).digest('hex').slice(0, 12);
}

/**
 * All endpoints as they are now: those of the setting and those of administrators. One read where these may
 * add any, else none.
 *
 * @param now milliseconds since the epoch
 */
export async function loadEndpoints(
  db: Firestore,
  settings: EndpointSettings,
  now: number,
): Promise<Endpoint[]> {
  const ofSetting = settings.webhookUrls.map((url) => ({
    ...{ id: endpointId(url), url, isOn: true, takes: () => true },
    get secrets() {
      return settings.webhookSecrets; // only the function that sends has them
    },
  }));
  if (!settings.managesWebhooks) return ofSetting;
  const added = readEndpoints((await db.doc(endpointsPath).get()).data());
  return [...ofSetting, ...added.map((endpoint) => endpointFrom(endpoint, now))];
}

/** An endpoint of an administrator, as sending needs it. @param now milliseconds since the epoch */
export function endpointFrom({ id, url, isOn, types, secrets }: StoredEndpoint, now: number) {
  return {
    ...{ id, url, isOn, secrets: signing(secrets, now).map(({ value }) => value) },
    takes: (type: string) => isOn && (types?.includes(type) ?? true),
  } satisfies Endpoint;
}

type Secret = StoredEndpoint['secrets'][number];

function signing(secrets: readonly Secret[], now: number): Secret[] {
  return secrets.filter(({ until }) => until === null || until > now);
}

/** For how long a secret signs beside the one that follows it. */
const OVERLAP_MS = 86_400_000;

/** Each is a signature of every request; who rotates more often than daily loses the oldest. */
const MOST_SECRETS = 5;

/** What a change needs that is made anew for it. */
export interface Made {
  /** Milliseconds since the epoch. */
  readonly now: number;
  /** For an endpoint that is new. */
  readonly id: string;
  readonly secret: string;
}

/** Endpoints after a change, and the one that it is about. */
export interface ChangedEndpoints {
  readonly endpoints: readonly StoredEndpoint[];
  readonly endpoint: StoredEndpoint;
  /** The secret that was made; null: none was, and what is not there is not told again. */
  readonly secret: string | null;
  readonly isNew: boolean;
}

/**
 * Adds an endpoint or changes one. The same request again, but for one that makes a secret, changes nothing.
 *
 * @throws FirestreakError `malformed-webhook`, `unknown-webhook`, `too-many-webhooks`
 */
export function withEndpoint(
  endpoints: readonly StoredEndpoint[],
  request: Omit<SetWebhookEndpointRequest, 'reason'>,
  settings: Pick<EndpointSettings, 'webhookUrls' | 'allowsLocalWebhooks'>,
  { now, id, secret }: Made,
): ChangedEndpoints {
  const url = request.url === undefined ? undefined : checkedUrl(request.url, settings);
  const before = request.id
    ? endpoints.find((each) => each.id === request.id)
    : endpoints.find((each) => each.url === url);
  if (request.id !== undefined && !before) throw unknownWebhook();
  if (url !== undefined && endpoints.some((each) => each.url === url && each !== before)) {
    throw malformed(`${url} has another endpoint already.`);
  }
  const isNew = before === undefined;
  const makes = isNew || request.secret !== undefined;
  const known = before ?? newEndpoint(id, url, now);
  const endpoint: StoredEndpoint = {
    ...known,
    ...(url !== undefined && { url }),
    ...(request.enabled !== undefined && { isOn: request.enabled }),
    ...(request.eventTypes !== undefined && {
      types: request.eventTypes && [...new Set(request.eventTypes)].sort(),
    }),
    ...(makes && {
      secrets: [
        { value: secret, since: now, until: null },
        ...(request.secret === 'replace' ? [] : ending(known.secrets, now)),
      ].slice(0, MOST_SECRETS),
    }),
  };
  const changed = isNew
    ? [...endpoints, endpoint]
    : endpoints.map((each) => (each === before ? endpoint : each));
  if (changed.length > MOST_ENDPOINTS) {
    const advice = `There can be ${MOST_ENDPOINTS} endpoints at most; remove one first.`;
    throw new FirestreakError('too-many-webhooks', advice);
  }
  return { endpoints: changed, endpoint, secret: makes ? secret : null, isNew };
}

/** Secrets that were the latest or one of those before, as they go on beside a new one. */
function ending(secrets: readonly Secret[], now: number): Secret[] {
  return signing(secrets, now).map(({ until, ...secret }) => ({
    ...secret,
    until: until ?? now + OVERLAP_MS,
  }));
}

function newEndpoint(id: string, url: string | undefined, now: number): StoredEndpoint {
  if (url === undefined) throw malformed('A new endpoint needs a url.');
  return { id, url, isOn: true, types: null, secrets: [], addedAt: now };
}

function checkedUrl(
  given: string,
  {
    webhookUrls,
    allowsLocalWebhooks,
  }: Pick<EndpointSettings, 'webhookUrls' | 'allowsLocalWebhooks'>,
): string {
  const { href, fault } = webhookUrl(given, allowsLocalWebhooks);
  if (href === undefined) {
    throw malformed(`url must be an address such as https://api.example.com/streaks: it ${fault}.`);
  }
  if (webhookUrls.includes(href)) throw malformed('url is one of WEBHOOK_URLS already.');
  return href;
}

function malformed(message: string): FirestreakError {
  return new FirestreakError('malformed-webhook', message);
}

/** There is no endpoint of this id that can be changed or tested. */
export function unknownWebhook(): FirestreakError {
  const advice = 'No such endpoint was added by setWebhookEndpoint; see listWebhookEndpoints.';
  return new FirestreakError('unknown-webhook', advice);
}

const isoInstant = (milliseconds: number) => new Date(milliseconds).toISOString();

/** An endpoint as administrators see it: nothing of its secrets but their times. */
export function viewEndpoint(
  { id, url, isOn: enabled, types: eventTypes, secrets, addedAt }: StoredEndpoint,
  now: number,
): WebhookEndpointView {
  const ends = signing(secrets, now).flatMap(({ until }) => until ?? []);
  return {
    ...{ id, url, enabled, eventTypes, fromSetting: false, addedAt: isoInstant(addedAt) },
    secretSince: isoInstant(secrets[0]?.since ?? addedAt),
    oldSecretsUntil: ends.length > 0 ? isoInstant(Math.max(...ends)) : null,
  };
}

/** An endpoint of the setting as administrators see it. */
export function viewOfSetting(url: string): WebhookEndpointView {
  return {
    ...{ id: endpointId(url), url, enabled: true, eventTypes: null, fromSetting: true },
    ...{ addedAt: null, secretSince: null, oldSecretsUntil: null },
  };
}
