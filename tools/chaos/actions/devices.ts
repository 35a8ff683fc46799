import { call } from '../device';
import type { Action } from '../world';

/** Everyone has the app on a device, which registers when it is first opened: before anything else. */
export const devices: Action = async (world) => {
  await Promise.all(
    world.people.map(({ uid }) => {
      const data = { token: `token-of-${uid}-on-a-device`, platform: 'android' };
      return call(world, { name: 'registerDevice', key: uid, uid, data });
    }),
  );
};
