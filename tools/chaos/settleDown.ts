import { call } from './device';
import { sleep, sleepUntil } from './virtualTime';
import type { World } from './world';

const MINUTE_MS = 60_000;

/** More rounds than it can take. */
const MOST_ROUNDS = 20;

/**
 * Everything works again: waits until all is done that was left undone, and has what was given up
 * done again, as an administrator would.
 */
export async function settleDown(world: World): Promise<void> {
  await sleepUntil(world.end); // until then a scheduler may be asleep
  world.faults.stop();
  world.cloud.restart();
  for (let round = 0; round < MOST_ROUNDS; round += 1) {
    await sleep(30 * MINUTE_MS);
    await world.cloud.idle();
    const replayed = await replayLetters(world, round);
    if (!replayed && !isLeft(world)) return;
  }
  world.history.wrong.push('it never comes to rest');
}

/** Judges those whose day has ended in the very last hour. */
export async function judgeTheLast({ cloud, functions, history }: World): Promise<void> {
  while ([...history.due.lapseAt.values()].some((at) => at <= Date.now())) {
    const at = new Date();
    const run = () => functions.scheduleMaintenance(at);
    cloud.deliver({ operation: 'scheduleMaintenance', key: at.toISOString(), run });
    await cloud.idle();
  }
}

async function replayLetters(world: World, round: number): Promise<boolean> {
  const admin = { uid: 'admin', isAdmin: true };
  const key = `round ${round}`;
  const list = await call(world, { ...admin, name: 'listDeadLetters', key, data: {} });
  const { letters } = list as { letters: readonly { id: string; reason: string }[] };
  const ids = letters.flatMap(({ id, reason }) => (reason === 'malformed-message' ? [] : [id]));
  if (ids.length === 0) return false;
  await call(world, { ...admin, name: 'replayDeadLetters', key, data: { ids } });
  return true;
}

function isLeft({ history }: World): boolean {
  const isDue = (due: ReadonlyMap<string, number>) =>
    [...due.values()].some((at) => at <= Date.now());
  return history.sweeps || isDue(history.due.lapseAt) || history.deliveriesDue.size > 0;
}
