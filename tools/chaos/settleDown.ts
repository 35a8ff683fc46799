import { startSchedule } from './actions/schedules';
import { call } from './device';
import { sleep, sleepUntil } from './virtualTime';
import type { World } from './world';

const MINUTE_MS = 60_000;

/** For so long things go wrong when a challenge is to be closed. */
const CLOSING_MS = 60 * MINUTE_MS;

/** More rounds than it can take. */
const MOST_ROUNDS = 20;

/**
 * Everything works again: waits until all is done that was left undone, and has what was given up
 * done again, as an administrator would. Then waits for the end of every challenge, where things go wrong once more.
 */
export async function settleDown(world: World): Promise<void> {
  await sleepUntil(world.end); // until then a scheduler may be asleep
  repair(world);
  const { challengesDue, wrong } = world.history;
  let isAtRest = await comeToRest(world);
  while (isAtRest && challengesDue.size > 0) {
    await sleepUntil(Math.min(...challengesDue.values()));
    world.faults.goOn();
    await sleep(CLOSING_MS);
    repair(world);
    isAtRest = await comeToRest(world);
  }
  if (!isAtRest) wrong.push('it never comes to rest');
}

function repair({ faults, cloud }: World): void {
  faults.stop();
  cloud.restart();
}

/** @returns whether there is nothing left to do */
async function comeToRest(world: World): Promise<boolean> {
  for (let round = 0; round < MOST_ROUNDS; round += 1) {
    await sleep(30 * MINUTE_MS);
    await world.cloud.idle();
    const replayed = await replayLetters(world);
    if (!replayed && !isLeft(world)) return true;
  }
  return false;
}

/** Judges those whose day has ended in the very last hour. */
export async function judgeTheLast({ cloud, history }: World): Promise<void> {
  while ([...history.due.lapseAt.values()].some((at) => at <= Date.now())) {
    startSchedule(cloud, 'scheduleMaintenance', Date.now());
    await cloud.idle();
  }
}

async function replayLetters(world: World): Promise<boolean> {
  const admin = { uid: 'admin', isAdmin: true };
  const key = new Date().toISOString();
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
  return (
    history.sweeps ||
    history.leaving.size > 0 ||
    isDue(history.due.lapseAt) ||
    isDue(history.challengesDue) ||
    history.deliveriesDue.size > 0
  );
}
