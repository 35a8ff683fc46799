import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { RequestOf, ResponseOf } from '../../../client/src';
import { type Backend, type User, reasonOf } from '../api/backend';
import type { Celebration } from '../elements/index';
import { celebrateOnce } from './celebrated';
import { occasionsOf } from './celebrations';
import { forgetLast, keepLast, lastKnown } from './lastKnown';
import { Logging } from './logging';
import { failureInWords } from './messages';
import { type About, type Day, type Pending, type Streak, withToday } from './page';
import { turnPushOff } from './pushHere';
import { Toasts } from './toasts';
import { pageLanguage, say } from './words/say';

type State =
  | { readonly kind: 'starting' }
  | { readonly kind: 'signed-out' }
  | { readonly kind: 'loading'; readonly user: User }
  /** Someone whose zone is not known yet. */
  | { readonly kind: 'new'; readonly user: User }
  | { readonly kind: 'failed'; readonly user: User; readonly error: unknown }
  | { readonly kind: 'ready'; readonly user: User };

/** What an answer says of the streak and of the user's challenges. */
type Answer = Pick<ResponseOf<'logActivity'>, 'streak' | 'challenges'>;

/** What was asked for so long ago is old, in milliseconds: somebody who comes back wants it anew. */
const OLD_MS = 60_000;

/** The longest delay that a timer takes. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

/** What the dashboard shows and how it changes: the user, their streak, and what was logged. */
export class PageController implements ReactiveController {
  state: State = { kind: 'starting' };
  streak: Streak | undefined;
  about: About | undefined;
  days: readonly Day[] = [];
  /** What is being celebrated, the greatest first. */
  celebrations: readonly Celebration[] = [];
  /** Why signing in failed. */
  problem = '';
  isBusy = false;
  /** Why what a panel asked for last was not done, by the panel's name. */
  problems: Readonly<Record<string, string>> = {};
  /** The panels whose request is under way, by name. */
  busy: ReadonlySet<string> = new Set();
  isOffline = !navigator.onLine;
  readonly toasts: Toasts;
  readonly logging: Logging;
  readonly deviceZone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  private backend: Backend | undefined;
  private stop = new AbortController();
  private readonly language = new MutationObserver(() => {
    if (this.streak) void this.explain();
  });
  private dayTimer: ReturnType<typeof setTimeout> | undefined;
  /** Counts what the page has learnt and asked: an answer to an older question is left out. */
  private turn = 0;
  private askedAt = 0;
  private isExplaining = false;

  constructor(private readonly host: ReactiveControllerHost) {
    this.toasts = new Toasts(host);
    this.logging = new Logging(host, this.toasts, {
      onStreak: (answer) => this.settle(answer),
      onElsewhere: () => {
        this.askedAt = 0;
        this.look();
      },
    });
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
    document.addEventListener('visibilitychange', this.look, { signal });
    // The reasons of days come in a language.
    this.language.observe(document.documentElement, { attributeFilter: ['lang'] });
  }

  hostDisconnected(): void {
    this.stop.abort();
    this.language.disconnect();
    this.toasts.clear();
    clearTimeout(this.dayTimer);
  }

  /** Starts with a backend. */
  connect(backend: Backend): void {
    this.backend = backend;
    backend.onUser((user) => {
      this.turn += 1;
      this.streak = undefined;
      this.days = [];
      this.problems = {};
      this.celebrations = [];
      this.toasts.clear();
      this.logging.open(backend, user?.uid ?? '');
      this.change({ state: user ? { kind: 'loading', user } : { kind: 'signed-out' } });
      if (user && !navigator.onLine) this.recall(user);
      void this.refresh();
    });
    backend.onOutcome((outcome) => {
      void this.logging.told(outcome);
    });
  }

  /** The streak as it will be once what is on its way has arrived. */
  get expected(): Streak | undefined {
    const { streak } = this;
    return streak && this.pending ? withToday(streak) : streak;
  }

  /** Whether something logged today is on its way, and how. */
  get pending(): Pending | undefined {
    const start = this.days.at(-1)?.start;
    return start === undefined
      ? undefined
      : this.logging.activities.pendingSince(Date.parse(start));
  }

  signIn(email: string, password: string): Promise<void> {
    return this.trySignIn((backend) => backend.signIn(email, password));
  }

  signInWithGoogle(): Promise<void> {
    return this.trySignIn((backend) => backend.signInWithGoogle());
  }

  async signOut(): Promise<void> {
    const { backend, state } = this;
    if (!backend) return;
    if ('user' in state) {
      forgetLast(state.user.uid);
      await turnPushOff(backend, state.user.uid);
    }
    await backend.signOut();
  }

  /** Asks for the streak again, if someone is signed in. What is shown stays until it is there. */
  async refresh(): Promise<void> {
    const { backend, state } = this;
    if (!backend || !('user' in state)) return;
    const { user } = state;
    const turn = (this.turn += 1);
    this.askedAt = Date.now();
    try {
      await this.logging.readQueue();
      // What is deployed may have changed since.
      const [{ about, ...streak }, { days }] = await Promise.all([
        backend.call.getStreak({ about: true }),
        backend.call.explainStreak({ language: pageLanguage() }),
      ]);
      if (turn !== this.turn) return;
      this.change({ streak, about, days, state: { kind: 'ready', user } });
      if (about) keepLast(user.uid, { streak, about, days });
      this.refreshAt(streak.dayEndsAt);
      void this.celebrate();
    } catch (error) {
      if (turn !== this.turn) return;
      this.askedAt = 0;
      if (reasonOf(error) === 'unreachable' && !this.streak) this.recall(user);
      if (reasonOf(error) === 'time-zone-unset') this.change({ state: { kind: 'new', user } });
      else if (this.streak) this.failed(error);
      else this.change({ state: { kind: 'failed', user, error } });
    }
  }

  /** Shows what the user was shown last on this device, if it can be known no better. */
  private recall(user: User): void {
    const known = lastKnown(user.uid);
    if (known) this.change({ ...known, state: { kind: 'ready', user } });
  }

  async setTimeZone(zone: RequestOf<'setTimeZone'>): Promise<void> {
    const isDone = await this.act('time-zone', ({ setTimeZone }) => setTimeZone(zone));
    if (!isDone) return;
    this.toasts.say({ kind: 'done', text: say('zone.changed') });
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
    if (!this.backend || this.busy.has(panel)) return false;
    const told = (problem: string) => ({ ...this.problems, [panel]: problem });
    this.change({ busy: new Set([...this.busy, panel]) });
    try {
      const { streak } = await ask(this.backend.call);
      this.turn += 1;
      this.change({ streak, problems: told('') });
      return true;
    } catch (error) {
      this.change({ problems: told(say('page.notSaved', { problem: failureInWords(error) })) });
      return false;
    } finally {
      this.change({ busy: new Set([...this.busy].filter((each) => each !== panel)) });
    }
  }

  /** Takes over the streak that an answer brought, which is newer than whatever is being asked for, and its days. */
  private async settle({ streak, challenges }: Answer): Promise<void> {
    this.turn += 1;
    this.change({ streak });
    if (!this.about) return this.refresh();
    void this.celebrate(challenges);
    await this.explain();
  }

  /** Asks for the reasons of the days: once more for whatever has arrived meanwhile, however much that was. */
  private async explain(): Promise<void> {
    const { backend } = this;
    if (!backend || this.isExplaining) return;
    this.isExplaining = true;
    let turn = this.turn;
    try {
      for (let isOld = true; isOld; isOld = turn !== this.turn && this.streak !== undefined) {
        turn = this.turn;
        const { days } = await backend.call.explainStreak({ language: pageLanguage() });
        if (turn === this.turn) this.change({ days });
      }
    } catch (error) {
      if (turn === this.turn) this.failed(error);
    } finally {
      this.isExplaining = false;
    }
  }

  /** What is shown stays; offline, the page says so all the time. */
  private failed(error: unknown): void {
    if (!navigator.onLine) return;
    this.toasts.say({ kind: 'failed', text: failureInWords(error), about: 'refresh' });
  }

  /** The user has seen what there was to celebrate. */
  celebrated(): void {
    this.change({ celebrations: [] });
  }

  /** Celebrates what is new, once on this device. */
  private async celebrate(challenges: Answer['challenges'] = []): Promise<void> {
    const { streak, about, state } = this;
    if (!streak || !about || !('user' in state)) return;
    const { uid } = state.user;
    const fresh = await celebrateOnce(uid, occasionsOf(streak, about, challenges));
    const isStill = 'user' in this.state && this.state.user.uid === uid;
    if (isStill && fresh.length > 0)
      this.change({ celebrations: [...this.celebrations, ...fresh] });
  }

  /** Asks again when somebody looks at a page that is old. */
  private readonly look = (): void => {
    if (document.visibilityState !== 'visible' || !navigator.onLine) return;
    const now = Date.now();
    const hasEnded = this.streak !== undefined && now >= Date.parse(this.streak.dayEndsAt);
    if (hasEnded || now - this.askedAt > OLD_MS) void this.refresh();
  };

  private async trySignIn(signIn: (backend: Backend) => Promise<void>): Promise<void> {
    if (!this.backend) return;
    this.change({ isBusy: true, problem: '' });
    try {
      await signIn(this.backend);
    } catch (error) {
      this.change({ problem: error instanceof Error ? error.message : say('signIn.failed') });
    } finally {
      this.change({ isBusy: false });
    }
  }

  private refreshAt(instant: string): void {
    clearTimeout(this.dayTimer);
    const delay = Date.parse(instant) - Date.now();
    if (delay <= 0 || delay > LONGEST_TIMER_MS) return;
    this.dayTimer = setTimeout(() => void this.refresh(), delay);
  }

  private change(changes: Partial<PageController>): void {
    Object.assign(this, changes);
    this.host.requestUpdate();
  }
}
