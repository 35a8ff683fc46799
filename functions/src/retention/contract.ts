import { z } from 'zod';
import { contract } from '../platform/contract';
import { instantText } from '../streaks/wire';
import { LEAST_DAYS, MOST_DAYS } from '../shared/retentionDays';

export const previewRetentionContract = contract({
  name: 'previewRetention',
  summary:
    'How many users the parameter `RETENTION_DAYS` would have erased, if it were set to so many days. Nobody is erased.',
  request: z.strictObject({ days: z.int().min(LEAST_DAYS).max(MOST_DAYS) }),
  response: z.object({
    silentSince: instantText.describe('Who gave a sign of life at this instant or later stays.'),
    withoutActivity: z.int().describe('Users without activity since then.'),
    examined: z.int().describe('Those of them who were looked at one by one; 1,000 at most.'),
    silent: z
      .int()
      .describe('Those of the examined who gave no other sign of life: they would be erased.'),
  }),
  reasons: [],
});

export type PreviewRetentionResponse = z.output<typeof previewRetentionContract.response>;
