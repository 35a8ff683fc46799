import { setTimeout as sleep } from 'node:timers/promises';
import { declaredIndexes } from '../../../local/suite/declaredIndexes';
import { type SpawnedFirestore, spawnFirestore } from '../../../local/firestore/index';
import { dueMessages, load } from '../../bench/measure';
import { between, diceOf } from '../dice';
import { flawsOf } from './endState';
import { type Mortal, startMortal } from './mortal';

/** Workers at once. */
const WORKERS = 2;

/** How many documents are written for a user. */
const WRITES_PER_USER = 3;

/** Kills that there would be if each came after the mean time. */
const KILLS = 20;

/** Before a message comes back whose worker says that it failed, as one does on a machine that is too busy. */
const REDELIVERY_MS = 500;

/** How it went. */
export interface Killed {
  readonly users: number;
  /** Workers that were killed while they worked. */
  readonly kills: number;
  /** What is wrong at the end, in words. */
  readonly wrong: readonly string[];
}

/**
 * Has users judged, all of them due, by worker processes that are killed (SIGKILL) after a random
 * number of writes, each message delivered twice and again after the end of its worker. Then looks at
 * every document.
 */
export async function killing(users: number, seed: number): Promise<Killed> {
  const store = await spawnFirestore({ indexes: declaredIndexes() });
  try {
    const projectId = await load(store, { users, due: users });
    const kills = await judgeAll(store, projectId, users, seed);
    const left = await dueMessages(projectId);
    const wrong = await flawsOf(projectId, users);
    if (left.length > 0) wrong.unshift(`somebody is still due: ${JSON.stringify(left)}`);
    return { users, kills, wrong };
  } finally {
    await store.close();
  }
}

/** @returns how many workers were killed */
async function judgeAll(
  store: SpawnedFirestore,
  projectId: string,
  users: number,
  seed: number,
): Promise<number> {
  const dice = diceOf(seed);
  const messages = await dueMessages(projectId);
  const queue = [...messages, ...messages];
  const spare = Array.from({ length: WORKERS + 1 }, () => startMortal(store.host));
  const busy = new Set<Mortal>();

  const work = async () => {
    for (let message = queue.shift(); message; message = queue.shift()) {
      const worker = await (spare.shift() ?? startMortal(store.host));
      busy.add(worker);
      const outcome = await worker.run({ projectId, message });
      busy.delete(worker);
      spare.push(outcome === 'killed' ? startMortal(store.host) : Promise.resolve(worker));
      if (outcome !== 'done') queue.push(message);
      if (outcome === 'failed') await sleep(REDELIVERY_MS);
    }
  };

  let [kills, isOver] = [0, false];
  const kill = async () => {
    const written = async () => (await store.usage()).writes;
    const most = Math.ceil((2 * WRITES_PER_USER * users) / KILLS);
    let next = (await written()) + between(0, most, dice('life', 0));
    while (!isOver) {
      const now = await written();
      const victims = [...busy];
      const victim = victims[Math.floor(dice('victim', kills) * victims.length)];
      if (now >= next && victim) {
        busy.delete(victim);
        victim.kill();
        kills += 1;
        next = now + between(1, most, dice('life', kills));
      }
      await sleep(1);
    }
  };

  const killer = kill();
  try {
    await Promise.all(Array.from({ length: WORKERS }, work));
  } finally {
    isOver = true;
    await killer;
    for (const worker of await Promise.all(spare)) worker.close();
  }
  return kills;
}
