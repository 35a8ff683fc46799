import type { Activity, ActivityStore, WaitingActivity } from './activityStore';
import type { Exclusively } from './exclusively';
import { FirestreakError } from './failure';
import { Retries } from './retries';
import { type Outcome, type SendDeps, sendActivity } from './sendActivity';

export interface QueueDeps extends SendDeps {
  readonly store: Promise<ActivityStore>;
  readonly exclusively: Exclusively;
  /** Who is signed in. */
  readonly userId: () => string | undefined;
  readonly newId: () => string;
  readonly isOffline: () => boolean;
}

/**
 * Sends activities in the order in which they were logged, each until it has arrived: what cannot be
 * sent is kept with its time and sent when the network is back, by whichever tab comes first.
 */
export class ActivityQueue {
  private readonly listeners = new Set<(outcome: Outcome) => void>();
  private readonly retries = new Retries(() => {
    this.flush().catch(() => undefined); // the store's failure; whoever logs next is told
  });

  constructor(private readonly deps: QueueDeps) {}

  /**
   * Keeps an activity and sends it, after those before it.
   *
   * @returns what became of it by now; `waiting` when it could not be sent yet
   * @throws FirestreakError `sign-in-required` when nobody is signed in
   */
  async log(activity: Activity): Promise<Outcome> {
    const userId = this.deps.userId();
    if (userId === undefined) {
      throw new FirestreakError('sign-in-required', 'unauthenticated', 'Sign in before logging.');
    }
    const waiting = this.waitingActivity(userId, activity);
    const { activityId } = waiting;
    const told: Outcome[] = [];
    const forget = this.listen((outcome) => {
      if (outcome.activityId === activityId) told.push(outcome);
    });
    try {
      const store = await this.deps.store;
      await store.add(waiting);
      this.tell({ status: 'waiting', activityId });
      await this.flush();
      const outcome = told.at(-1);
      if (outcome && outcome.status !== 'waiting') return outcome;
      const kept = await store.of(userId);
      if (outcome && kept.some((each) => each.activityId === activityId)) return outcome;
      // Another tab has sent it: asking again gives the same answer.
      return await sendActivity(this.deps, waiting);
    } finally {
      forget();
    }
  }

  /** Sends what waits for the user who is signed in. Does nothing without one, or offline. */
  async flush(): Promise<void> {
    const store = await this.deps.store;
    await this.deps.exclusively(async () => {
      for (;;) {
        const userId = this.deps.userId();
        if (userId === undefined || this.deps.isOffline()) return;
        const [next] = await store.of(userId);
        if (!next) return;
        const outcome = await sendActivity(this.deps, next);
        if (outcome.status === 'waiting') {
          this.tell(outcome);
          this.retries.failed();
          return;
        }
        this.retries.succeeded();
        await store.remove(next.activityId);
        this.tell(outcome);
      }
    });
  }

  /** The activities of the user who is signed in that are not sent yet, oldest first. */
  async waiting(): Promise<WaitingActivity[]> {
    const userId = this.deps.userId();
    return userId === undefined ? [] : (await this.deps.store).of(userId);
  }

  /** Calls back whenever something becomes of an activity. @returns what ends that */
  listen(listener: (outcome: Outcome) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /** Ends retries; what waits stays kept. */
  close(): void {
    this.listeners.clear();
    this.retries.close();
  }

  private waitingActivity(userId: string, activity: Activity): WaitingActivity {
    const loggedAt = this.deps.now();
    const { activityId = this.deps.newId(), occurredAt = new Date(loggedAt).toISOString() } =
      activity;
    return { userId, activityId, loggedAt, activity: { ...activity, occurredAt } };
  }

  private tell(outcome: Outcome): void {
    for (const listener of this.listeners) listener(outcome);
  }
}
