import { sendgridWebhookKeys, unsubscribeSigningKeys, valuesOf } from '../../config';
import { clock } from '../../platform/clock';
import { database } from '../../platform/firestore';
import { log } from '../../platform/log';
import { page } from '../../platform/page';
import { endMail } from '../preferences/endMail';
import { takeReports } from './takeReports';
import { unsubscribe as answer } from './unsubscribe';
import { readWebhook } from './webhookSignature';

/** A page and a button to end mail with, and what mail programs post to (RFC 8058). */
export const unsubscribe = page(
  'unsubscribe',
  { secrets: [unsubscribeSigningKeys] },
  async ({ method, query, headers }, response, correlationId) => {
    const keys = () => valuesOf(unsubscribeSigningKeys.value());
    const { token } = query;
    const { status, html } = await answer(
      { db: database(), keys, endMail },
      {
        method,
        token: typeof token === 'string' ? token : '',
        acceptLanguage: headers['accept-language'] ?? '',
        correlationId,
      },
    );
    response
      .status(status)
      .set({
        'Cache-Control': 'no-store',
        'Content-Security-Policy':
          "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; frame-ancestors 'none'",
        'Referrer-Policy': 'no-referrer',
      })
      .type('html')
      .send(html);
  },
);

/** Takes the signed reports of SendGrid's event webhook. */
export const sendgridEvents = page(
  'sendgridEvents',
  { secrets: [sendgridWebhookKeys] },
  async ({ headers, rawBody }, response, correlationId) => {
    const header = (name: string) => {
      const value = headers[`x-twilio-email-event-webhook-${name}`];
      return typeof value === 'string' ? value : undefined;
    };
    const signed = {
      signature: header('signature'),
      timestamp: header('timestamp'),
      body: rawBody,
    };
    const keys = valuesOf(sendgridWebhookKeys.value());
    const webhook = readWebhook(signed, keys, clock.now());
    if ('refused' in webhook) {
      const { refused: reason, status } = webhook;
      log.info('refused', { operation: 'sendgridEvents', correlationId }, { reason });
      response.status(status).json({ error: { reason, correlationId } });
      return;
    }
    await takeReports({ db: database(), now: () => clock.now() }, webhook.events);
    response.sendStatus(204);
  },
);
