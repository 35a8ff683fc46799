import { lookup as resolve, type LookupAddress } from 'node:dns';
import { request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';
import type { LookupFunction } from 'node:net';

/** An endpoint has so long to answer. */
const TIMEOUT_MS = 15_000;

/** What is sent: the same id and body at each attempt. */
export interface WebhookMessage {
  readonly id: string;
  /** JSON. */
  readonly body: string;
}

/** What an endpoint made of it. `code`: the HTTP status, or why there was none. */
export interface WebhookAnswer {
  readonly isTaken: boolean;
  readonly code: string;
  /** When the endpoint wants it again, in milliseconds from now, if it says so. */
  readonly retryAfterMs?: number;
}

/**
 * Sends a message to an endpoint, signed by the Standard Webhooks convention with each of the secrets. It
 * never throws for what the endpoint does.
 *
 * @throws Error when there is no secret, or one is not of that convention
 */
export type SendWebhook = (
  url: string,
  message: WebhookMessage,
  secrets: readonly string[],
) => Promise<WebhookAnswer>;

/**
 * Sends over HTTP. Redirects are not followed, and nothing is sent to an address that is not public, whatever
 * a name resolves to at that moment.
 *
 * @param isLocal whether endpoints on this machine are allowed, as on a developer's
 */
export function webhookSender(isLocal: boolean): SendWebhook {
  return async (url, message, secrets) => {
    const headers = await signedHeaders(message, secrets);
    const { isPublic } = await addresses();
    const isPlain = url.startsWith('http:');
    const lookup = isLocal ? undefined : publicLookup(isPublic);
    return new Promise((done) => {
      const fail = (error: Error) => {
        const { code = error.message } = error as NodeJS.ErrnoException;
        done({ isTaken: false, code });
      };
      const options = {
        ...{ method: 'POST', headers, signal: AbortSignal.timeout(TIMEOUT_MS) },
        ...(lookup && { lookup }),
      };
      const request = (isPlain ? httpRequest : httpsRequest)(url, options, (response) => {
        response.destroy(); // what it says besides is of no use
        const { statusCode = 0 } = response;
        const wait = Number(response.headers['retry-after']);
        done({
          isTaken: statusCode >= 200 && statusCode < 300,
          code: String(statusCode),
          ...(wait > 0 && { retryAfterMs: wait * 1000 }),
        });
      });
      request.on('error', fail);
      request.end(message.body);
    });
  };
}

/** https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md */
async function signedHeaders({ id, body }: WebhookMessage, secrets: readonly string[]) {
  const { Webhook } = await import('standardwebhooks');
  if (secrets.length === 0)
    throw new Error('The endpoint has no secret: is WEBHOOK_SIGNING_SECRETS set?');
  const at = new Date(); // by the world's clock, which endpoints compare it with
  return {
    'content-type': 'application/json',
    'content-length': Buffer.byteLength(body),
    'user-agent': 'firestreak',
    'webhook-id': id,
    'webhook-timestamp': String(Math.floor(at.getTime() / 1000)),
    'webhook-signature': secrets.map((secret) => new Webhook(secret).sign(id, at, body)).join(' '),
  };
}

/** Whether an address is one of the internet, and of no network of its own. Its library is loaded when it is needed. */
export async function addresses() {
  const { default: ip } = await import('ipaddr.js');
  // An IPv4 address that is written as one of IPv6 is taken for what it is.
  return { isPublic: (address: string) => ip.process(address).range() === 'unicast' };
}

/** For the log alone: a name that leads into a network of its own. */
class PrivateAddress extends Error {
  readonly code = 'PRIVATE_ADDRESS';
}

const publicLookup =
  (isPublic: (address: string) => boolean): LookupFunction =>
  (hostname, options, callback) => {
    resolve(hostname, { ...options, all: true }, (error, found: LookupAddress[]) => {
      const first = error ? undefined : found[0];
      if (!first) {
        callback(error ?? new Error('ENOTFOUND'), '', 0);
        return;
      }
      if (!found.every(({ address }) => isPublic(address))) {
        callback(new PrivateAddress(hostname), '', 0);
        return;
      }
      if (options.all === true) callback(null, found);
      else callback(null, first.address, first.family);
    });
  };
