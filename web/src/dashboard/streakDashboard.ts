import { LitElement, html, nothing } from 'lit';
import { ref } from 'lit/directives/ref.js';
import type { RequestOf } from '../../../client/src';
import type { Backend, User } from '../api/backend';
import { controls, type DemoAccount, icons, tokens } from '../elements/index';
import { dashboardStyles } from './dashboardStyles';
import { offlineInWords, refusedInWords } from './messages';
import { PageController } from './pageController';
import { isOn, panels } from './panels';

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
  private readonly page = new PageController(this);

  constructor() {
    super();
    this.demoAccounts = [];
    this.problem = '';
  }

  protected override willUpdate(changed: Map<string, unknown>): void {
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
      <main aria-busy=${isStarting || state.kind === 'loading'}>${this.renderState()}</main>
      <div class="status" role="status">${this.renderStatus()}</div>
    `;
  }

  private renderUser({ name }: User) {
    return html`<div class="who">
      <span class="name">${name}</span>
      <button class="quiet" type="button" @click=${() => this.page.signOut()}>Sign out</button>
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
        return this.renderProblem(state.problem, () => this.page.refresh());
      case 'ready':
        return html`${this.renderRefused()}${this.renderPanels()}`;
    }
  }

  private renderProblem(problem: string, tryAgain: () => unknown) {
    return html`<div class="notice" role="alert">
      <p>${problem}</p>
      <button type="button" @click=${tryAgain}>Try again</button>
    </div>`;
  }

  private renderRefused() {
    const { refused } = this.page;
    if (refused.length === 0) return nothing;
    return html`<div class="notice refused" role="alert">
      <p>${refusedInWords(refused)}</p>
      <button type="button" @click=${() => this.page.acknowledge()}>Understood</button>
    </div>`;
  }

  private renderBlank() {
    return html`<p class="only-read">Loading your streak …</p>
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
        <h2>Welcome</h2>
        <p>Your days will be counted by the clocks of ${deviceZone.replaceAll('_', ' ')}.</p>
        <p class="problem" role="alert">${problems['time-zone'] ?? ''}</p>
      </div>
      <button
        class="primary"
        type="button"
        @click=${() => this.page.setTimeZone({ timeZone: deviceZone })}
      >
        Begin
      </button>
    </div>`;
  }

  private renderPanels() {
    const { streak, about, days, problems, state } = this.page;
    const { backend } = this;
    if (!backend || !streak || !about || !('user' in state)) return nothing;
    const page = { backend, uid: state.user.uid, streak, about, days, problems };
    const shown = panels.filter((panel) => isOn(panel, page));
    const column = (name: 'main' | 'side') =>
      html`<div class="column">
        ${shown.map((panel, index) =>
          panel.column === name
            ? html`<div class="panel" ${ref(inOrder(index))}>${panel.render(page)}</div>`
            : nothing,
        )}
      </div>`;
    return html`<div
      class="panels"
      @streak-log=${({ detail }: CustomEvent<{ type: string; quantity: number }>) =>
        this.page.log(detail)}
      @streak-time-zone=${({ detail }: CustomEvent<RequestOf<'setTimeZone'>>) =>
        this.page.setTimeZone(detail)}
      @streak-recover=${() => this.page.act('recovery', ({ startRecovery }) => startRecovery())}
      @streak-pause=${({ detail }: CustomEvent<RequestOf<'setPause'>>) =>
        this.page.act('plan', ({ setPause }) => setPause(detail))}
      @streak-cancel-pause=${({ detail }: CustomEvent<RequestOf<'cancelPause'>>) =>
        this.page.act('plan', ({ cancelPause }) => cancelPause(detail))}
      @streak-rest-days=${({ detail }: CustomEvent<RequestOf<'setRestDays'>>) =>
        this.page.act('plan', ({ setRestDays }) => setRestDays(detail))}
      @streak-why=${() => {
        this.renderRoot.querySelector<HTMLElement>('streak-why')?.focus();
      }}
    >
      ${column('main')} ${column('side')}
    </div>`;
  }

  private renderStatus() {
    const { message, undoable, isOffline, waiting } = this.page;
    return html`
      ${isOffline ? html`<p>${icons.open} ${offlineInWords(waiting)}</p>` : nothing}
      ${message === '' ? nothing : html`<p>${message} ${this.renderUndo(undoable)}</p>`}
    `;
  }

  private renderUndo(undoable: string | undefined) {
    if (undoable === undefined) return nothing;
    return html`<button type="button" @click=${() => this.page.undo()}>Undo</button>`;
  }
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
