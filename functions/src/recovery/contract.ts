import { z } from 'zod';
import { contract } from '../platform/contract';
import { streakView } from '../streaks/wire';

export const startRecoveryContract = contract({
  name: 'startRecovery',
  summary:
    'Accepts the offer to win a broken run back, which `streak.recovery` shows for 24 hours. Activities that occur from now on until it closes count; when there are enough, the missed day is kept. Calling it again changes nothing.',
  request: z.strictObject({}),
  response: z.object({ streak: streakView.describe('With `recovery` started.') }),
  reasons: ['time-zone-unset', 'no-recovery-offered'],
});

export type StartRecoveryResponse = z.output<typeof startRecoveryContract.response>;
