import { Cron } from 'croner';
import { type Named, ofKind } from '../../../functions/src/functions';
import type { Cloud } from '../cloud/cloud';
import { sleepUntil } from '../virtualTime';
import type { World } from '../world';

const HOUR_MS = 3_600_000;

const schedules = ofKind('schedule');

type Scheduled = Named<'schedule'>;

const isDue = (due: ReadonlyMap<string, number>, at: number) =>
  [...due.values()].some((instant) => instant <= at);

/** Whether a run would find anything: others are left out, since they cost time and do nothing. */
const finds: Partial<Record<Scheduled, (world: World, at: number) => boolean>> = {
  scheduleMaintenance: ({ history }, at) => isDue(history.due.lapseAt, at),
  scheduleReminders: ({ history }, at) => isDue(history.due.remindAt, at),
  closeChallenges: ({ history }, at) => isDue(history.challengesDue, at),
  scheduleSweeps: ({ history }) => history.sweeps,
  sweepDeliveries: ({ history }, at) => isDue(history.deliveriesDue, at - HOUR_MS),
};

/** In so many worlds each of the others runs: what they do no user waits for, and it takes its time. */
const KEPT_HOUSE = 0.15;

/** Cloud Scheduler, which misses runs in some worlds while things go wrong, until all is over. */
export async function runSchedules(world: World, isOver: () => boolean): Promise<void> {
  const names = Object.keys(schedules) as Scheduled[];
  await Promise.all(names.map((name) => runAll(name, world, isOver)));
}

async function runAll(name: Scheduled, world: World, isOver: () => boolean): Promise<void> {
  const isWanted = finds[name] ?? (() => true);
  if (!finds[name] && world.dice('keeps house', name) >= KEPT_HOUSE) return;
  for (const at of runsOf(schedules[name].cron, world.start)) {
    await sleepUntil(at);
    if (isOver()) return;
    if (isWanted(world, at) && !isAsleep(world, name, at)) startSchedule(world.cloud, name, at);
  }
}

/** When a schedule runs after an instant, all in milliseconds since the epoch. */
function* runsOf(crontab: string, from: number): Generator<number> {
  const cron = new Cron(crontab, { utcOffset: 0, paused: true });
  for (let at = from; ;) {
    const next = cron.nextRun(new Date(at));
    if (!next) return;
    at = next.getTime();
    yield at;
  }
}

/** Has a schedule run as of an instant (milliseconds since the epoch). */
export function startSchedule(cloud: Cloud, name: Scheduled, at: number): void {
  const scheduleTime = new Date(at).toISOString();
  cloud.deliver({
    ...{ operation: name, key: scheduleTime, retry: { maxAttempts: 4 } },
    run: (functions) => functions[name].run({ scheduleTime }),
  });
}

/** In a tenth of the worlds the scheduler misses a third of the half days. */
function isAsleep({ dice, end }: World, name: string, at: number): boolean {
  if (at > end || dice('sleepy', name) > 0.1) return false;
  return dice('asleep', name, Math.floor(at / (12 * HOUR_MS))) < 0.33;
}
