import { startFirestore } from '../../local/firestore';
import indexes from '../../firestore.indexes.json';
import { challenges } from './actions/challenges';
import { logActivities } from './actions/logActivities';
import { malformedMessages } from './actions/malformedMessages';
import { outages } from './actions/outages';
import { plans } from './actions/plans';
import { poison } from './actions/poison';
import { preferences } from './actions/preferences';
import { recoveries } from './actions/recoveries';
import { schedules } from './actions/schedules';
import { travel } from './actions/travel';
import { Cloud } from './cloud/cloud';
import type { Line } from './cloud/connectInProcess';
import { type Deployed, deployed } from './cloud/deployed';
import type { Clients } from './cloud/instance';
import { nextChance } from './cloud/invocation';
import { platform } from './cloud/platform';
import { type Dice, diceOf, hash } from './dice';
import { faultsOf } from './faults';
import { newHistory } from './history';
import { observe } from './observe';
import { judge } from './oracle/oracle';
import { judgeTheLast, settleDown } from './settleDown';
import { beginAt } from './virtualTime';
import { type Action, type World, daysOf, peopleOf } from './world';

/** What goes on in every world. Something new is a file in actions/ and a name here. */
const actions: readonly Action[] = [
  logActivities,
  travel,
  outages,
  plans,
  recoveries,
  challenges,
  preferences,
  poison,
  malformedMessages,
];

/** What is different from what a seed decides. */
export interface WorldOptions {
  /** See faultsOf. */
  readonly rate?: number | undefined;
  /** A cloud that loses a tenth of all work, as no cloud does: to see that the oracle notices. */
  readonly losesWork?: boolean;
}

/** How a seed came out. */
export interface SeedResult {
  readonly seed: number;
  readonly faultsInjected: number;
  readonly crashes: number;
  /** Points at which something went wrong. */
  readonly points: readonly string[];
  /** Stands for all that was written, when and in which order. */
  readonly digest: number;
  /** What is wrong at the end, in words. */
  readonly wrong: readonly string[];
}

/** Runs the world of a seed to its end, and judges it. */
export async function runSeed(
  seed: number,
  { rate, losesWork = false }: WorldOptions,
  clients: readonly Clients[],
  connect: (line: Line) => void,
): Promise<SeedResult> {
  const dice = diceOf(seed);
  const { start, days } = daysOf(dice);
  beginAt(start);
  seedChance(dice);
  const faults = faultsOf(dice, start, days, rate);
  const server = await startFirestore({ indexes });
  try {
    const cloud = new Cloud(clients, faults, dice, losesWork);
    connect({ server, rpc: cloud.rpc });
    const history = newHistory();
    const functions: Deployed = deployed(platform(cloud, history, () => functions));
    let digest = 0;
    server.onCommit((change) => {
      digest = hash(`${digest} ${change.path} ${change.commitTime}`);
      observe(change, history, cloud, () => functions);
    });
    const world: World = {
      ...{ dice, faults, cloud, functions, history, start, end: start + days * 86_400_000 },
      people: peopleOf(dice, start, days),
    };
    let isOver = false;
    const scheduler = schedules(world, () => isOver);
    await Promise.all(actions.map((action) => action(world)));
    await settleDown(world);
    isOver = true;
    await scheduler;
    await cloud.idle();
    await judgeTheLast(world);
    const db = clients[0]?.db;
    const wrong = db ? await cloud.call('oracle', 'oracle', {}, () => judge(world, db)) : [];
    const { injected: faultsInjected, points } = faults;
    return { seed, faultsInjected, crashes: cloud.crashes, points: [...points], digest, wrong };
  } finally {
    await server.close();
  }
}

/** Jitter and the like come out the same each time, whatever else goes on. */
function seedChance(dice: Dice): void {
  Math.random = () => dice('random', ...nextChance());
}
