import { z } from 'zod';
import { contract } from '../../platform/contract';
import { instantText } from '../../streaks/wire';
import { platforms } from './device';

/** Real ones have a few hundred characters. Who has one is queried, and a query compares less than 1,500 bytes. */
const token = z
  .string()
  .regex(/^[\w:.~-]{16,1024}$/, 'must be a registration token of FCM')
  .describe('Registration token of FCM, from `getToken()`.');

export const registerDeviceContract = contract({
  name: 'registerDevice',
  summary:
    'Makes a device known for push messages. Call it at each start of the app and whenever the token changes. A token belongs to whoever registered it last.',
  request: z.strictObject({ token, platform: z.enum(platforms) }),
  response: z.object({
    devices: z.int().describe('Devices of the caller. The 20 seen last are kept.'),
    seenAt: instantText,
  }),
  reasons: [],
});

export const unregisterDeviceContract = contract({
  name: 'unregisterDevice',
  summary: 'Forgets a device, when its user signs out. Forgetting it again changes nothing.',
  request: z.strictObject({ token }),
  response: z.object({ removed: z.boolean().describe('Whether it was known.') }),
  reasons: [],
});

export type RegisterDeviceRequest = z.output<typeof registerDeviceContract.request>;
export type RegisterDeviceResponse = z.output<typeof registerDeviceContract.response>;
