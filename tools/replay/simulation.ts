import { Timestamp } from 'firebase-admin/firestore';
import { logActivity } from '../../functions/src/activity/logActivity';
import type { LogActivityRequest } from '../../functions/src/activity/contract';
import type { MaintenanceDeps } from '../../functions/src/maintenance/deps';
import { type OutageList, noOutages } from '../../functions/src/outages/outage';
import { maintainShard } from '../../functions/src/maintenance/maintainShard';
import { scheduleMaintenance } from '../../functions/src/maintenance/scheduleMaintenance';
import type { DirectStore } from '../../functions/src/platform/directStore';
import type { Write } from '../../functions/src/platform/write';
import { type ErrorReason, FirestreakError } from '../../functions/src/shared/errors';
import type { StreakDeps } from '../../functions/src/streaks/deps';
import { nextScheduleTime } from './schedule';
import type { LogRow } from './logRow';

/** What a simulation stands on: the store, the rules, and the store as maintenance opens it. */
export interface SimulationDeps
  extends Pick<StreakDeps, 'db' | 'program'>, Pick<MaintenanceDeps, 'open'> {
  /** Those in force at the moment; default: none ever. */
  readonly outages?: () => OutageList;
}

/**
 * Users who act, and maintenance that runs at its schedule, under a clock of its own. Instants are
 * milliseconds since the epoch.
 */
export class Simulation {
  /** Why rows were refused, one reason a row. */
  readonly refused: ErrorReason[] = [];
  maintenanceRuns = 0;
  /** Rows whose activity had been recorded before. */
  repeats = 0;

  private readonly recorded = new Set<string>();
  private readonly lapses = new Map<string, number>();

  constructor(private readonly deps: SimulationDeps) {}

  /** The first maintenance run that will find someone due; infinity when nobody has a run to lose. */
  nextRun(): number {
    const due = Math.min(...this.lapses.values());
    return due === Infinity ? Infinity : nextScheduleTime(due);
  }

  /** Delivers an activity at its `deliveredAt`. */
  async deliver(row: LogRow): Promise<void> {
    const caller = { uid: row.user, correlationId: `replay-${row.activityId}` };
    const request: LogActivityRequest = {
      activityId: row.activityId,
      type: row.type,
      quantity: row.quantity,
      occurredAt: new Date(row.occurredAt).toISOString(),
      timeZone: row.timeZone,
    };
    try {
      const { streak } = await logActivity(this.depsAt(row.deliveredAt), caller, request);
      if (this.isRepeat(row))
        this.repeats += 1; // its answer is that of the first time
      else this.noteLapse(row.user, streak.lapsesAt === null ? null : Date.parse(streak.lapsesAt));
    } catch (error) {
      if (!(error instanceof FirestreakError)) throw error;
      this.refused.push(error.reason);
    }
  }

  /** Runs the schedule at an instant, with all the workers that it announces. */
  async runMaintenance(at: number): Promise<void> {
    const deps: MaintenanceDeps = {
      program: this.deps.program,
      outages: this.outages(),
      now: () => at,
      open: (context) => this.noting(this.deps.open(context, Infinity)), // its RPCs take real time
      announce: async (message) => {
        await maintainShard(deps, message, Infinity);
      },
      giveUp: ({ operation, key, reason }) =>
        Promise.reject(new Error(`${operation} gave up ${key}: ${reason}`)),
      memoryShare: () => 0,
    };
    this.maintenanceRuns += 1;
    await scheduleMaintenance(deps, new Date(at));
  }

  private isRepeat({ user, activityId }: LogRow): boolean {
    const key = `${user}/${activityId}`;
    const isRepeat = this.recorded.has(key);
    this.recorded.add(key);
    return isRepeat;
  }

  private depsAt(instant: number): StreakDeps {
    const { db, program } = this.deps;
    return { db, program, now: () => instant, outages: this.outages() };
  }

  private outages(): OutageList {
    return this.deps.outages?.() ?? noOutages;
  }

  private noting(store: DirectStore): DirectStore {
    return {
      ...store,
      commit: async (writes) => {
        await store.commit(writes);
        this.noteWrites(writes);
      },
    };
  }

  private noteWrites(writes: readonly Write[]): void {
    for (const { path, data } of writes) {
      if (!('lapseAt' in data)) continue;
      const lapseAt = data['lapseAt'];
      const uid = path.slice(path.indexOf('/') + 1);
      this.noteLapse(uid, lapseAt instanceof Timestamp ? lapseAt.toMillis() : null);
    }
  }

  private noteLapse(uid: string, lapseAt: number | null): void {
    if (lapseAt === null) this.lapses.delete(uid);
    else this.lapses.set(uid, lapseAt);
  }
}
