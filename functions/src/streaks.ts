import type { StreakDeps } from './documents/load';
import { deleteMyData, erasureWith } from './features/account/erasure';
import { exportMyData } from './features/account/exportMyData';
import { adjustFreezes } from './features/audit/adjustFreezes';
import { mergeUsers } from './features/audit/mergeUsers';
import type { CalendarCache } from './features/calendar/calendarCache';
import { getCalendar } from './features/calendar/getCalendar';
import type { SealedMonths } from './features/calendar/sealedMonths';
import type { CachedOutages } from './features/outages/cachedOutages';
import { type Deployment, explainStreak, getStreak } from './features/streaks/getStreak';
import { logActivities, logActivity, type LoggingDeps } from './features/streaks/logActivity';
import { setTimeZone } from './features/streaks/setTimeZone';
import { undoActivity } from './features/streaks/undoActivity';
import { type App, functions } from './functions';
import { singleFlight } from './platform/concurrency';
import type { Ports } from './ports';

/** What the streak of one user needs of the world. */
export type StreakPorts = Pick<Ports, 'db' | 'program' | 'now' | 'enqueue' | 'texts' | 'publishes'>;

/** What differs by who calls. */
interface StreakOptions {
  /** Where months of calendars are cached. */
  readonly cache: () => CalendarCache;
  /** What holds for activities that are logged. */
  readonly logging: () => Pick<LoggingDeps, 'limit' | 'window'>;
  /** What is deployed, for clients that ask. */
  readonly deployment: () => Deployment;
}

/** Runs a use case with the outages in force. */
export type Judging = <T>(useCase: (streaks: StreakDeps) => Promise<T>) => Promise<T>;

/** Has use cases judge by outages. The program is asked for when one runs. */
export function judgingBy(
  ports: Pick<StreakPorts, 'db' | 'program' | 'now' | 'publishes'>,
  outages: CachedOutages,
): Judging {
  const { now } = ports;
  return (useCase) =>
    outages.use((list) => {
      const { db, program, publishes } = ports;
      return useCase({ db, program, now, publishes, outages: list });
    });
}

/**
 * The use cases of one user's own streak and data, wired to their ports. What clients call and what an app's
 * own servers call are the same.
 */
export function createStreaks(
  ports: StreakPorts,
  judging: Judging,
  { cache, logging, deployment }: StreakOptions,
) {
  const flight = singleFlight<SealedMonths>();
  return {
    adjustFreezes: (caller, request) =>
      judging((streaks) => adjustFreezes(streaks, caller, request)),
    deleteMyData: (caller) => deleteMyData(erasureWith(ports, judging), caller, timeLimit()),
    explainStreak: (caller, request) =>
      judging((streaks) => explainStreak({ ...streaks, texts: ports.texts }, caller, request)),
    exportMyData: (caller, request) => exportMyData(ports, caller, request),
    getCalendar: (caller, request) =>
      judging((streaks) => getCalendar({ ...streaks, cache: cache(), flight }, caller, request)),
    getStreak: (caller, request) =>
      judging((streaks) => getStreak({ ...streaks, deployment }, caller, request)),
    logActivities: (caller, request) =>
      judging((streaks) => logActivities({ ...streaks, ...logging() }, caller, request)),
    logActivity: (caller, request) =>
      judging((streaks) => logActivity({ ...streaks, ...logging() }, caller, request)),
    mergeUsers: (caller, request) =>
      judging((streaks) =>
        mergeUsers({ ...streaks, ...erasureWith(ports, judging) }, caller, request),
      ),
    setTimeZone: (caller, request) => judging((streaks) => setTimeZone(streaks, caller, request)),
    undoActivity: (caller, request) => judging((streaks) => undoActivity(streaks, caller, request)),
  } satisfies Partial<App>;
}

/** Says when so much of an erasing function's time is used that it should come to an end. */
export function timeLimit(): () => boolean {
  const end = performance.now() + functions.finishErasure.scale.timeoutSeconds * 1000 * 0.8;
  return () => performance.now() >= end;
}
