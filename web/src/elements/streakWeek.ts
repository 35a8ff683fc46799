import { css, html, nothing, type TemplateResult } from 'lit';
import { day, list, number } from './attributes';
import { BaseElement } from './baseElement';
import { card } from './card';
import { dayInWords, weekdayLetter } from './formats';
import { icons } from './icons';
import { tokens } from './tokens';
import { type JudgedDay, PENDING, shownVerdict } from './verdicts';
import { weekFrom } from './weekFrom';
import type { Say } from './words/elementWords';

/** A day of which a page may say why it was kept. */
type Day = JudgedDay & { readonly day: string };

/**
 * The week so far: which days were active, and which categories the weekly bonus still asks for.
 *
 * @tag streak-week
 * @slot heading - what stands there instead of the heading in its own words
 * @slot footer - what a page adds below
 * @csspart heading - the heading
 * @csspart days - the seven days
 * @csspart day - one day
 */
export class StreakWeek extends BaseElement {
  static override readonly properties = {
    monday: { converter: day },
    days: { converter: list([]) },
    categories: { converter: list([]) },
    missing: { converter: list([]) },
    activeDays: { attribute: 'active-days', converter: number(0) },
    boosted: { type: Boolean },
    bonusWeeks: { attribute: 'bonus-weeks', converter: number(0) },
    pending: { converter: day },
  };

  static override readonly styles = [
    tokens,
    card,
    css`
      .head {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        justify-content: space-between;
        gap: 0.5rem;
        min-block-size: 1.75rem;
      }

      .boost {
        display: flex;
        align-items: center;
        gap: 0.25rem;
        padding: 0.125rem 0.625rem;
        border-radius: 999px;
        background: var(--accent-soft);
        color: var(--accent);
        font-size: 0.875rem;
        font-weight: 600;
      }

      .days {
        display: grid;
        grid-template-columns: repeat(7, minmax(0, 2.75rem));
        justify-content: space-between;
        gap: 0.25rem;
        margin-block: 1.25rem;
        text-align: center;
      }

      .letter {
        font-size: 0.875rem;
        color: var(--muted);
      }

      .mark {
        display: grid;
        place-items: center;
        margin-block-start: 0.375rem;
        aspect-ratio: 1;
        border: 1.5px solid var(--line);
        border-radius: 50%;
        color: var(--muted);
      }

      .mark.active {
        border-color: transparent;
        background: var(--accent);
        color: var(--on-accent);
      }

      .mark.pending {
        outline: 2px dashed var(--accent);
        outline-offset: 2px;
      }

      .mark.off-day {
        border-style: dashed;
      }

      .mark.frozen,
      .mark.kept,
      .mark.recovered {
        border-color: transparent;
        background: var(--raised);
        color: var(--text);
      }

      .mark.open {
        border-color: var(--accent);
        color: var(--accent);
      }

      .categories {
        display: flex;
        flex-wrap: wrap;
        gap: 0.5rem;
        margin-block: 0.75rem;
      }

      .categories li {
        display: flex;
        align-items: center;
        gap: 0.375rem;
        padding: 0.25rem 0.875rem 0.25rem 0.625rem;
        border: 1px solid var(--line);
        border-radius: 999px;
        font-size: 0.9375rem;
        color: var(--muted);
      }

      .categories li.done {
        border-color: transparent;
        background: var(--accent-soft);
        color: var(--accent);
        font-weight: 600;
      }

      .note {
        font-size: 0.9375rem;
        color: var(--muted);
      }
    `,
  ];

  /** The week's first day, `YYYY-MM-DD`. */
  declare monday: string;
  /** Days that have been judged; those of other weeks are passed over. */
  declare days: readonly Day[];
  /** Categories of the program that were active this week. */
  declare categories: readonly string[];
  /** Those that the weekly bonus still asks for. */
  declare missing: readonly string[];
  /** Active days of this week. */
  declare activeDays: number;
  /** Whether this week's XP is worth more. */
  declare boosted: boolean;
  /** Weeks in a row that earned the bonus. */
  declare bonusWeeks: number;
  /** A day whose activity is on its way to the server; empty for none. */
  declare pending: string;

  constructor() {
    super();
    this.monday = '';
    this.days = [];
    this.categories = [];
    this.missing = [];
    this.activeDays = 0;
    this.boosted = false;
    this.bonusWeeks = 0;
    this.pending = '';
  }

  protected override content(say: Say): TemplateResult {
    return html`
      <section aria-labelledby="heading">
        <div class="head">
          <h2 id="heading" part="heading"><slot name="heading">${say('week.heading')}</slot></h2>
          ${this.boosted ? html`<p class="boost">${icons.bolt} ${say('week.boosted')}</p>` : nothing}
        </div>
        <p class="only-read">${say('activeDays', { count: this.activeDays })}</p>
        ${this.monday === '' ? nothing : this.renderDays(say)}
        <ul class="categories" aria-label=${say('week.categories')}>
          ${this.categories.map((name) => this.renderCategory(name, true, say))}
          ${this.missing.map((name) => this.renderCategory(name, false, say))}
        </ul>
        <p class="note">${this.note(say)}</p>
        <slot name="footer"></slot>
      </section>
    `;
  }

  private renderDays(say: Say) {
    return html`<ol class="days" part="days">
      ${weekFrom(this.monday).map((day) => {
        const isPending = day === this.pending;
        const judged = this.days.find((each) => each.day === day);
        const shown = isPending ? PENDING : judged && shownVerdict(judged);
        return html`<li part="day">
          <span class="letter" aria-hidden="true">${weekdayLetter(day, say.lang)}</span>
          <span class="mark ${shown?.name ?? ''} ${isPending ? 'pending' : ''}"
            >${shown?.icon ?? nothing}</span
          >
          <span class="only-read"
            >${say('week.day', { day: dayInWords(day, say.lang), verdict: say(shown?.label ?? 'week.toCome') })}</span
          >
        </li>`;
      })}
    </ol>`;
  }

  private renderCategory(name: string, isDone: boolean, say: Say) {
    return html`<li class=${isDone ? 'done' : ''}>
      ${isDone ? icons.check : icons.open} <bdi>${say.named(name)}</bdi>
      <span class="only-read">${say(isDone ? 'done' : 'week.missing')}</span>
    </li>`;
  }

  private note(say: Say): string {
    if (this.missing.length > 0) return say('week.open');
    return this.bonusWeeks > 1 ? say('week.wonAgain', { count: this.bonusWeeks }) : say('week.won');
  }
}
