import { z } from 'zod';
import { appEventTypes, type AppEventType } from './appEvents';
import { contract } from './contract';
import { instantText, operatorReason } from './views';

/** The most endpoints that administrators may add: each event is a request to each of them. */
export const MOST_ENDPOINTS = 10;

/** What an endpoint is called. */
export const endpointName = z
  .string()
  .regex(/^[0-9a-f]{12}$/, 'use an id from listWebhookEndpoints');

const eventType = z.enum(Object.keys(appEventTypes) as [AppEventType, ...AppEventType[]]);

const endpointView = z.object({
  id: z.string(),
  url: z.string(),
  enabled: z.boolean().describe('Whether anything is sent to it.'),
  eventTypes: z.array(z.string()).nullable().describe('What it is told. Null: every type.'),
  fromSetting: z.boolean().describe('Whether it is one of `WEBHOOK_URLS`, which no call changes.'),
  addedAt: instantText.nullable().describe('Null: it is one of `WEBHOOK_URLS`.'),
  secretSince: instantText.nullable().describe('When its secret was made; null as above.'),
  oldSecretsUntil: instantText
    .nullable()
    .describe('Until when a secret before that signs as well; null: none does.'),
});

export const setWebhookEndpointContract = contract({
  name: 'setWebhookEndpoint',
  summary:
    'Adds an endpoint for webhooks, with a secret of its own, or changes one: what is left out stays as it is. Without `id`, it is the endpoint of that `url`. The secret is told once, when it is made. Needs `MANAGED_WEBHOOKS`.',
  request: z.strictObject({
    id: endpointName.optional().describe('Of the endpoint to change. Default: that of `url`.'),
    url: z
      .string()
      .max(2000)
      .optional()
      .describe('Where events are sent to: https, and a public name. A new endpoint needs one.'),
    enabled: z
      .boolean()
      .optional()
      .describe('Whether it is sent anything; for a new one true by default.'),
    eventTypes: z
      .array(eventType)
      .min(1)
      .max(100)
      .nullable()
      .optional()
      .describe('The types it is told of; null, as for a new one by default: all of them.'),
    secret: z
      .enum(['rotate', 'replace'])
      .optional()
      .describe(
        'Makes a new secret. `rotate`: the one before signs beside it for a day more. `replace`: it signs no more, as when it was seen by somebody.',
      ),
    reason: operatorReason,
  }),
  response: z.object({
    endpoint: endpointView,
    secret: z
      .string()
      .nullable()
      .describe('The new secret, by Standard Webhooks. Null: none was made.'),
  }),
  reasons: ['malformed-webhook', 'unknown-webhook', 'too-many-webhooks', 'webhooks-off'],
});

export const listWebhookEndpointsContract = contract({
  name: 'listWebhookEndpoints',
  summary: 'The endpoints of webhooks, in the order of their addition, without their secrets.',
  request: z.strictObject({}),
  response: z.object({ endpoints: z.array(endpointView) }),
  reasons: [],
});

export const removeWebhookEndpointContract = contract({
  name: 'removeWebhookEndpoint',
  summary:
    'Removes an endpoint that was added by `setWebhookEndpoint`: nothing more is sent to it. Removing twice changes nothing.',
  request: z.strictObject({ id: endpointName, reason: operatorReason }),
  response: z.object({ removed: z.boolean().describe('False if there was none.') }),
  reasons: [],
});

export const testWebhookEndpointContract = contract({
  name: 'testWebhookEndpoint',
  summary:
    'Sends an event of the type `webhook.test` to an endpoint that was added by `setWebhookEndpoint`, also to one that is not enabled, once and at once.',
  request: z.strictObject({ id: endpointName }),
  response: z.object({
    taken: z.boolean().describe('Whether it was answered with 2xx.'),
    code: z.string().describe('The HTTP status, or why there was none.'),
    eventId: z.string().describe('The `id` of the event, which is its `webhook-id`.'),
  }),
  reasons: ['unknown-webhook'],
});

export type WebhookEndpointView = z.output<typeof endpointView>;
export type SetWebhookEndpointRequest = z.output<typeof setWebhookEndpointContract.request>;
export type SetWebhookEndpointResponse = z.output<typeof setWebhookEndpointContract.response>;
export type TestWebhookEndpointResponse = z.output<typeof testWebhookEndpointContract.response>;
