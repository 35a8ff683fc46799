import {
  type Activity,
  type ActivityStore,
  type RefusedActivity,
  type WaitingActivity,
  isRefused,
} from './activityStore';
import type { Reading } from './deviceClock';
import type { Exclusively } from './exclusively';
import { FirestreakError } from './failure';
import { Retries } from './retries';
import {
  type Outcome,
  type SendDeps,
  refusalOf,
  sendActivities,
  sendActivity,
  sendUndo,
} from './sendActivity';

export interface QueueDeps extends SendDeps {
  readonly store: ActivityStore;
  readonly exclusively: Exclusively;
  /** Who is signed in. */
  readonly userId: () => string | undefined;
  readonly newId: () => string;
  readonly isOffline: () => boolean;
  /** Told what keeps activities from being sent, once until they are, unless it is the network alone. */
  readonly onError: (error: FirestreakError) => void;
}

/** After so many attempts in a row that failed though there is a network, somebody should know. */
const MANY_FAILURES = 5;

/** As many as `logActivities` takes. */
const MOST_AT_ONCE = 100;

/**
 * Sends activities in the order in which they were logged, each until it has arrived: what cannot be
 * sent is kept and sent when that is possible, by whichever tab comes first. What the server refuses is
 * kept as well, until the app acknowledges it.
 */
export class ActivityQueue {
  private readonly listeners = new Set<(outcome: Outcome) => void>();
  /** When those were logged that were logged on this page. */
  private readonly seen = new Map<string, Reading>();
  private reported: string | undefined;
  private readonly retries = new Retries(() => {
    this.flush().catch(() => undefined); // `onError` has it
  });

  constructor(private readonly deps: QueueDeps) {}

  /**
   * Keeps an activity and sends it, after those before it. One of the same id is the same activity; one
   * that was refused is tried again.
   *
   * @returns what became of it by now; `waiting` when it could not be sent yet
   * @throws FirestreakError `sign-in-required` when nobody is signed in, and nothing is kept;
   *   `misconfigured` when there is no function to send it to: it is kept all the same
   * @throws TypeError when it cannot be written as JSON, and nothing is kept
   */
  async log(activity: Activity): Promise<Outcome> {
    const waiting = this.waitingActivity(this.signedIn(), activity);
    return this.keepAndSend(waiting, () => this.deps.store.add(waiting));
  }

  /**
   * Takes an activity back that was logged by mistake, whether or not it has been sent. What cannot be sent is
   * kept and sent later, as with `log`; a refusal, as after more than 48 hours, is told once and not kept.
   *
   * @returns what became of it by now; `waiting` when it could not be sent yet
   * @throws FirestreakError `sign-in-required` when nobody is signed in; `misconfigured` as `log`
   */
  async undo(activityId: string): Promise<Outcome> {
    const { store, exclusively, clock } = this.deps;
    const userId = this.signedIn();
    const loggedAt = clock.read().wall;
    const unknown = { type: '', occurredAt: new Date(loggedAt).toISOString() };
    const waiting = { userId, activityId, loggedAt, activity: unknown, undo: true as const };
    return this.keepAndSend(waiting, () =>
      exclusively(async () => {
        const kept = await store.find(userId, activityId); // it may be on its way all the same
        await store.remove(userId, activityId);
        await store.add({ ...waiting, activity: kept?.activity ?? unknown });
      }),
    );
  }

  private signedIn(): string {
    const userId = this.deps.userId();
    if (userId !== undefined) return userId;
    throw new FirestreakError('sign-in-required', 'unauthenticated', 'Sign in before logging.');
  }

  private async keepAndSend(waiting: WaitingActivity, keep: () => Promise<void>): Promise<Outcome> {
    const { userId, activityId } = waiting;
    const told: Outcome[] = [];
    const forget = this.listen((outcome) => {
      if (outcome.activityId === activityId) told.push(outcome);
    });
    try {
      await keep();
      this.tell({ status: 'waiting', activityId });
      const isFinal = () => told.some(({ status }) => status !== 'waiting');
      await this.flush().catch((error: unknown) => {
        if (!isFinal()) throw error;
      });
      const outcome = told[told.length - 1] ?? { status: 'waiting', activityId };
      if (outcome.status !== 'waiting') return outcome;
      const kept = await this.deps.store.find(userId, activityId);
      if (kept && isRefused(kept)) {
        const { reason, code, message, correlationId } = kept.refusal;
        const error = new FirestreakError(reason, code, message, correlationId);
        return { status: 'refused', activityId, error };
      }
      if (kept || this.deps.userId() !== userId) return outcome;
      // Another tab has sent it: asking again gives the same answer.
      const reading = this.seen.get(key(waiting));
      this.seen.delete(key(waiting));
      return await this.send(waiting, reading);
    } finally {
      forget();
    }
  }

  /**
   * Sends what waits for the user who is signed in. Does nothing without one, or offline.
   *
   * @throws FirestreakError `misconfigured` when there is no function to send it to, `unkept` when the
   *   device's storage fails
   */
  async flush(): Promise<void> {
    this.deps.clock.read();
    const failure = await this.deps
      .exclusively(() => this.sendAll())
      .catch((cause: unknown) => {
        const message = `What waits cannot be read or removed on this device: ${String(cause)}`;
        return new FirestreakError('unkept', 'internal', message, undefined, { cause });
      });
    if (!failure) return;
    this.retries.failed(failure.retryAfterMs);
    if (!this.isWorthTelling(failure)) return;
    if (this.reported !== failure.reason) this.deps.onError(failure);
    this.reported = failure.reason;
    if (isForDevelopers(failure)) throw failure;
  }

  /** The activities of the user who is signed in that are not sent yet, oldest first. */
  async waiting(): Promise<WaitingActivity[]> {
    const userId = this.deps.userId();
    return userId === undefined ? [] : this.deps.store.waiting(userId);
  }

  /** Those of the user who is signed in that were refused, with the reason, until they are acknowledged. */
  async refused(): Promise<RefusedActivity[]> {
    const userId = this.deps.userId();
    return userId === undefined ? [] : this.deps.store.refused(userId);
  }

  /** Forgets an activity that was refused. */
  async acknowledge(activityId: string): Promise<void> {
    const refused = await this.refused();
    const one = refused.find((each) => each.activityId === activityId);
    if (one) await this.deps.store.remove(one.userId, activityId);
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

  /** @returns why it could not go on */
  private async sendAll(): Promise<FirestreakError | undefined> {
    let isTogether = true;
    for (;;) {
      const userId = this.deps.userId();
      if (userId === undefined || this.deps.isOffline()) return undefined;
      const kept = await this.deps.store.oldest(userId, isTogether ? MOST_AT_ONCE : 1);
      const [next] = kept;
      if (!next) return undefined;
      const batch = isTogether ? withoutUndo(kept) : [next];
      const outcomes = await this.sendBatch(batch);
      // As whom it was sent is not certain then. Its owner sends it again, which changes nothing.
      if (this.deps.userId() !== userId) continue;
      isTogether = outcomes !== undefined && isTogether;
      const failure = outcomes && (await this.settle(batch, outcomes));
      if (failure) return failure;
    }
  }

  /** @returns undefined where each is to be sent alone */
  private async sendBatch(
    batch: readonly WaitingActivity[],
  ): Promise<readonly Outcome[] | undefined> {
    const [next] = batch;
    if (!next) return [];
    if (batch.length === 1) return [await this.send(next, this.seen.get(key(next)))];
    const sending = batch.map((waiting) => ({ waiting, seen: this.seen.get(key(waiting)) }));
    return sendActivities(this.deps, sending);
  }

  /**
   * Puts away what arrived or was refused, and tells of it.
   *
   * @returns why the first that waits could not be sent
   */
  private async settle(
    batch: readonly WaitingActivity[],
    outcomes: readonly Outcome[],
  ): Promise<FirestreakError | undefined> {
    let failure: FirestreakError | undefined;
    for (const outcome of outcomes) {
      const sent = batch.find(({ activityId }) => activityId === outcome.activityId);
      if (!sent) continue;
      if (outcome.status === 'waiting') {
        failure ??= outcome.error;
        this.tell(outcome);
        continue;
      }
      this.retries.succeeded();
      this.reported = undefined;
      try {
        await this.putAway(sent, outcome);
      } finally {
        this.tell(outcome);
      }
    }
    return failure;
  }

  private send(next: WaitingActivity, seen: Reading | undefined): Promise<Outcome> {
    const { deps } = this;
    return next.undo ? sendUndo(deps, next) : sendActivity(deps, { waiting: next, seen });
  }

  private async putAway(next: WaitingActivity, outcome: Outcome): Promise<void> {
    const { userId, activityId } = next;
    if (outcome.status === 'refused' && !next.undo) {
      await this.deps.store.refuse(userId, activityId, refusalOf(outcome.error));
    } else {
      await this.deps.store.remove(userId, activityId);
    }
    this.seen.delete(key(next));
  }

  /** Whether a failure is one to tell: one that waiting does not mend, or that has lasted. */
  private isWorthTelling(failure: FirestreakError): boolean {
    const { failures } = this.retries;
    // A function that is overloaded looks to a page like one that is missing, but not for long.
    const isCertain = failure.code !== 'unknown' || failures > 1;
    return (isForDevelopers(failure) && isCertain) || failures >= MANY_FAILURES;
  }

  private waitingActivity(userId: string, activity: Activity): WaitingActivity {
    const reading = this.deps.clock.read();
    const loggedAt = reading.wall;
    // As it is now, whatever the app does with the object later.
    const given = JSON.parse(JSON.stringify(activity)) as Activity;
    const { activityId = this.deps.newId(), occurredAt = new Date(loggedAt).toISOString() } = given;
    const timeZone = this.deps.timeZone(); // as it was then, whenever it is sent
    const waiting = {
      ...{ userId, activityId, loggedAt, activity: { ...given, occurredAt } },
      ...(timeZone !== undefined && { timeZone }),
    };
    if (!this.seen.has(key(waiting))) this.seen.set(key(waiting), reading);
    return waiting;
  }

  private tell(outcome: Outcome): void {
    for (const listener of this.listeners) {
      try {
        listener(outcome);
      } catch (error) {
        setTimeout(() => {
          throw error; // the app's own, which must not stop the queue
        });
      }
    }
  }
}

function isForDevelopers({ reason }: FirestreakError): boolean {
  return reason === 'misconfigured' || reason === 'unkept';
}

/** What can be logged together: all up to the first that is to be taken back, or that one alone. */
function withoutUndo(kept: readonly WaitingActivity[]): readonly WaitingActivity[] {
  const first = kept.findIndex(({ undo }) => undo === true);
  return first < 0 ? kept : kept.slice(0, Math.max(1, first));
}

function key({ userId, activityId }: WaitingActivity): string {
  return JSON.stringify([userId, activityId]);
}
