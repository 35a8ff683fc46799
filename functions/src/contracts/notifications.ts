import { createHash } from 'node:crypto';
import { z } from 'zod';
import { contract } from './contract';
import { isDocumentId } from './ids';
import { preferencesPatch, preferencesView } from './preferences';
import { instantText } from './views';

/** What runs the app on a device; it decides nothing, since every message has a part for each. */
const platforms = ['android', 'ios', 'web'] as const;

/** Somewhere to push to. */
export interface Device {
  /** Derived from the token. */
  readonly id: string;
  /** FCM registration token. */
  readonly token: string;
}

/** A device's id: what it is known by without giving its token away. */
export function deviceId(token: string): string {
  return createHash('sha256').update(token).digest('base64url').slice(0, 22);
}

export const getPreferencesContract = contract({
  name: 'getPreferences',
  summary: 'What the caller is notified of, how and when; the defaults if they have not chosen.',
  request: z.strictObject({}),
  response: preferencesView,
  reasons: [],
});

export const updatePreferencesContract = contract({
  name: 'updatePreferences',
  summary:
    'Changes what the caller is notified of. Anything that the request does not name stays. Returns all preferences. The change also applies to deferred messages.',
  request: preferencesPatch,
  response: preferencesView,
  reasons: [],
});

/** Real ones have a few hundred characters. Who has one is queried, and a query compares less than 1,500 bytes. */
const token = z
  .string()
  .regex(/^[\w:.~-]{16,1024}$/, 'must be a registration token of FCM')
  .describe('Registration token of FCM, from `getToken()`.');

export const registerDeviceContract = contract({
  name: 'registerDevice',
  summary:
    'Registers a device for push messages. Call it at each start of the app and whenever the token changes. A token belongs to the user who registered it last.',
  request: z.strictObject({ token, platform: z.enum(platforms) }),
  response: z.object({
    devices: z
      .int()
      .describe('The number of the caller’s devices. The 20 most recently seen are kept.'),
    deviceId: z.string().describe('What `listDevices` calls it.'),
    seenAt: instantText,
  }),
  reasons: [],
});

export const listDevicesContract = contract({
  name: 'listDevices',
  summary:
    'The caller’s devices that push messages go to, the one seen last first. At most 20. Tokens are not given away.',
  request: z.strictObject({}),
  response: z.object({
    devices: z.array(
      z.object({
        deviceId: z.string().describe('Derived from the token; for `unregisterDevice`.'),
        platform: z.enum(platforms).describe('What runs the app on it.'),
        seenAt: instantText.describe('When it was registered last.'),
      }),
    ),
  }),
  reasons: [],
});

export type ListDevicesResponse = z.output<typeof listDevicesContract.response>;

export const unregisterDeviceContract = contract({
  name: 'unregisterDevice',
  summary:
    'Removes a device, for example when its user signs out, or one that is lost. Removing it again changes nothing.',
  request: z
    .strictObject({
      token: token.optional(),
      deviceId: z
        .string()
        .regex(/^[\w-]{22}$/, 'is one of `listDevices`')
        .optional()
        .describe('As in `listDevices`, for another device than the one that asks.'),
    })
    .refine(
      ({ token, deviceId }) => (token === undefined) !== (deviceId === undefined),
      'name either `token` or `deviceId`',
    )
    .describe('Either of the two.'),
  response: z.object({ removed: z.boolean().describe('Whether it was registered.') }),
  reasons: [],
});

export type UnregisterDeviceRequest = z.output<typeof unregisterDeviceContract.request>;
export type RegisterDeviceRequest = z.output<typeof registerDeviceContract.request>;
export type RegisterDeviceResponse = z.output<typeof registerDeviceContract.response>;

export const trackOpenContract = contract({
  name: 'trackOpen',
  summary:
    'Reports that a push message was shown or opened on a device. Each is counted once per message. The id comes with the message, in `data.deliveryId`.',
  request: z.strictObject({
    deliveryId: z.string().refine(isDocumentId, 'is in the data of the message'),
    action: z.enum(['shown', 'opened']).default('opened'),
  }),
  response: z.object({ counted: z.boolean().describe('False if it had been reported before.') }),
  reasons: ['unknown-delivery'],
});

export type TrackOpenRequest = z.output<typeof trackOpenContract.request>;
export type TrackOpenResponse = z.output<typeof trackOpenContract.response>;
