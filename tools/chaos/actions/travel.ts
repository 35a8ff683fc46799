import { Refused, call } from '../device';
import { sleepUntil } from '../virtualTime';
import type { Action } from '../world';

/** People who arrive in another zone tell it, now and then without logging anything there. */
export const travel: Action = async (world) => {
  await Promise.all(
    world.people.flatMap(({ uid, stays }) =>
      stays.slice(1).map(async ({ from, zone: timeZone }, trip) => {
        if (world.dice('tells', uid, trip) < 0.3) return;
        await sleepUntil(from);
        const key = `${uid} trip${trip}`;
        try {
          await call(world, { name: 'setTimeZone', key, uid, data: { timeZone } });
        } catch (error) {
          if (!(error instanceof Refused)) throw error; // somebody who changes zones for sport
        }
      }),
    ),
  );
};
