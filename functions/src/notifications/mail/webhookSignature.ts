import { createPublicKey, createVerify } from 'node:crypto';

/** A signed request of SendGrid's event webhook. */
export interface SignedRequest {
  /** `X-Twilio-Email-Event-Webhook-Signature`: an ECDSA signature, DER in base64. */
  readonly signature: string | undefined;
  /** `X-Twilio-Email-Event-Webhook-Timestamp` */
  readonly timestamp: string | undefined;
  /** The bytes of the body as they came. */
  readonly body: Buffer;
}

/**
 * Whether one of the public keys (DER in base64, as SendGrid shows them) has signed a request. What is
 * signed is the timestamp followed by the body:
 * https://www.twilio.com/docs/sendgrid/for-developers/tracking-events/getting-started-event-webhook-security-features
 *
 * With `node:crypto` and not SendGrid's helper: that one signs and verifies in JavaScript of its own.
 */
export function isSigned(
  { signature, timestamp, body }: SignedRequest,
  publicKeys: readonly string[],
): boolean {
  if (!signature || !timestamp) return false;
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
