import { Timestamp } from 'firebase-admin/firestore';
import { createApp } from '../../functions/src/app';
import { type ErrorReason, isRefusal } from '../../functions/src/contracts/errors';
import { shardMessage, sweepMessage, topics } from '../../functions/src/contracts/messages';
import type { LogActivityRequest } from '../../functions/src/contracts/streaks';
import type { CachedOutages } from '../../functions/src/features/outages/cachedOutages';
import type { App } from '../../functions/src/functions';
import type { DirectStore } from '../../functions/src/platform/bulkStore';
import type { Write } from '../../functions/src/platform/write';
import { type Ports } from '../../functions/src/ports';
import { noneDeclared, noStream, type OwnPorts, simulatedPorts } from '../ports';
import type { LogRow } from './logRow';
import { nextScheduleTime } from './schedule';

/** What a simulation stands on: the store, the rules, the store as maintenance opens it, and what else it reaches. */
export interface SimulationDeps
  extends Omit<OwnPorts, 'now' | 'open' | 'program' | 'publish'>, Pick<Ports, 'open' | 'program'> {
  /** Those in force; default: none ever. */
  readonly outages?: CachedOutages;
  /** Takes work that was given up; by default that ends the simulation. */
  readonly onGivenUp?: (letter: object) => void;
}

/**
 * The deployed handlers, with users who act and maintenance that runs at its schedule, under a clock of
 * its own. What is published reaches its worker at once. Instants are milliseconds since the epoch.
 */
export class Simulation {
  readonly app: App;
  /** The clock that the handlers see. */
  now = 0;
  /** Why rows were refused, one reason a row. */
  readonly refused: ErrorReason[] = [];
  maintenanceRuns = 0;
  /** Rows whose activity had been recorded before. */
  repeats = 0;

  private readonly onGivenUp: (letter: object) => void;
  private readonly recorded = new Set<string>();
  private readonly lapses = new Map<string, number>();

  constructor({ outages = noneDeclared, open, onGivenUp = fail, ...own }: SimulationDeps) {
    this.onGivenUp = onGivenUp;
    const ports = simulatedPorts({
      ...own,
      now: () => this.now,
      open: (...work) => this.noting(open(...work)),
      publish: (topic, json) => this.handOver(topic, json),
    });
    this.app = createApp(ports, outages);
  }

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
      this.advanceTo(row.deliveredAt);
      const { streak } = await this.app.logActivity(caller, request, noStream);
      if (this.isRepeat(row))
        this.repeats += 1; // its answer is that of the first time
      else this.noteLapse(row.user, streak.lapsesAt === null ? null : Date.parse(streak.lapsesAt));
    } catch (error) {
      if (!isRefusal(error)) throw error;
      this.refused.push(error.reason);
    }
  }

  /** Runs the schedule at an instant, with all the workers that it announces. */
  async runMaintenance(at: number): Promise<void> {
    this.maintenanceRuns += 1;
    await this.runSchedule('scheduleMaintenance', at);
  }

  /** Runs a schedule at an instant, with all the workers that it announces. */
  async runSchedule(name: 'scheduleMaintenance' | 'scheduleReminders', at: number): Promise<void> {
    this.advanceTo(at);
    const correlationId = new Date(at).toISOString();
    await this.app[name](new Date(at), { operation: name, correlationId });
  }

  /** Sets the clock, which never goes back. */
  advanceTo(instant: number): void {
    this.now = Math.max(this.now, instant);
  }

  /** Has the worker of a topic take a message. */
  private async handOver(topic: string, json: object): Promise<void> {
    const context = { operation: topic, correlationId: 'simulation' };
    switch (topic) {
      case topics.maintenance:
        await this.app.maintainShard(shardMessage.parse(json), context, Infinity);
        return;
      case topics.reminders:
        await this.app.remindShard(shardMessage.parse(json), context, Infinity);
        return;
      case topics.outageSweeps:
        await this.app.sweepOutage(sweepMessage.parse(json), context, Infinity);
        return;
      case topics.deadLetters:
        this.onGivenUp(json);
        return;
      default:
        throw new Error(`Nobody takes what is published on ${topic} here.`);
    }
  }

  private isRepeat({ user, activityId }: LogRow): boolean {
    const key = `${user}/${activityId}`;
    const isRepeat = this.recorded.has(key);
    this.recorded.add(key);
    return isRepeat;
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

function fail(letter: object): never {
  throw new Error(`Given up: ${JSON.stringify(letter)}`);
}
