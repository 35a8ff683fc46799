import { createSign, generateKeyPairSync } from 'node:crypto';
import type { Request } from 'firebase-functions/https';
import type { Deployed } from '../../../functions/src/deploy';

const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'prime256v1' });

/** The public key of the webhook, as SendGrid shows it. */
export const webhookKey = publicKey.export({ type: 'spki', format: 'der' }).toString('base64');

const HEADER = 'x-twilio-email-event-webhook-';

/** Posts events as SendGrid does, signed now. @throws Error when the answer is not 2xx */
export async function report(
  { sendgridEvents }: Deployed,
  events: readonly object[],
): Promise<void> {
  const body = Buffer.from(JSON.stringify(events));
  const timestamp = String(Math.floor(Date.now() / 1000));
  const sign = createSign('sha256').update(timestamp).update(body);
  const request = {
    ...{ method: 'POST', path: '/', originalUrl: '/', query: {}, rawBody: body },
    headers: {
      [`${HEADER}signature`]: sign.sign(privateKey, 'base64'),
      [`${HEADER}timestamp`]: timestamp,
    },
    socket: { remoteAddress: '198.51.100.1' },
  };
  let answered = 0;
  const response = {
    headersSent: false,
    status: (status: number) => {
      answered = status;
      return response;
    },
    set: () => response,
    send: () => response,
  };
  // Of what Express gives, a page reads these.
  await sendgridEvents(
    request as unknown as Request,
    response as unknown as Parameters<Deployed['sendgridEvents']>[1],
  );
  if (answered < 200 || answered > 299) throw new Error(`The webhook answered ${answered}.`);
}
