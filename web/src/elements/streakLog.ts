import { LitElement, css, html } from 'lit';
import { card } from './card';
import { controls } from './controls';
import { nameInWords, numberInWords } from './formats';
import { languageOf } from './language';
import { tokens } from './tokens';

/** An activity that can be logged by a button. */
export interface LoggableActivity {
  readonly type: string;
  readonly xp: number;
  readonly category: string;
}

/**
 * A button for each activity.
 *
 * @fires streak-log - with `detail.type` when one is pressed
 */
export class StreakLog extends LitElement {
  static override readonly properties = { activities: { type: Array } };

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
      }
    `,
  ];

  declare activities: readonly LoggableActivity[];

  constructor() {
    super();
    this.activities = [];
  }

  protected override render() {
    const lang = languageOf(this);
    return html`
      <section aria-labelledby="heading">
        <h2 id="heading">Log an activity</h2>
        <ul>
          ${this.activities.map(
            ({ type, xp }) =>
              html`<li>
                <button
                  type="button"
                  @click=${() => {
                    this.log(type);
                  }}
                >
                  ${nameInWords(type)} <span class="xp">+${numberInWords(xp, lang)} XP</span>
                </button>
              </li>`,
          )}
        </ul>
      </section>
    `;
  }

  private log(type: string): void {
    const event = { detail: { type }, bubbles: true, composed: true };
    this.dispatchEvent(new CustomEvent('streak-log', event));
  }
}
