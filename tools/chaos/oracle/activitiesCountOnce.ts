import type { Check } from './verdict';

/** What a device was told was recorded has been, once; what was refused has not. */
export const activitiesCountOnce: Check = ({ world, uid }) =>
  [...world.history.logged.values()]
    .filter((activity) => activity.uid === uid)
    .flatMap(({ activityId, outcomes, written }) => {
      const isRecorded = outcomes.includes('recorded');
      const isRight = outcomes.length > 0 && written === (isRecorded ? 1 : 0);
      return isRight ? [] : [`${uid} ${activityId}: ${outcomes.join()}, written ${written} times`];
    });
