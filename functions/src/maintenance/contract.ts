import { z } from 'zod';
import { contract } from '../platform/contract';

export const runMaintenanceContract = contract({
  name: 'runMaintenance',
  summary:
    'Has everyone judged whose day has ended, now instead of at the next quarter of an hour. Workers do it in the background.',
  request: z.strictObject({}),
  response: z.object({
    due: z.int().describe('Users who are due.'),
    messages: z.int().describe('Workers that were told.'),
  }),
  reasons: [],
});
