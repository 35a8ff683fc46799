import { z } from 'zod';
import { contract } from '../../platform/contract';
import { isDocumentId } from '../../shared/documentId';

export const trackOpenContract = contract({
  name: 'trackOpen',
  summary:
    'Tells that a push message was shown or opened on a device. Each counts once for a message. The id comes with the message, in `data.deliveryId`.',
  request: z.strictObject({
    deliveryId: z.string().refine(isDocumentId, 'is in the data of the message'),
    action: z.enum(['shown', 'opened']).default('opened'),
  }),
  response: z.object({ counted: z.boolean().describe('False when it had been told before.') }),
  reasons: ['unknown-delivery'],
});

export type TrackOpenRequest = z.output<typeof trackOpenContract.request>;
export type TrackOpenResponse = z.output<typeof trackOpenContract.response>;
