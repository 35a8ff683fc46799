import { createSign, generateKeyPairSync } from 'node:crypto';
import type { App } from '../../functions/src/functions';
import type { ShownMessage } from '../../local/messages';
import type { Random } from './random';
import type { HttpsRequest } from '../../functions/src/platform/request';

const WITHIN_MS = 4 * 60_000;

const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });

/** What the reports of a run are signed for. */
export const webhookKey = publicKey.export({ format: 'der', type: 'spki' }).toString('base64');

/** Does something at an instant (milliseconds since the epoch), by the clock of the handlers. */
type Plan = (at: number, work: () => Promise<void>) => void;

/** Reports each mail that SendGrid took, twice, a while after `now` (milliseconds since the epoch). */
export function reports(app: App, plan: Plan, random: Random, now: () => number) {
  return (message: ShownMessage): void => {
    if (message.channel !== 'email') return;
    const event = {
      event: 'processed',
      sg_event_id: message.id,
      timestamp: now() / 1000,
      delivery: message.customArgs['delivery'],
    };
    for (const copy of [1, 2]) {
      plan(now() + copy * random.next() * WITHIN_MS, async () => {
        const context = { operation: 'sendgridEvents', correlationId: message.id };
        const { status } = await app.sendgridEvents(signed([event], now()), context);
        if (status !== 204) throw new Error(`A report was answered with ${status}.`);
      });
    }
  };
}

/** Reports as SendGrid sends them at an instant. */
function signed(events: readonly object[], instant: number): HttpsRequest {
  const rawBody = Buffer.from(JSON.stringify(events));
  const timestamp = String(Math.floor(instant / 1000));
  const signature = createSign('sha256').update(timestamp).update(rawBody);
  const prefix = 'x-twilio-email-event-webhook';
  const headers = new Map([
    [`${prefix}-timestamp`, timestamp],
    [`${prefix}-signature`, signature.sign(privateKey, 'base64')],
  ]);
  const to = { method: 'POST', path: '/', url: '/', query: {} };
  return { ...to, header: (name) => headers.get(name), rawBody };
}
