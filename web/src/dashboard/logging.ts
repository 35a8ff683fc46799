import type { ReactiveControllerHost } from 'lit';
import type { Outcome, RefusedActivity } from '../../../client/src';
import { type Backend, reasonOf } from '../api/backend';
import type { LoggedActivity } from '../elements/index';
import { ActivityLog } from './activityLog';
import { failureInWords, outcomeInWords, refusedInWords } from './messages';
import type { Toasts } from './toasts';
import { say } from './words/say';

type Answer = Extract<Outcome, { status: 'recorded' }>['answer'];

/** What the page does about what has become of an activity. */
interface Effects {
  /** An answer has brought the streak as it is now. */
  readonly onStreak: (answer: Pick<Answer, 'streak' | 'challenges'>) => Promise<void>;
  /** Another tab has logged something, or taken it back. */
  readonly onElsewhere: () => void;
}

/** Logging and taking back: what is pressed shows at once, and goes back if it is refused. */
export class Logging {
  readonly activities = new ActivityLog();
  /** How many activities are kept on this device until they can be sent. */
  waiting = 0;
  /** What was logged and does not count, until the user has seen that. */
  refused: readonly RefusedActivity[] = [];
  private backend: Backend | undefined;

  constructor(
    private readonly host: ReactiveControllerHost,
    private readonly toasts: Toasts,
    private readonly effects: Effects,
  ) {
    let stop = new AbortController();
    host.addController({
      hostConnected: () => {
        stop = new AbortController();
        addEventListener('storage', this.stored, { signal: stop.signal });
      },
      hostDisconnected: () => {
        stop.abort();
      },
    });
  }

  /** Starts for whoever is signed in. */
  open(backend: Backend, userId: string): void {
    this.backend = backend;
    this.waiting = 0;
    this.refused = [];
    this.activities.open(userId);
  }

  /** What was logged since an instant, the latest first. */
  since(instant: number): LoggedActivity[] {
    return this.activities.entries
      .filter(({ at }) => at >= instant)
      .map((entry) => ({ ...entry, state: this.activities.stateOf(entry.activityId) }));
  }

  /** Logs an activity; what becomes of it is told later. */
  async log({ type, quantity }: Pick<LoggedActivity, 'type' | 'quantity'>): Promise<void> {
    const { backend, activities } = this;
    if (!backend) return;
    const activityId = crypto.randomUUID();
    activities.add({ activityId, type, quantity, at: Date.now() });
    this.host.requestUpdate();
    try {
      await backend.log({ activityId, type, quantity });
    } catch (error) {
      await this.readQueue();
      const isKept = reasonOf(error) === 'misconfigured' || reasonOf(error) === 'unkept';
      if (isKept) activities.mark(activityId, 'waiting');
      else activities.remove(activityId);
      this.failed(error, activityId);
    }
  }

  /** Takes an activity back; what becomes of that is told later. */
  async undo(activityId: string): Promise<void> {
    const { backend, activities } = this;
    if (!backend || activities.stateOf(activityId) === 'undoing') return;
    activities.mark(activityId, 'undoing');
    this.toasts.say({ kind: 'waiting', text: say('logged.undoing'), about: activityId });
    try {
      await backend.undo(activityId);
    } catch (error) {
      if (reasonOf(error) !== 'misconfigured') activities.mark(activityId, undefined);
      this.failed(error, activityId);
    }
  }

  /** What has become of an activity. */
  async told(outcome: Outcome): Promise<void> {
    const { activityId } = outcome;
    await this.readQueue();
    this.mark(outcome);
    // Offline, the page says so all the time; else it is on its way unless that has failed.
    const isUnderWay = outcome.status === 'waiting' && !outcome.error;
    if (outcome.status === 'refused') this.refusedOne(outcome);
    else if (!isUnderWay) this.toasts.say({ ...outcomeInWords(outcome), about: activityId });
    this.host.requestUpdate();
    const isAnswered = outcome.status === 'recorded' || outcome.status === 'undone';
    if (isAnswered && outcome.answer) await this.effects.onStreak(outcome.answer);
  }

  /** The user has seen what does not count. */
  async acknowledge(): Promise<void> {
    const { backend, refused } = this;
    if (!backend) return;
    await Promise.all(refused.map(({ activityId }) => backend.acknowledge(activityId)));
    await this.readQueue();
  }

  async readQueue(): Promise<void> {
    const { backend } = this;
    if (!backend) return;
    const [waiting, refused] = await Promise.all([backend.waiting(), backend.refused()]);
    this.waiting = waiting.length;
    this.refused = refused;
    this.activities.follow(waiting, refused);
    this.host.requestUpdate();
  }

  private mark(outcome: Outcome): void {
    const { activities } = this;
    const { activityId } = outcome;
    switch (outcome.status) {
      case 'recorded':
        activities.mark(activityId, undefined);
        break;
      case 'undone':
        activities.remove(activityId);
        break;
      case 'waiting':
        if (outcome.undo) activities.mark(activityId, 'undoing');
        else if (outcome.error || !navigator.onLine) activities.mark(activityId, 'waiting');
        break;
      case 'refused':
        activities.mark(activityId, undefined); // the log has it no more, if it does not count
        break;
    }
  }

  private refusedOne({ activityId, error }: Extract<Outcome, { status: 'refused' }>): void {
    const refused = this.refused.filter((each) => each.activityId === activityId);
    if (refused.length === 0)
      this.failed(error, activityId); // it could not be taken back
    else this.toasts.say({ kind: 'failed', text: refusedInWords(refused), about: activityId });
  }

  private failed(error: unknown, about: string): void {
    this.toasts.say({ kind: 'failed', text: failureInWords(error), about });
  }

  private readonly stored = (event: StorageEvent): void => {
    if (this.activities.isOwn(event)) this.effects.onElsewhere();
  };
}
