import { LitElement, html, nothing } from 'lit';
import { cache } from 'lit/directives/cache.js';
import { ref } from 'lit/directives/ref.js';
import { repeat } from 'lit/directives/repeat.js';
import type { RequestOf } from '../../../client/src';
import type { Backend, User } from '../api/backend';
import {
  type Celebration,
  controls,
  type DemoAccount,
  icons,
  KeepFocus,
  type StreakShare,
  tokens,
} from '../elements/index';
import { dashboardStyles } from './dashboardStyles';
import { failureInWords, offlineInWords, refusedInWords } from './messages';
import type { Page } from './page';
import { PageController } from './pageController';
import { isOn, panels } from './panels';
import { renderNavigation } from './renderNavigation';
import { renderToasts } from './renderToasts';
import { ViewController } from './viewController';
import { say } from './words/say';
import { Spoken } from './words/spoken';

/** The page of one user's streak, on a backend: signing in, the panels, and what is under way. */
export class StreakDashboard extends LitElement {
  static override readonly properties = {
    backend: { attribute: false },
    demoAccounts: { attribute: false },
    problem: {},
  };

  static override readonly styles = [tokens, controls, dashboardStyles];

  declare backend: Backend | undefined;
  declare demoAccounts: readonly DemoAccount[];
  /** Why there is no backend; shown until there is one. */
  declare problem: string;
  private readonly place: ViewController = new ViewController(this);
  private readonly page = new PageController(this);

  constructor() {
    super();
    this.demoAccounts = [];
    this.problem = '';
    new KeepFocus(this);
    new Spoken(this);
  }

  protected override willUpdate(changed: Map<string, unknown>): void {
    if (this.page.state.kind === 'ready') void this.place.reach();
    if (changed.has('backend') && this.backend) this.page.connect(this.backend);
  }

  protected override render() {
    const { state } = this.page;
    const user = 'user' in state ? state.user : undefined;
    const isStarting = state.kind === 'starting' && this.problem === '';
    return html`
      <header>
        <h1>${icons.flame} Firestreak</h1>
        ${user ? this.renderUser(user) : nothing}
      </header>
      ${renderNavigation(this.shown, this.place.view)}
      <main
        tabindex="-1"
        aria-label=${say(`view.${this.place.view}`)}
        aria-busy=${isStarting || state.kind === 'loading'}
      >
        ${this.renderState()}
      </main>
      <div class="status" role="status">${this.renderStatus()}</div>
      <streak-celebration
        .celebrations=${this.page.celebrations}
        ?can-share=${this.page.about?.features.includes('sharing') ?? false}
        @streak-celebrated=${() => {
          this.page.celebrated();
        }}
        @streak-celebration-share=${this.share}
      ></streak-celebration>
    `;
  }

  private renderUser({ name }: User) {
    return html`<div class="who">
      <bdi class="name">${name || say('page.you')}</bdi>
      <button class="quiet" type="button" @click=${() => this.page.signOut()}>
        ${say('page.signOut')}
      </button>
    </div>`;
  }

  private renderState() {
    const { state } = this.page;
    switch (state.kind) {
      case 'starting':
        return this.problem === '' ? this.renderBlank() : this.renderProblem(this.problem, reload);
      case 'loading':
        return this.renderBlank();
      case 'signed-out':
        return this.renderSignIn();
      case 'new':
        return this.renderWelcome();
      case 'failed':
        return this.renderProblem(failureInWords(state.error), () => this.page.refresh());
      case 'ready':
        return html`${this.renderRefused()}${this.renderPanels()}`;
    }
  }

  private renderProblem(problem: string, tryAgain: () => unknown) {
    return html`<div class="notice" role="alert">
      <p>${problem}</p>
      <button type="button" @click=${tryAgain}>${say('page.tryAgain')}</button>
    </div>`;
  }

  private renderRefused() {
    const { refused } = this.page.logging;
    if (refused.length === 0) return nothing;
    return html`<div class="notice refused" role="alert">
      <p>${refusedInWords(refused)}</p>
      <button type="button" @click=${() => this.page.logging.acknowledge()}>
        ${say('page.understood')}
      </button>
    </div>`;
  }

  private renderBlank() {
    return html`<p class="only-read">${say('page.loading')}</p>
      <div class="panels" aria-hidden="true">
        <div class="column">
          <div class="blank tall"></div>
          <div class="blank low"></div>
        </div>
        <div class="column">
          <div class="blank low"></div>
          <div class="blank low"></div>
        </div>
      </div>`;
  }

  private renderSignIn() {
    const { problem, isBusy } = this.page;
    return html`<streak-sign-in
      class="narrow"
      .demoAccounts=${this.demoAccounts}
      .problem=${problem}
      ?busy=${isBusy}
      @streak-sign-in=${({ detail }: CustomEvent<{ email: string; password: string }>) =>
        this.page.signIn(detail.email, detail.password)}
      @streak-google=${() => this.page.signInWithGoogle()}
    ></streak-sign-in>`;
  }

  private renderWelcome() {
    const { deviceZone, problems } = this.page;
    return html`<div class="notice narrow">
      <div>
        <h2>${say('welcome.heading')}</h2>
        <p>${say('welcome.zone', { zone: deviceZone.replaceAll('_', ' ') })}</p>
        <p class="problem" role="alert">${problems['time-zone'] ?? ''}</p>
      </div>
      <button
        class="primary"
        type="button"
        @click=${() => this.page.setTimeZone({ timeZone: deviceZone })}
      >
        ${say('welcome.begin')}
      </button>
    </div>`;
  }

  private get shown(): Page | undefined {
    const { streak, expected, pending, about, days, problems, busy, state, logging } = this.page;
    const { backend } = this;
    if (!backend || !streak || !expected || !about || !('user' in state)) return undefined;
    const today = Date.parse(days.at(-1)?.start ?? streak.dayEndsAt);
    return {
      ...{ backend, uid: state.user.uid, streak, expected, pending, about, days, problems, busy },
      ...{ logged: logging.since(today), deepLink: this.place.deepLink },
    };
  }

  private renderPanels() {
    const page = this.shown;
    if (!page) return nothing;
    const { logging } = this.page;
    const on = panels.filter((panel) => isOn(panel, page));
    const column = (name: 'main' | 'side') =>
      html`<div class="column">
        ${repeat(
          on.filter((panel) => panel.column === name),
          (panel) => panel.name,
          (panel) => {
            const isShown = panel.view === this.place.view;
            // A part that is left keeps its elements, and asks for what is new when it is shown again.
            return html`<div
              class="panel"
              ?hidden=${!isShown}
              ${ref(inOrder(panels.indexOf(panel)))}
            >
              ${cache(isShown ? panel.render(page) : nothing)}
            </div>`;
          },
        )}
      </div>`;
    return html`<div
      class="panels"
      @streak-log=${({ detail }: CustomEvent<{ type: string; quantity: number }>) =>
        logging.log(detail)}
      @streak-undo=${({ detail }: CustomEvent<{ activityId: string }>) =>
        logging.undo(detail.activityId)}
      @streak-time-zone=${({ detail }: CustomEvent<RequestOf<'setTimeZone'>>) =>
        this.page.setTimeZone(detail)}
      @streak-recover=${() => this.page.act('recovery', ({ startRecovery }) => startRecovery())}
      @streak-pause=${(event: CustomEvent<RequestOf<'setPause'>>) =>
        this.page.act(plannedOn(event), ({ setPause }) => setPause(event.detail))}
      @streak-cancel-pause=${(event: CustomEvent<RequestOf<'cancelPause'>>) =>
        this.page.act(plannedOn(event), ({ cancelPause }) => cancelPause(event.detail))}
      @streak-rest-days=${(event: CustomEvent<RequestOf<'setRestDays'>>) =>
        this.page.act(plannedOn(event), ({ setRestDays }) => setRestDays(event.detail))}
      @streak-why=${this.explain}
      @streak-open-day=${({ detail }: CustomEvent<{ day: string }>) =>
        this.place.open({ open: 'day', id: detail.day })}
    >
      ${column('main')} ${column('side')}
    </div>`;
  }

  /** Goes to why the streak is what it is. */
  private readonly explain = async (): Promise<void> => {
    await this.place.show('calendar');
    this.renderRoot.querySelector<HTMLElement>('streak-why')?.focus();
  };

  /** Goes to making a card of what is celebrated. */
  private readonly share = async ({
    detail,
  }: CustomEvent<{ kind: Celebration['kind'] }>): Promise<void> => {
    await this.place.show('together');
    const panel = this.renderRoot.querySelector<LitElement>('streak-share-panel');
    await panel?.updateComplete;
    const share = panel?.querySelector<StreakShare>('streak-share');
    await share?.updateComplete;
    share?.make(detail.kind === 'level' ? 'level' : 'streak');
  };

  private renderStatus() {
    const { isOffline, logging, toasts } = this.page;
    return html`
      ${
        isOffline
          ? html`<p class="offline">${icons.open} ${offlineInWords(logging.waiting)}</p>`
          : nothing
      }
      ${renderToasts(toasts.shown, (about) => logging.undo(about))}
    `;
  }
}

/** The panel on which something is planned, which says so if it is not taken. */
function plannedOn({ target }: Event): string {
  return target instanceof Element && target.localName === 'streak-calendar' ? 'calendar' : 'plan';
}

function reload(): void {
  location.reload();
}

/** Panels keep their order when the columns become one. A style attribute would be refused. */
function inOrder(index: number): (element?: Element) => void {
  return (element) => {
    if (element instanceof HTMLElement) element.style.order = String(index);
  };
}
