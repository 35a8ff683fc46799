import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { Activity, Outcome, RefusedActivity, RequestOf } from '../../../client/src';
import { type Backend, type User, reasonOf } from '../api/backend';
import { failureInWords, outcomeInWords } from './messages';
import type { About, Day, Streak } from './page';

type State =
  | { readonly kind: 'starting' }
  | { readonly kind: 'signed-out' }
  | { readonly kind: 'loading'; readonly user: User }
  /** Someone whose zone is not known yet. */
  | { readonly kind: 'new'; readonly user: User }
  | { readonly kind: 'failed'; readonly user: User; readonly problem: string }
  | { readonly kind: 'ready'; readonly user: User };

/** How long a message stays, in milliseconds. */
const MESSAGE_MS = 8000;

/** The longest delay that a timer takes. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

/** What the dashboard shows and how it changes: the user, their streak, and what was logged. */
export class PageController implements ReactiveController {
  state: State = { kind: 'starting' };
  streak: Streak | undefined;
  about: About | undefined;
  days: readonly Day[] = [];
  waiting = 0;
  /** What was logged and does not count, until the user has seen that. */
  refused: readonly RefusedActivity[] = [];
  message = '';
  /** What the message tells of and can be taken back, by its id. */
  undoable: string | undefined;
  /** Why signing in failed. */
  problem = '';
  isBusy = false;
  /** Why what a panel asked for last was not done, by the panel's name. */
  problems: Readonly<Record<string, string>> = {};
  isOffline = !navigator.onLine;
  readonly deviceZone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  private backend: Backend | undefined;
  private stop = new AbortController();
  private messageTimer: ReturnType<typeof setTimeout> | undefined;
  private dayTimer: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly host: ReactiveControllerHost) {
    host.addController(this);
  }

  hostConnected(): void {
    this.stop = new AbortController();
    const { signal } = this.stop;
    const follow = () => {
      this.change({ isOffline: !navigator.onLine });
      if (navigator.onLine) void this.refresh();
    };
    addEventListener('online', follow, { signal });
    addEventListener('offline', follow, { signal });
    const look = () => {
      if (document.visibilityState === 'visible') void this.refresh();
    };
    document.addEventListener('visibilitychange', look, { signal });
  }

  hostDisconnected(): void {
    this.stop.abort();
    clearTimeout(this.messageTimer);
    clearTimeout(this.dayTimer);
  }

  /** Starts with a backend. */
  connect(backend: Backend): void {
    this.backend = backend;
    backend.onUser((user) => {
      this.streak = undefined;
      this.days = [];
      this.refused = [];
      this.problems = {};
      this.change({
        state: user ? { kind: 'loading', user } : { kind: 'signed-out' },
        message: '',
        undoable: undefined,
      });
      void this.refresh();
    });
    backend.onOutcome((outcome) => {
      void this.told(outcome);
    });
  }

  signIn(email: string, password: string): Promise<void> {
    return this.trySignIn((backend) => backend.signIn(email, password));
  }

  signInWithGoogle(): Promise<void> {
    return this.trySignIn((backend) => backend.signInWithGoogle());
  }

  async signOut(): Promise<void> {
    await this.backend?.signOut();
  }

  /** Asks for the streak again, if someone is signed in. What is shown stays until it is there. */
  async refresh(): Promise<void> {
    const { backend, state } = this;
    if (!backend || !('user' in state)) return;
    const { user } = state;
    try {
      await this.readQueue(backend);
      // What is deployed may have changed since.
      const [{ about, ...streak }, { days }] = await Promise.all([
        backend.call.getStreak({ about: true }),
        backend.call.explainStreak(),
      ]);
      if (!this.isStill(user)) return;
      this.change({ streak, about, days, state: { kind: 'ready', user } });
      this.refreshAt(streak.dayEndsAt);
    } catch (error) {
      if (!this.isStill(user)) return;
      if (reasonOf(error) === 'time-zone-unset') this.change({ state: { kind: 'new', user } });
      else if (this.streak) this.say(failureInWords(error));
      else this.change({ state: { kind: 'failed', user, problem: failureInWords(error) } });
    }
  }

  /** Logs an activity; what becomes of it is told by `onOutcome`. */
  async log(activity: Activity): Promise<void> {
    try {
      await this.backend?.log(activity);
    } catch (error) {
      this.say(failureInWords(error));
    }
  }

  /** Takes back what the message tells of. */
  async undo(): Promise<void> {
    const { backend, undoable } = this;
    if (!backend || undoable === undefined) return;
    this.say('Taking it back …');
    try {
      const outcome = await backend.undo(undoable);
      if (outcome.status === 'refused') this.say(failureInWords(outcome.error));
    } catch (error) {
      this.say(failureInWords(error));
    }
  }

  async setTimeZone(zone: RequestOf<'setTimeZone'>): Promise<void> {
    const isDone = await this.act('time-zone', ({ setTimeZone }) => setTimeZone(zone));
    if (!isDone) return;
    this.say('Your time zone has been changed.');
    await this.refresh();
  }

  /**
   * Does what a panel asks for, which changes the streak and answers with it. If it fails, the panel says so.
   *
   * @param panel its name
   * @returns whether it was done
   */
  async act(
    panel: string,
    ask: (call: Backend['call']) => Promise<{ streak: Streak }>,
  ): Promise<boolean> {
    if (!this.backend) return false;
    const told = (problem: string) => ({ ...this.problems, [panel]: problem });
    try {
      const { streak } = await ask(this.backend.call);
      this.change({ streak, problems: told('') });
      return true;
    } catch (error) {
      this.change({ problems: told(`This was not saved. ${failureInWords(error)}`) });
      return false;
    }
  }

  /** The user has seen what does not count. */
  async acknowledge(): Promise<void> {
    const { backend, refused } = this;
    if (!backend) return;
    await Promise.all(refused.map(({ activityId }) => backend.acknowledge(activityId)));
    await this.readQueue(backend);
  }

  private async readQueue(backend: Backend): Promise<void> {
    const [waiting, refused] = await Promise.all([backend.waiting(), backend.refused()]);
    this.change({ waiting, refused });
  }

  private async told(outcome: Outcome): Promise<void> {
    const { backend } = this;
    if (!backend) return;
    await this.readQueue(backend);
    // Offline, the page says so all the time; else it is on its way unless that has failed.
    const isUnderWay = outcome.status === 'waiting' && !outcome.error;
    const { status, activityId } = outcome;
    if (status !== 'refused' && !isUnderWay) {
      this.say(outcomeInWords(outcome), status === 'recorded' ? activityId : undefined);
    }
    if (status === 'recorded') this.change({ streak: outcome.answer.streak });
    if (outcome.status !== 'waiting') await this.refresh();
  }

  private async trySignIn(signIn: (backend: Backend) => Promise<void>): Promise<void> {
    if (!this.backend) return;
    this.change({ isBusy: true, problem: '' });
    try {
      await signIn(this.backend);
    } catch (error) {
      this.change({ problem: error instanceof Error ? error.message : 'Signing in failed.' });
    } finally {
      this.change({ isBusy: false });
    }
  }

  /** Whether an answer is still of the user who is signed in. */
  private isStill({ uid }: User): boolean {
    return 'user' in this.state && this.state.user.uid === uid;
  }

  private refreshAt(instant: string): void {
    clearTimeout(this.dayTimer);
    const delay = Date.parse(instant) - Date.now();
    if (delay <= 0 || delay > LONGEST_TIMER_MS) return;
    this.dayTimer = setTimeout(() => void this.refresh(), delay);
  }

  private say(message: string, undoable?: string): void {
    clearTimeout(this.messageTimer);
    this.change({ message, undoable });
    this.messageTimer = setTimeout(() => {
      this.change({ message: '', undoable: undefined });
    }, MESSAGE_MS);
  }

  private change(changes: Partial<PageController>): void {
    Object.assign(this, changes);
    this.host.requestUpdate();
  }
}
