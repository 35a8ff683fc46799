import { css, html, nothing, type TemplateResult } from 'lit';
import { list, text } from './attributes';
import { BaseElement } from './baseElement';
import { card } from './card';
import { controls } from './controls';
import { tokens } from './tokens';
import type { Say } from './words/elementWords';

/** An account of the local suite, with its password. */
export interface DemoAccount {
  readonly name: string;
  readonly email: string;
  readonly story: string;
  readonly password: string;
}

/**
 * Asks who it is: a demo account to pick, or e-mail and password, or Google.
 *
 * @fires streak-sign-in - with `detail.email` and `detail.password`
 * @fires streak-google - when the user prefers Google
 * @tag streak-sign-in
 * @slot heading - what stands there instead of the heading in its own words
 * @slot footer - what a page adds below
 * @csspart heading - the heading
 * @csspart form - e-mail and password
 */
export class StreakSignIn extends BaseElement {
  static override readonly properties = {
    demoAccounts: { attribute: 'demo-accounts', converter: list([]) },
    problem: { converter: text },
    busy: { type: Boolean },
  };

  static override readonly styles = [
    tokens,
    card,
    controls,
    css`
      h2 {
        font-size: 1.375rem;
        line-height: 1.3;
        color: var(--text);
      }

      p {
        margin-block-start: 0.25rem;
        color: var(--muted);
      }

      .problem {
        min-block-size: 1.5rem;
        margin-block-start: 0.75rem;
      }

      .accounts,
      form {
        display: grid;
        gap: 0.5rem;
        margin-block-start: 1.25rem;
      }

      .accounts button {
        inline-size: 100%;
        padding-block: 0.75rem;
        text-align: start;
      }

      .story {
        display: block;
        font-size: 0.9375rem;
        font-weight: 400;
        color: var(--muted);
      }

      form button {
        margin-block-start: 0.75rem;
      }

      label {
        font-size: 0.9375rem;
        font-weight: 600;
      }

      .google {
        inline-size: 100%;
        margin-block-start: 0.625rem;
      }
    `,
  ];

  /** Offered instead of the form when there are any. */
  declare demoAccounts: readonly DemoAccount[];
  /** Why signing in failed last time. */
  declare problem: string;
  /** Whether the page is signing somebody in. */
  declare busy: boolean;

  constructor() {
    super();
    this.demoAccounts = [];
    this.problem = '';
    this.busy = false;
  }

  protected override content(say: Say): TemplateResult {
    const isDemo = this.demoAccounts.length > 0;
    return html`
      <section aria-labelledby="heading">
        <h2 id="heading" part="heading">
          <slot name="heading">${say(isDemo ? 'signIn.who' : 'signIn.heading')}</slot>
        </h2>
        ${isDemo ? html`<p>${say('signIn.demo')}</p>` : nothing}
        ${isDemo ? this.renderAccounts() : this.renderForm(say)}
        <p class="problem" role="alert">${this.problem}</p>
        <slot name="footer"></slot>
      </section>
    `;
  }

  private renderAccounts() {
    return html`<ul class="accounts">
      ${this.demoAccounts.map(
        ({ name, email, story, password }) =>
          html`<li>
            <button
              type="button"
              aria-disabled=${this.busy}
              @click=${() => {
                this.ask(email, password);
              }}
            >
              <bdi>${name}</bdi> <span class="story" dir="auto">${story}</span>
            </button>
          </li>`,
      )}
    </ul>`;
  }

  private renderForm(say: Say) {
    return html`
      <form part="form" @submit=${this.submit}>
        <label for="email">${say('signIn.email')}</label>
        <input id="email" name="email" type="email" autocomplete="username" required />
        <label for="password">${say('signIn.password')}</label>
        <input
          id="password"
          name="password"
          type="password"
          autocomplete="current-password"
          required
        />
        <button class="primary" aria-disabled=${this.busy}>${say('signIn.heading')}</button>
      </form>
      <button class="google" type="button" aria-disabled=${this.busy} @click=${this.askGoogle}>
        ${say('signIn.google')}
      </button>
    `;
  }

  private submit(event: SubmitEvent): void {
    event.preventDefault();
    if (!(event.target instanceof HTMLFormElement)) return;
    const fields = new FormData(event.target);
    const [email, password] = [fields.get('email'), fields.get('password')];
    if (typeof email === 'string' && typeof password === 'string') this.ask(email, password);
  }

  private ask(email: string, password: string): void {
    if (this.busy) return;
    const event = { detail: { email, password }, bubbles: true, composed: true };
    this.dispatchEvent(new CustomEvent('streak-sign-in', event));
  }

  private askGoogle(): void {
    if (this.busy) return;
    this.dispatchEvent(new CustomEvent('streak-google', { bubbles: true, composed: true }));
  }
}
