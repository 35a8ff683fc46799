import { Refused, call } from '../device';
import { between } from '../dice';
import { sleepUntil } from '../virtualTime';
import type { Action, World } from '../world';

const DAY_MS = 86_400_000;

/** Some people pause, take pauses back and choose days of rest. What is too late is refused. */
export const plans: Action = async (world) => {
  const planners = world.people.filter(({ uid }) => world.dice('plans', uid) < 0.4);
  await Promise.all(
    planners.flatMap(({ uid }) =>
      Array.from({ length: between(1, 3, world.dice('changes of plan', uid)) }, (_, n) =>
        changePlan(world, uid, n),
      ),
    ),
  );
};

async function changePlan(world: World, uid: string, n: number): Promise<void> {
  const { dice, start, end } = world;
  await sleepUntil(start + dice('plan at', uid, n) * (end - start));
  const dayIn = (days: number) => new Date(Date.now() + days * DAY_MS).toISOString().slice(0, 10);
  const first = between(0, 2, dice('plan from', uid, n));
  const days = { from: dayIn(first), to: dayIn(first + between(0, 3, dice('plan to', uid, n))) };
  const weekdays = [1, 2].map((each) => between(1, 7, dice('rest', uid, n, each)));
  const kind = dice('plan', uid, n);
  const key = `${uid} plan${n}`;
  try {
    if (kind < 0.5) await call(world, { name: 'setPause', key, uid, data: days });
    else if (kind < 0.7) await call(world, { name: 'cancelPause', key, uid, data: days });
    else await call(world, { name: 'setRestDays', key, uid, data: { weekdays } });
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
  }
}
