import { call } from '../device';
import { between } from '../dice';
import { sleepUntil } from '../virtualTime';
import type { Action } from '../world';

/** Some people change how many messages they want in a day. */
export const preferences: Action = async (world) => {
  const { people, dice, start, end } = world;
  const choosers = people.filter(({ uid }) => dice('chooses', uid) < 0.3);
  await Promise.all(
    choosers.map(async ({ uid }) => {
      await sleepUntil(start + dice('chooses at', uid) * (end - start));
      const data = { dailyCap: between(0, 3, dice('cap', uid)) };
      await call(world, { name: 'updatePreferences', key: `${uid} cap`, uid, data });
    }),
  );
};
