import { css, html, nothing, type TemplateResult } from 'lit';
import { list, number, zone } from './attributes';
import { BaseElement } from './baseElement';
import { card } from './card';
import { controls } from './controls';
import { timeInWords } from './formats';
import { KeepFocus } from './keepFocus';
import { keyed } from './keyed';
import { tokens } from './tokens';
import type { Say } from './words/elementWords';

/** An activity that can be logged by a button, as `about` of `getStreak` describes it. */
export interface LoggableActivity {
  readonly type: string;
  readonly xp: number;
  readonly category: string;
  /** Units of a day that earn XP; null or undefined: all of them. */
  readonly maxPerDay?: number | null;
}

/** An activity that was logged, and what is under way with it, if anything. */
export interface LoggedActivity {
  readonly activityId: string;
  readonly type: string;
  readonly quantity: number;
  /** When, in milliseconds since the epoch. */
  readonly at: number;
  readonly state?: 'sending' | 'waiting' | 'undoing' | undefined;
}

/**
 * A button for each activity and, where one can be logged several times at once, how many. Below them
 * is what was logged, each with a way to take it back.
 *
 * @fires streak-log - with `detail.type` and `detail.quantity` when one is pressed
 * @fires streak-undo - with `detail.activityId` when one is to be taken back
 * @tag streak-log
 * @slot heading - what stands there instead of the heading in its own words
 * @slot footer - what a page adds below
 * @csspart heading - the heading
 * @csspart activity - the button of an activity
 */
export class StreakLog extends BaseElement {
  static override readonly properties = {
    activities: { converter: list([]) },
    maxQuantity: { attribute: 'max-quantity', converter: number(1) },
    logged: { converter: list([]) },
    timeZone: { attribute: 'time-zone', converter: zone },
  };

  static override readonly styles = [
    tokens,
    card,
    controls,
    css`
      .ways {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(min(100%, 13rem), 1fr));
        gap: 0.625rem;
        margin-block-start: 1rem;
      }

      .ways button {
        display: flex;
        align-items: center;
        flex-wrap: wrap;
        justify-content: space-between;
        gap: 0 0.75rem;
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
        flex-wrap: wrap;
        align-items: center;
        gap: 0.75rem;
        margin-block-start: 1rem;
      }

      .quantity input {
        inline-size: 5rem;
      }

      h3 {
        margin-block: 1.25rem 0.25rem;
        font-size: 0.9375rem;
        font-weight: 600;
      }

      .logged li {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        justify-content: space-between;
        gap: 0 0.75rem;
        min-block-size: 2.75rem;
        border-block-start: 1px solid var(--line);
      }

      .logged .pending {
        color: var(--muted);
        font-style: italic;
      }

      .note {
        display: block;
        font-size: 0.875rem;
        font-variant-numeric: tabular-nums;
        color: var(--muted);
      }
    `,
  ];

  /** What can be logged, as `about` of `getStreak` says. */
  declare activities: readonly LoggableActivity[];
  /** The most units of one activity. */
  declare maxQuantity: number;
  /** What was logged today, the latest first. */
  declare logged: readonly LoggedActivity[];
  /** The user's zone. */
  declare timeZone: string;

  constructor() {
    super();
    this.logged = [];
    this.timeZone = 'UTC';
    this.activities = [];
    this.maxQuantity = 1;
    new KeepFocus(this);
  }

  protected override content(say: Say): TemplateResult {
    return html`
      <section aria-labelledby="heading">
        <h2 id="heading" part="heading"><slot name="heading">${say('log.heading')}</slot></h2>
        ${this.maxQuantity > 1 ? this.renderQuantity(say) : nothing}
        <ul class="ways">
          ${this.activities.map((activity) => html`<li>${this.renderButton(activity, say)}</li>`)}
        </ul>
        ${this.logged.length > 0 ? this.renderLogged(say) : nothing}
        <slot name="footer"></slot>
      </section>
    `;
  }

  private renderButton({ type, xp, maxPerDay }: LoggableActivity, say: Say) {
    return html`<button
      part="activity"
      type="button"
      @click=${() => {
        this.log(type);
      }}
    >
      <bdi>${say.named(type)}</bdi>
      <span class="xp"
        >${xp > 0 ? say('gainedXp', { xp }) : nothing}
        ${
          xp > 0 && typeof maxPerDay === 'number'
            ? html`<span class="most">${say('log.upTo', { most: maxPerDay })}</span>`
            : nothing
        }</span
      >
    </button>`;
  }

  private renderQuantity(say: Say) {
    return html`<div class="quantity">
      <label for="quantity">${say('log.howMany')}</label>
      <input id="quantity" type="number" required min="1" max=${this.maxQuantity} value="1" />
    </div>`;
  }

  private renderLogged(say: Say) {
    return html`<h3>${say('log.today')}</h3>
      <ul class="logged">
        ${keyed(
          this.logged,
          ({ activityId }) => activityId,
          (each) => html`<li>${this.renderOne(each, say)}</li>`,
        )}
      </ul>`;
  }

  private renderOne({ activityId, type, quantity, at, state }: LoggedActivity, say: Say) {
    const one = say.named(type);
    const name = quantity > 1 ? say('log.times', { activity: one, quantity }) : one;
    const time = timeInWords(new Date(at).toISOString(), this.timeZone, say.lang);
    return html`<span class=${state ? 'pending' : ''}>
        <bdi>${name}</bdi> <span class="note">${state ? say(`log.${state}`) : time}</span>
      </span>
      <button
        class="quiet"
        type="button"
        aria-label=${say('log.undo', { activity: name, time })}
        ?disabled=${state === 'undoing'}
        @click=${() => {
          this.tell('streak-undo', { activityId });
        }}
      >
        ${say('undo')}
      </button>`;
  }

  /** Tells the page; a quantity that is none is shown as such, and nothing is logged. */
  private log(type: string): void {
    const field = this.renderRoot.querySelector('input');
    if (field && !field.reportValidity()) return;
    const quantity = field?.valueAsNumber ?? 1;
    if (field) field.value = '1'; // for the next one
    this.tell('streak-log', { type, quantity });
  }
}
