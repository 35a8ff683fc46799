import { sleepUntil } from '../virtualTime';
import type { Action } from '../world';

/** Enough for every process to have had more than it takes of one user. */
const CALLS = 1_000;

/** What a process takes of one user at once, and how many there are. */
const [BURST, PROCESSES] = [300, 3];

/** In some worlds somebody's app calls in a loop, which is stopped before anything is read of the store. */
export const loops: Action = async ({ dice, start, end, cloud, history }) => {
  if (dice('loops') > 0.1) return;
  await sleepUntil(start + dice('loops at') * (end - start));
  const request = {
    data: { loop: true },
    auth: { uid: 'loop', token: {} },
    rawRequest: { headers: {}, socket: { remoteAddress: 'address of loop' } },
  };
  const reasons = await Promise.all(
    Array.from({ length: CALLS }, async (_, n) => {
      try {
        await cloud.call('getStreak', `loop ${n}`, {}, ({ getStreak }) => {
          const { run } = getStreak as { run: (request: object) => Promise<unknown> };
          return run(request);
        });
        return 'answered';
      } catch (error) {
        return (error as { details?: { reason?: string } }).details?.reason;
      }
    }),
  );
  const count = (reason: string) => reasons.filter((each) => each === reason).length;
  const [taken, refused] = [count('malformed-request'), count('too-many-calls')];
  if (taken > BURST * PROCESSES || taken + refused !== CALLS) {
    history.wrong.push(`of ${CALLS} calls in a loop ${taken} were taken and ${refused} refused`);
  }
};
