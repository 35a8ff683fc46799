import { LitElement, css, html, nothing, type TemplateResult } from 'lit';
import { card } from './card';
import { controls } from './controls';
import { nameInWords, numberInWords } from './formats';
import { languageOf } from './language';
import { tokens } from './tokens';

/** An activity that can be logged by a button, as `about` of `getStreak` describes it. */
export interface LoggableActivity {
  readonly type: string;
  readonly xp: number;
  readonly category: string;
  /** Units of a day that earn XP; null or undefined: all of them. */
  readonly maxPerDay?: number | null;
}

/**
 * A button for each activity and, where one can be logged several times at once, how many.
 *
 * @fires streak-log - with `detail.type` and `detail.quantity` when one is pressed
 */
export class StreakLog extends LitElement {
  static override readonly properties = {
    activities: { type: Array },
    maxQuantity: { type: Number, attribute: 'max-quantity' },
  };

  static override readonly styles = [
    tokens,
    card,
    controls,
    css`
      ul {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(min(100%, 13rem), 1fr));
        gap: 0.625rem;
        margin-block-start: 1rem;
      }

      button {
        display: flex;
        align-items: center;
        justify-content: space-between;
        gap: 0.75rem;
        inline-size: 100%;
        min-block-size: 3.25rem;
        text-align: start;
        line-height: 1.25;
      }

      .xp {
        flex: none;
        font-size: 0.875rem;
        color: var(--accent);
        font-variant-numeric: tabular-nums;
        text-align: end;
      }

      .most {
        display: block;
        color: var(--muted);
      }

      .quantity {
        display: flex;
        align-items: center;
        gap: 0.75rem;
        margin-block-start: 1rem;
      }

      .quantity input {
        inline-size: 5rem;
      }
    `,
  ];

  declare activities: readonly LoggableActivity[];
  /** The most units of one activity. */
  declare maxQuantity: number;

  constructor() {
    super();
    this.activities = [];
    this.maxQuantity = 1;
  }

  protected override render(): TemplateResult {
    const lang = languageOf(this);
    return html`
      <section aria-labelledby="heading">
        <h2 id="heading">Log an activity</h2>
        ${this.maxQuantity > 1 ? this.renderQuantity() : nothing}
        <ul>
          ${this.activities.map((activity) => html`<li>${this.renderButton(activity, lang)}</li>`)}
        </ul>
      </section>
    `;
  }

  private renderButton({ type, xp, maxPerDay }: LoggableActivity, lang: string) {
    return html`<button
      type="button"
      @click=${() => {
        this.log(type);
      }}
    >
      ${nameInWords(type)}
      <span class="xp"
        >${xp > 0 ? `+${numberInWords(xp, lang)} XP` : nothing}
        ${
          xp > 0 && typeof maxPerDay === 'number'
            ? html`<span class="most">up to ${numberInWords(maxPerDay, lang)} a day</span>`
            : nothing
        }</span
      >
    </button>`;
  }

  private renderQuantity() {
    return html`<div class="quantity">
      <label for="quantity">How many</label>
      <input id="quantity" type="number" required min="1" max=${this.maxQuantity} value="1" />
    </div>`;
  }

  /** Tells the page; a quantity that is none is shown as such, and nothing is logged. */
  private log(type: string): void {
    const field = this.renderRoot.querySelector('input');
    if (field && !field.reportValidity()) return;
    const quantity = field?.valueAsNumber ?? 1;
    if (field) field.value = '1'; // for the next one
    const event = { detail: { type, quantity }, bubbles: true, composed: true };
    this.dispatchEvent(new CustomEvent('streak-log', event));
  }
}
