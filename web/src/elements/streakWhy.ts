import { css, html, type TemplateResult } from 'lit';
import { list } from './attributes';
import { BaseElement } from './baseElement';
import { card } from './card';
import { controls } from './controls';
import { type ExplainedDay, dayFactsStyles, renderDayFacts } from './dayFacts';
import { dayInWords } from './formats';
import { tokens } from './tokens';
import { shownVerdict } from './verdicts';
import type { Say } from './words/elementWords';

/**
 * Why the streak is what it is: each day's verdict in words, the latest first, with its bounds.
 *
 * @tag streak-why
 * @slot heading - what stands there instead of the heading in its own words
 * @slot footer - what a page adds below
 * @csspart heading - the heading
 * @csspart day - one day with its reason
 */
export class StreakWhy extends BaseElement {
  static override readonly properties = { days: { converter: list([]) } };

  static override readonly styles = [
    tokens,
    card,
    controls,
    dayFactsStyles,
    css`
      h2:focus-visible {
        outline-offset: 6px;
        border-radius: 4px;
      }

      .days {
        margin-block-start: 0.75rem;
      }

      details {
        border-block-start: 1px solid var(--line);
      }

      li:first-child details {
        border: 0;
      }

      summary {
        display: grid;
        grid-template-columns: 2.25rem minmax(0, 1fr) auto;
        align-items: center;
        gap: 0.125rem 0.875rem;
        padding-block: 0.75rem;
        border-radius: 8px;
        cursor: pointer;
        list-style: none;
      }

      summary::-webkit-details-marker {
        display: none;
      }

      .mark {
        display: grid;
        place-items: center;
        grid-row: span 2;
        inline-size: 2.25rem;
        block-size: 2.25rem;
        border-radius: 50%;
        background: var(--raised);
        color: var(--muted);
      }

      .mark.active,
      .mark.open {
        background: var(--accent-soft);
        color: var(--accent);
      }

      .mark.frozen,
      .mark.kept,
      .mark.recovered,
      .mark.broken {
        color: var(--text);
      }

      .title {
        font-weight: 600;
      }

      .run {
        font-size: 0.9375rem;
        font-variant-numeric: tabular-nums;
        color: var(--muted);
      }

      .reason {
        grid-column: 2 / -1;
        font-size: 0.9375rem;
        color: var(--muted);
      }

      .bounds {
        margin-inline-start: min(3.125rem, 12cqi);
        padding-block-end: 1rem;
      }

      .empty {
        margin-block-start: 0.75rem;
        color: var(--muted);
      }
    `,
  ];

  /** As `explainStreak` gives them, oldest first. */
  declare days: readonly ExplainedDay[];

  constructor() {
    super();
    this.days = [];
  }

  /** Puts the user at the heading, as after a jump. */
  override focus(): void {
    const heading = this.renderRoot.querySelector<HTMLElement>('h2');
    heading?.focus();
    heading?.scrollIntoView({ block: 'start' });
  }

  protected override content(say: Say): TemplateResult {
    const days = this.days.filter(({ verdict }) => verdict !== 'before');
    return html`
      <section aria-labelledby="heading">
        <h2 id="heading" part="heading" tabindex="-1">
          <slot name="heading">${say('why.heading')}</slot>
        </h2>
        ${
          days.length === 0
            ? html`<p class="empty">${say('why.empty')}</p>`
            : html`<ol class="days" reversed>
                ${days.toReversed().map((day) => html`<li>${this.renderDay(day, say)}</li>`)}
              </ol>`
        }
        <slot name="footer"></slot>
      </section>
    `;
  }

  private renderDay(day: ExplainedDay, say: Say) {
    const { name, label, icon } = shownVerdict(day);
    const verdict = say(label);
    const isToday = day.verdict === 'open' || day === this.days.at(-1);
    return html`<details part="day">
      <summary>
        <span class="mark ${name}">${icon}</span>
        <span class="title"
          >${say('day.titled', { day: isToday ? say('day.today') : dayInWords(day.day, say.lang), verdict })}</span
        >
        <span class="run">${say('days', { count: day.current })}</span>
        <span class="reason" dir="auto">${day.reason}</span>
      </summary>
      ${renderDayFacts(day, say)}
    </details>`;
  }
}
