import type { Deployed } from '../cloud/deployed';
import { sleepUntil } from '../virtualTime';
import type { World } from '../world';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

type Scheduled =
  | 'scheduleMaintenance'
  | 'scheduleReminders'
  | 'closeChallenges'
  | 'scheduleSweeps'
  | 'sweepDeliveries';

interface Schedule {
  readonly name: Scheduled;
  /** Between two runs, and from the full hour to the first, in milliseconds. */
  readonly every: number;
  readonly offset: number;
  /** Whether a run would find anything: others are left out, since they cost time and do nothing. */
  readonly isWanted: (world: World, at: number) => boolean;
}

const isDue = (due: ReadonlyMap<string, number>, at: number) =>
  [...due.values()].some((instant) => instant <= at);

const all: readonly Schedule[] = [
  {
    ...{ name: 'scheduleMaintenance', every: 15 * MINUTE_MS, offset: 7 * MINUTE_MS },
    isWanted: ({ history }, at) => isDue(history.due.lapseAt, at),
  },
  {
    ...{ name: 'scheduleReminders', every: 15 * MINUTE_MS, offset: MINUTE_MS },
    isWanted: ({ history }, at) => isDue(history.due.remindAt, at),
  },
  {
    ...{ name: 'closeChallenges', every: 15 * MINUTE_MS, offset: 4 * MINUTE_MS },
    isWanted: ({ history }, at) => isDue(history.challengesDue, at),
  },
  {
    ...{ name: 'scheduleSweeps', every: 15 * MINUTE_MS, offset: 0 },
    isWanted: ({ history }) => history.sweeps,
  },
  {
    ...{ name: 'sweepDeliveries', every: HOUR_MS, offset: 41 * MINUTE_MS },
    isWanted: ({ history }, at) => isDue(history.deliveriesDue, at - HOUR_MS),
  },
];

/** Cloud Scheduler, which misses runs in some worlds while things go wrong, until all is over. */
export async function schedules(world: World, isOver: () => boolean): Promise<void> {
  await Promise.all(all.map((schedule) => run(schedule, world, isOver)));
}

async function run(schedule: Schedule, world: World, isOver: () => boolean): Promise<void> {
  const { name, every, offset, isWanted } = schedule;
  for (let at = world.start + offset; !isOver(); at += every) {
    await sleepUntil(at);
    if (isWanted(world, at) && !isAsleep(world, name, at)) start(world, name, at);
  }
}

function start({ cloud, functions }: World, name: Scheduled, at: number): void {
  const scheduled: Deployed[Scheduled] = functions[name];
  const key = new Date(at).toISOString();
  cloud.deliver({ operation: name, key, maxAttempts: 4, run: () => scheduled(new Date(at)) });
}

/** In a tenth of the worlds the scheduler misses a third of the half days. */
function isAsleep({ dice, end }: World, name: string, at: number): boolean {
  if (at > end || dice('sleepy', name) > 0.1) return false;
  return dice('asleep', name, Math.floor(at / (12 * HOUR_MS))) < 0.33;
}
