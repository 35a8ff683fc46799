import { LitElement, css, html, nothing } from 'lit';
import type { Backend } from '../api/backend';
import { card, controls, tokens } from '../elements/index';
import { failureInWords } from './messages';
import { offerNoMore, turnPushOn } from './pushHere';
import { say } from './words/say';
import { Spoken } from './words/spoken';

/** Offers push messages once, and says what they are for before the browser asks. */
export class PushOffer extends LitElement {
  static override readonly properties = {
    backend: { attribute: false },
    uid: {},
    current: { attribute: false },
    isOver: { state: true },
    problem: { state: true },
  };

  static override readonly styles = [
    tokens,
    card,
    controls,
    css`
      :host([hidden]) {
        display: none;
      }

      h2 {
        font-size: 1.125rem;
        color: var(--text);
      }

      p {
        margin-block: 0.5rem 1rem;
        color: var(--muted);
      }

      .ways {
        display: flex;
        flex-wrap: wrap;
        gap: 0.5rem;
      }
    `,
  ];

  declare backend: Backend;
  declare uid: string;
  /** Days of the run. */
  declare current: number;
  /** Whether the user has answered. */
  declare private isOver: boolean;
  declare private problem: string;

  constructor() {
    super();
    this.uid = '';
    this.current = 0;
    this.isOver = false;
    this.problem = '';
    new Spoken(this);
  }

  protected override render() {
    this.hidden = this.isOver;
    if (this.isOver) return nothing;
    const days = say('celebrate.milestone', { count: this.current });
    return html`<section aria-labelledby="heading">
      <h2 id="heading">${say('push.offer')}</h2>
      <p>${say('push.why', { days })}</p>
      ${this.problem === '' ? nothing : html`<p class="problem" role="alert">${this.problem}</p>`}
      <div class="ways">
        <button class="primary" type="button" @click=${this.accept}>${say('push.yes')}</button>
        <button class="quiet" type="button" @click=${this.decline}>${say('push.notNow')}</button>
      </div>
    </section>`;
  }

  private readonly accept = async (): Promise<void> => {
    try {
      await turnPushOn(this.backend, this.uid);
      this.isOver = true; // whatever they told the browser
    } catch (error) {
      this.problem = failureInWords(error);
    }
  };

  private readonly decline = (): void => {
    offerNoMore(this.uid);
    this.isOver = true;
  };
}
