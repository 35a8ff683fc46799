import type { Firestore, Transaction } from 'firebase-admin/firestore';
import { activitiesAfter, activityWrite, movedWrites } from '../../documents/activity';
import type { Day } from '../../engine/days';
import type { LedgerDay } from '../../engine/ledger';
import type { PlacedActivity } from '../../engine/placement';
import {
  type DatedActivity,
  needsActivitiesAfter,
  recordActivity,
  type Recorded,
  reopensAfter,
} from '../../engine/recordActivity';
import { reopen } from '../../engine/reopen';
import { LATE_WINDOW_MS, type Settled } from '../../engine/settle';
import type { Rules } from '../../engine/streakDays';
import type { StreakState } from '../../engine/streakState';
import { catalogue } from '../../events';
import type { Write } from '../../platform/write';
import { wholeLedger } from './resettle';

/** What a batch is recorded by. */
export interface BatchRules extends Rules {
  /** Milliseconds since the epoch. */
  readonly now: number;
  readonly correlationId: string;
  /** How far activities may be dated back, in milliseconds. */
  readonly window: number;
}

/** `backdated`: it happened on a day that was settled long ago, so nobody is told. */
type Event = Settled['events'][number] & { readonly backdated?: true };

function isNews({ kind }: Event): boolean {
  const { category } = catalogue[kind];
  return category === 'missed-day' || category === 'achievement';
}

/**
 * Activities of a user that are recorded one after the other in a transaction, each on the streak that those
 * before it have led to. It reads what they need and writes nothing; what is to be written is asked for in
 * the end.
 */
export class RecordBatch {
  private readonly recorded = new Map<string, [DatedActivity, Recorded]>();
  /** The day of each activity that counts for another one than it is stored with. */
  private readonly moved = new Map<string, Day>();
  private latest: Settled | undefined;
  private changedDays: Settled['changedDays'] = {};
  private progressed: Settled['progressed'] = {};
  private readonly events = new Map<string, Event>();
  private readonly read: Partial<Record<Day, Promise<PlacedActivity[]>>> = {};
  private stored: Promise<Map<Day, LedgerDay>> | undefined;
  private isOfLate = false;

  constructor(
    private readonly transaction: Transaction,
    private readonly db: Firestore,
    private readonly uid: string,
    private state: StreakState | undefined,
    private readonly rules: BatchRules,
  ) {}

  /**
   * Records one more. A refused one changes nothing.
   *
   * @throws Refusal for what the contract names, or StaleOutagesError
   */
  async record(activity: DatedActivity): Promise<Recorded> {
    const { now, program, outages, window } = this.rules;
    const through = reopensAfter(this.state, activity, now, program, window);
    const { state, stored } = await this.openedAfter(through);
    const back = { window, stored };
    const needed = needsActivitiesAfter(state, activity, now, program, back);
    const others = needed === undefined ? [] : await this.placedAfter(needed);
    const recorded = recordActivity(state, activity, now, program, outages, others, back);
    const isBackdated = recorded.occurredAt < now - LATE_WINDOW_MS;
    this.note(activity, recorded, isBackdated);
    return recorded;
  }

  /** Whether all of it happened longer ago than a device may say. */
  get isBackdated(): boolean {
    return !this.isOfLate;
  }

  /** How it all stands in the end, with all that has changed; undefined where nothing was recorded. */
  get settled(): Settled | undefined {
    const { latest, changedDays, progressed } = this;
    return latest && { ...latest, changedDays, progressed, events: [...this.events.values()] };
  }

  /** The activities, each on the day that it counts for in the end. */
  writes(): Write[] {
    const { uid, rules } = this;
    const added = [...this.recorded].map(([id, [activity, recorded]]) => {
      const { data, ...write } = activityWrite(uid, activity, recorded, rules);
      return { ...write, data: { ...data, day: this.moved.get(id) ?? recorded.response.day } };
    });
    const others = [...this.moved].filter(([id]) => !this.recorded.has(id));
    return [...added, ...movedWrites(uid, Object.fromEntries(others))];
  }

  private note(activity: DatedActivity, recorded: Recorded, isBackdated: boolean): void {
    const { settled } = recorded;
    this.recorded.set(activity.activityId, [activity, recorded]);
    this.isOfLate ||= !isBackdated;
    for (const [id, day] of Object.entries(recorded.moved)) this.moved.set(id, day);
    this.latest = settled;
    this.state = settled.state;
    this.changedDays = { ...this.changedDays, ...settled.changedDays };
    this.progressed = { ...this.progressed, ...settled.progressed };
    const { through } = settled.state.checkpoint;
    for (const event of settled.events) {
      const undone = this.undoneBy(event);
      const isHistory = isBackdated && event.day <= through && isNews(event);
      if (undone) this.events.delete(undone.id);
      else this.events.set(event.id, isHistory ? { ...event, backdated: true } : event);
    }
  }

  /** The event of this batch that an event takes back: neither has happened then. */
  private undoneBy({ kind, day }: Event): Event | undefined {
    const undoes = kind === 'recovered' ? 'streak_broken' : catalogue[kind].message?.corrects;
    return [...this.events.values()].find((each) => each.kind === undoes && each.day === day);
  }

  private async openedAfter(
    through: Day | undefined,
  ): Promise<{ state: StreakState | undefined; stored?: StreakState }> {
    const { state } = this;
    if (!state || through === undefined) return { state };
    this.stored ??= wholeLedger(this.transaction, this.db, this.uid);
    const ledger = new Map([...(await this.stored), ...Object.entries(this.changedDays)]);
    return reopen(state, ledger, through, this.rules.program);
  }

  /** All activities that count for days after `day`, where they are not too many to know. */
  private async placedAfter(day: Day): Promise<PlacedActivity[]> {
    this.read[day] ??= activitiesAfter(this.transaction, this.db, this.uid, day);
    const added = [...this.recorded.values()].map(([{ activityId, ...activity }, recorded]) => ({
      ...{ activityId, type: activity.type, quantity: activity.quantity },
      ...{ occurredAt: recorded.occurredAt, timeZone: activity.timeZone },
      day: recorded.response.day,
    }));
    return [...(await this.read[day]), ...added]
      .map((each) => ({ ...each, day: this.moved.get(each.activityId) ?? each.day }))
      .filter((each) => each.day > day);
  }
}
