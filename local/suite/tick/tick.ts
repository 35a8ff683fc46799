import type { Firestore } from 'firebase-admin/firestore';
import type { LocalTime } from '../localTime';
import type { RunningSuite } from '../runningSuite';
import { runSchedule, runTasks, settled } from './emulators';
import { type Schedule, schedulesOf } from './schedules';
import { wakes } from './wakes';

/** A scheduled run, or the tasks of an instant, and the documents that were created by it and what followed. */
export interface Run {
  readonly name: string;
  /** Milliseconds since the epoch. */
  readonly at: number;
  readonly succeeded: boolean;
  /** Paths below the database's root. */
  readonly created: readonly string[];
}

/**
 * Moves local time to an instant (milliseconds since the epoch) and runs every schedule that falls
 * due on the way, and every task that waits, each at its time and to the end of all that follows. Times at which a function is
 * known to have nothing to do are passed over.
 */
export async function* tick(
  suite: RunningSuite,
  time: LocalTime,
  db: Firestore,
  to: number,
): AsyncGenerator<Run> {
  const schedules = await schedulesOf(suite.ports.functions);
  let { count, nextTaskAt } = await settled(suite, 0);
  for (;;) {
    const due = await nextDue(schedules, time.scheduledUntil, db);
    if (nextTaskAt !== null && nextTaskAt <= Math.min(due.at, to)) {
      const at = Math.max(nextTaskAt, time.now());
      time.moveTo(at);
      await runTasks(suite);
      const after = await settled(suite, count);
      ({ count, nextTaskAt } = after);
      yield { name: 'tasks', at, succeeded: true, created: after.created };
      continue;
    }
    if (due.at > to) break;
    time.moveTo(due.at);
    for (const schedule of due.schedules) {
      const succeeded = await runSchedule(suite, schedule, due.at);
      const after = await settled(suite, count);
      ({ count, nextTaskAt } = after);
      yield { name: schedule.name, at: due.at, succeeded, created: after.created };
    }
    time.scheduledUntil = due.at;
  }
  time.moveTo(to);
  time.scheduledUntil = to;
}

/** The next time at which something is due, with everything that is due then. */
async function nextDue(schedules: readonly Schedule[], after: number, db: Firestore) {
  const times = await Promise.all(
    schedules.map(async (schedule) => {
      const wake = (await wakes[schedule.name]?.(db)) ?? after;
      const at = wake === Infinity ? Infinity : schedule.dueAfter(Math.max(after, wake - 1));
      return { schedule, at };
    }),
  );
  const at = Math.min(Infinity, ...times.map((each) => each.at));
  return { at, schedules: times.filter((each) => each.at === at).map(({ schedule }) => schedule) };
}
