import { program } from '../../../functions/src/program';
import { Refused, call } from '../device';
import { between } from '../dice';
import { sleep } from '../virtualTime';
import type { Action, Person, World } from '../world';
import { logAtOnce } from './logActivities';

const HOUR_MS = 3_600_000;

/** Most people who hear that their run has ended try to win it back, and some do enough for that. */
export const recoveries: Action = async (world) => {
  await Promise.all(world.people.map((person) => recover(world, person)));
};

async function recover(world: World, person: Person): Promise<void> {
  const { dice, end, history } = world;
  const { uid } = person;
  for (let round = 0; Date.now() < end; round += 1) {
    const known = history.breaks.filter((other) => other === uid).length;
    await sleep(HOUR_MS * between(1, 6, dice('looks', uid, round)));
    const hasBroken = history.breaks.filter((other) => other === uid).length > known;
    if (!hasBroken || dice('recovers', uid, round) > 0.8) continue;
    try {
      await call(world, { name: 'startRecovery', key: `${uid} ${round}`, uid, data: {} });
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      continue;
    }
    // All at one instant, so on one device: which of two zones is in force then, the rules do not say.
    const device = dice('device', uid, round);
    const most = 3 * program.recovery.factor;
    const count = between(1, most, dice('extra', uid, round));
    await Promise.all(
      Array.from({ length: count }, (_, n) =>
        logAtOnce(world, person, `${round}.extra${n}`, device),
      ),
    );
  }
}
