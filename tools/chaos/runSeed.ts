import { startFirestore } from '../../local/firestore/index';
import { declaredIndexes } from '../../local/suite/declaredIndexes';
import type { Ports } from '../../functions/src/ports';
import { challenges } from './actions/challenges';
import { deployments } from './actions/deployments';
import { devices } from './actions/devices';
import { leaving } from './actions/leaving';
import { logActivities } from './actions/logActivities';
import { loops } from './actions/loops';
import { malformedMessages } from './actions/malformedMessages';
import { outages } from './actions/outages';
import { plans } from './actions/plans';
import { poison } from './actions/poison';
import { preferences } from './actions/preferences';
import { recoveries } from './actions/recoveries';
import { runSchedules } from './actions/schedules';
import { travel } from './actions/travel';
import { Cloud } from './cloud/cloud';
import type { Line } from './cloud/connectInProcess';
import { nextChance } from './cloud/invocation';
import { handOn, platform } from './cloud/platform';
import { type Clients, type Services, portsOf } from './cloud/ports';
import { diceOf, hash } from './dice';
import { faultsOf } from './faults';
import { newHistory } from './history';
import { observe } from './observe';
import { judge } from './oracle/oracle';
import { judgeTheLast, settleDown } from './settleDown';
import { beginAt } from './virtualTime';
import { type Action, type World, daysOf, peopleOf } from './world';

/** What goes on in every world. Something new is a file in actions/ and a name here. */
const actions: readonly Action[] = [
  deployments,
  logActivities,
  travel,
  outages,
  plans,
  recoveries,
  challenges,
  preferences,
  poison,
  malformedMessages,
  leaving,
  loops,
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
  /** Functions that ran. */
  readonly ran: readonly string[];
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
  // Jitter and the like come out the same each time, whatever else goes on.
  const chance = () => dice('random', ...nextChance());
  Math.random = chance;
  const faults = faultsOf(dice, start, days, rate);
  const server = await startFirestore({ indexes: declaredIndexes() });
  try {
    const portsAt = (slot: number, now: () => number): Ports => {
      const its = clients[slot];
      if (!its) throw new Error(`There is no slot ${slot}.`);
      return portsOf(its, now, services);
    };
    const cloud = new Cloud(clients.length, portsAt, faults, dice, losesWork);
    connect({ server, rpc: cloud.rpc });
    const history = newHistory();
    const services: Services = { ...platform(cloud, history), chance };
    let digest = 0;
    server.onCommit((change) => {
      digest = hash(`${digest} ${change.path} ${change.commitTime}`);
      observe(change, history);
      handOn(change, cloud);
    });
    const world: World = {
      ...{ dice, faults, cloud, history, start, end: start + days * 86_400_000 },
      people: peopleOf(dice, start, days),
    };
    let isOver = false;
    void runSchedules(world, () => isOver); // one that runs seldom sleeps beyond the end
    await devices(world);
    await Promise.all(actions.map((action) => action(world)));
    await settleDown(world);
    isOver = true;
    await cloud.idle();
    await judgeTheLast(world);
    const db = clients[0]?.db;
    const wrong = db ? await cloud.call('oracle', 'oracle', {}, () => judge(world, db)) : [];
    wrong.push(...cloud.failed.map((job) => `${job} failed though nothing went wrong`));
    const { injected: faultsInjected, points } = faults;
    const { crashes, ran } = cloud;
    return { seed, faultsInjected, crashes, points: [...points], ran: [...ran], digest, wrong };
  } finally {
    await server.close();
  }
}
