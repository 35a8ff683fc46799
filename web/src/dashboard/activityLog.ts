import type { WaitingActivity } from '../../../client/src';

/** An activity that was logged on this device. */
export interface Logged {
  readonly activityId: string;
  readonly type: string;
  readonly quantity: number;
  /** When, by the device's clock, in milliseconds since the epoch. */
  readonly at: number;
}

/** What is under way with an activity; one that the server has is in no such state. */
export type LogState = 'sending' | 'waiting' | 'undoing';

/** So long an activity can be taken back, in milliseconds. */
const UNDOABLE_MS = 48 * 3_600_000;

/** What was logged on this device lately, as it was pressed: it outlives the page and is shared by its tabs. */
export class ActivityLog {
  private readonly states = new Map<string, LogState>();
  private userId = '';

  /** Shows what a user has logged. */
  open(userId: string): void {
    this.userId = userId;
    this.states.clear();
  }

  /** The latest first. */
  get entries(): readonly Logged[] {
    return read(this.key).filter(({ at }) => Date.now() - at < UNDOABLE_MS);
  }

  stateOf(activityId: string): LogState | undefined {
    return this.states.get(activityId);
  }

  /** Whether something logged since then is on its way, and how. */
  pendingSince(instant: number): 'sending' | 'waiting' | undefined {
    const states = this.entries
      .filter(({ at }) => at >= instant)
      .map(({ activityId }) => this.states.get(activityId));
    return states.find((state) => state === 'sending') ?? states.find((s) => s === 'waiting');
  }

  add(logged: Logged): void {
    this.states.set(logged.activityId, 'sending');
    this.write([logged, ...this.entries]);
  }

  mark(activityId: string, state: LogState | undefined): void {
    if (state === undefined) this.states.delete(activityId);
    else this.states.set(activityId, state);
  }

  /** It does not count, or no longer. */
  remove(activityId: string): void {
    this.states.delete(activityId);
    this.write(this.entries.filter((each) => each.activityId !== activityId));
  }

  /** Takes over what the queue keeps, which other tabs and earlier visits have a part in. */
  follow(waiting: readonly WaitingActivity[], refused: readonly WaitingActivity[]): void {
    const kept = new Map(waiting.map((each) => [each.activityId, each]));
    for (const [activityId, state] of this.states) {
      // What is being sent may not be in the queue yet.
      if (state !== 'sending' && !kept.has(activityId)) this.states.delete(activityId);
    }
    for (const { activityId, undo } of waiting) {
      if (undo) this.states.set(activityId, 'undoing');
      else if (!this.states.has(activityId)) this.states.set(activityId, 'waiting');
    }
    const isRefused = (id: string) => refused.some(({ activityId }) => activityId === id);
    if (!this.entries.some(({ activityId }) => isRefused(activityId))) return;
    this.write(this.entries.filter(({ activityId }) => !isRefused(activityId)));
  }

  /** Whether a change of the device's storage is one of this log, made by another tab. */
  isOwn({ key }: StorageEvent): boolean {
    return key === this.key;
  }

  private get key(): string {
    return `firestreak.logged.${this.userId}`;
  }

  private write(entries: readonly Logged[]): void {
    memory.set(this.key, entries);
    try {
      localStorage.setItem(this.key, JSON.stringify(entries));
    } catch {
      // A browser that stores nothing still has them until the page is left.
    }
  }
}

const memory = new Map<string, readonly Logged[]>();

function read(key: string): readonly Logged[] {
  try {
    const stored = localStorage.getItem(key);
    const parsed: unknown = stored === null ? undefined : JSON.parse(stored);
    if (Array.isArray(parsed)) return parsed as Logged[];
  } catch {
    // As above.
  }
  return memory.get(key) ?? [];
}
