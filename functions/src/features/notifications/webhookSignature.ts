import { createPublicKey, createVerify } from 'node:crypto';

/** A signed request of SendGrid's event webhook. */
export interface SignedRequest {
  /** `X-Twilio-Email-Event-Webhook-Signature`: an ECDSA signature, DER in base64. */
  readonly signature: string | undefined;
  /** `X-Twilio-Email-Event-Webhook-Timestamp`: when it was signed, in seconds since the epoch. */
  readonly timestamp: string | undefined;
  /** The bytes of the body as they came; undefined where there were none. */
  readonly body: Buffer | undefined;
}

/** The events in a request, not read any further; or why it is refused, with its HTTP status. */
export type Webhook =
  | { readonly events: readonly unknown[] }
  | {
      readonly refused: 'not-signed' | 'stale' | 'unreadable-body' | 'too-many-events';
      readonly status: 400 | 403 | 413;
    };

/**
 * How far from now a request may have been signed. Whoever has seen one can send it again for so long,
 * and clocks differ by less.
 */
const TOLERANCE_MS = 5 * 60_000;

/** SendGrid sends fewer at once; each event may cost a transaction. */
const MAX_EVENTS = 5_000;

/** Seconds of the years 2001 to 2286 in plain digits; nothing else is a timestamp of SendGrid's. */
const TIMESTAMP = /^[1-9]\d{9}$/;

const BASE64 = /^[A-Za-z0-9+/]+={0,2}$/;

/**
 * The events of a request that one of the public keys has signed a moment ago. The body is read after
 * that, from the very bytes that were signed. No answer here is a 2xx or a 5xx: SendGrid sends again
 * for a day what was not answered with 2xx, so what is refused for our mistake is not lost.
 *
 * @param now milliseconds since the epoch
 */
export function readWebhook(
  request: SignedRequest,
  publicKeys: readonly string[],
  now: number,
): Webhook {
  if (!isSigned(request, publicKeys)) return { refused: 'not-signed', status: 403 };
  if (!isFresh(request.timestamp ?? '', now)) return { refused: 'stale', status: 403 };
  const events = parsed(request.body);
  if (!Array.isArray(events)) return { refused: 'unreadable-body', status: 400 };
  if (events.length > MAX_EVENTS) return { refused: 'too-many-events', status: 413 };
  return { events };
}

/**
 * Whether one of the public keys (DER in base64, as SendGrid shows them) has signed a request. What is
 * signed is the timestamp followed by the body:
 * https://www.twilio.com/docs/sendgrid/for-developers/tracking-events/getting-started-event-webhook-security-features
 *
 * A public key is no secret, so there is nothing to learn from how long this takes. With `node:crypto`
 * and not SendGrid's helper: that one signs and verifies in JavaScript of its own.
 */
export function isSigned(
  { signature, timestamp, body }: SignedRequest,
  publicKeys: readonly string[],
): boolean {
  if (!signature || !BASE64.test(signature) || !timestamp || !body) return false;
  return publicKeys.some((publicKey) => {
    try {
      const key = createPublicKey({
        key: Buffer.from(publicKey, 'base64'),
        format: 'der',
        type: 'spki',
      });
      return createVerify('sha256').update(timestamp).update(body).verify(key, signature, 'base64');
    } catch {
      return false; // not a key, or not a signature: nothing that was signed by anyone
    }
  });
}

function isFresh(timestamp: string, now: number): boolean {
  return TIMESTAMP.test(timestamp) && Math.abs(Number(timestamp) * 1000 - now) <= TOLERANCE_MS;
}

function parsed(body: Buffer | undefined): unknown {
  try {
    return JSON.parse(body?.toString('utf8') ?? '');
  } catch {
    return undefined;
  }
}
