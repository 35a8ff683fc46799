import { html, nothing, type TemplateResult } from 'lit';
import { day, list, text } from './attributes';
import { addDays } from './addDays';
import { card } from './card';
import { controls } from './controls';
import { FeatureElement } from './featureElement';
import { dayInWords, monthInWords, monthLabel, numberInWords } from './formats';
import { failedStyles, renderFailed } from './renderFailed';
import { tokens } from './tokens';
import { daysIntoWeek, firstWeekday, weekFrom } from './weekFrom';
import { yearStyles } from './yearStyles';
import type { Say } from './words/elementWords';

/** Weeks of half a year, as they are drawn. Both halves hold 53 weeks, whichever day they begin on. */
const HALF = 27;

/** A month that begins in the last weeks of a half has no room for its name. */
const LABEL_WEEKS = 2;

/** Fewest activities of a day of each depth of colour. */
const DEPTHS = [1, 2, 3, 5] as const;

/**
 * A year of days, each as deep in colour as it was busy.
 *
 * @fires streak-open-day - with `detail.day` of a day that was tapped and is to be looked at
 * @fires streak-retry - when the user wants to try again what failed
 * @tag streak-year
 * @slot heading - what stands there instead of the heading in its own words
 * @slot footer - what a page adds below
 * @csspart heading - the heading
 * @csspart year - all days
 */
export class StreakYear extends FeatureElement {
  static override readonly properties = {
    from: { converter: day },
    counts: { converter: list([]) },
    problem: { converter: text },
    tapped: { state: true },
  };

  static override readonly styles = [tokens, card, controls, failedStyles, yearStyles];

  protected override readonly feature = 'insights';

  /** The first day, `YYYY-MM-DD`; empty while it is not known. */
  declare from: string;
  /** Activities of each day from there on, as the heatmap of `getInsights` gives them; null for a kept day. */
  declare counts: readonly (number | null)[];
  /** Why nothing is known. */
  declare problem: string;
  /** The day that was tapped; empty for none. */
  declare private tapped: string;

  constructor() {
    super();
    this.from = '';
    this.counts = [];
    this.problem = '';
    this.tapped = '';
  }

  protected override content(say: Say): TemplateResult {
    const hasFailed = this.from === '' && this.problem !== '';
    return html`
      <section aria-labelledby="heading" aria-busy=${this.from === '' && !hasFailed}>
        <h2 id="heading" part="heading"><slot name="heading">${say('year.heading')}</slot></h2>
        ${hasFailed ? renderFailed(this, this.problem, say) : this.renderYear(say)}
        <slot name="footer"></slot>
      </section>
    `;
  }

  private renderYear(say: Say) {
    const { from, counts } = this;
    const byDay = new Map(counts.map((count, index) => [addDays(from, index), count]));
    const last = from === '' ? '' : addDays(from, counts.length - 1);
    const active = counts.filter((count) => count !== null && count > 0).length;
    return html`<div class="year" part="year" aria-hidden="true" @click=${this.tap}>
        ${halvesUntil(last, firstWeekday(say.lang)).map(
          (weeks) =>
            html`<div class="half">
              ${weeks.map((start, index) => renderWeek(start, index, byDay, last, say))}
            </div>`,
        )}
      </div>
      <div role="status">${this.renderTapped(byDay, say)}</div>
      ${from === '' ? nothing : renderTable(byDay, say)}
      <div class="foot">
        <p>${from === '' ? say('loading') : say('activeDays', { count: active })}</p>
        <p class="legend" aria-hidden="true">
          ${DEPTHS.map(
            (fewest, index) =>
              html`<span class="day depth-${index + 1}"></span>
                ${depthInWords(index, fewest, say.lang)}`,
          )}
        </p>
      </div>`;
  }

  /** What was done on the day that was tapped; a cell is too small to say it, or to be a button. */
  private renderTapped(byDay: ReadonlyMap<string, number | null>, say: Say) {
    const count = byDay.get(this.tapped);
    if (count === undefined) return nothing;
    return html`<p class="tapped">
      <span>${inWords(this.tapped, count, say)}</span>
      <button
        class="quiet"
        type="button"
        @click=${() => {
          const event = { detail: { day: this.tapped }, bubbles: true, composed: true };
          this.dispatchEvent(new CustomEvent('streak-open-day', event));
        }}
      >
        ${say('year.openDay')}
      </button>
    </p>`;
  }

  private readonly tap = ({ target }: Event): void => {
    if (target instanceof HTMLElement) this.tapped = target.dataset['day'] ?? '';
  };
}

function inWords(day: string, count: number | null, say: Say): string {
  const verdict = count === null ? say('year.kept') : say('activities', { count });
  return say('week.day', { day: dayInWords(day, say.lang), verdict });
}

/** The first days of the weeks of both halves of the year that ends with a day; without one, as many of no day. */
function halvesUntil(last: string, firstOfWeek: number): string[][] {
  const end = last === '' ? '' : addDays(last, -daysIntoWeek(last, firstOfWeek));
  const weeks = Array.from({ length: 2 * HALF }, (_, index) =>
    end === '' ? '' : addDays(end, -7 * (2 * HALF - 1 - index)),
  );
  return [weeks.slice(0, HALF), weeks.slice(HALF)];
}

function renderWeek(
  start: string,
  index: number,
  byDay: ReadonlyMap<string, number | null>,
  last: string,
  say: Say,
) {
  const days = start === '' ? Array.from({ length: 7 }, () => '') : weekFrom(start);
  const first = days.find((day) => day.endsWith('-01'));
  const hasLabel = first !== undefined && index < HALF - LABEL_WEEKS;
  return html`<div class="week">
    <span class="month">${hasLabel ? monthLabel(first, say.lang) : nothing}</span>
    ${days.map((day) => {
      const count = byDay.get(day);
      if (count === undefined) {
        return html`<span class="day ${day <= last ? 'depth-0' : ''}"></span>`; // before the first
      }
      return html`<span
        class="day ${count === null ? 'kept' : `depth-${depthOf(count)}`}"
        title=${inWords(day, count, say)}
        data-day=${day}
      ></span>`;
    })}
  </div>`;
}

/** What the colours show, month by month. */
function renderTable(byDay: ReadonlyMap<string, number | null>, say: Say) {
  const months = new Set([...byDay.keys()].map((day) => day.slice(0, 7)));
  return html`<div class="only-read">
    <table>
      <caption>
        ${say('year.caption')}
      </caption>
      <tr>
        <th scope="col">${say('year.month')}</th>
        <th scope="col">${say('year.activeDays')}</th>
        <th scope="col">${say('year.activities')}</th>
      </tr>
      ${[...months].map((month) => {
        const days = [...byDay].filter(([day]) => day.startsWith(month));
        const counts = days.map(([, count]) => count ?? 0);
        return html`<tr>
          <th scope="row">${monthInWords(month, say.lang)}</th>
          <td>${numberInWords(counts.filter((count) => count > 0).length, say.lang)}</td>
          <td>
            ${numberInWords(
              counts.reduce((sum, count) => sum + count, 0),
              say.lang,
            )}
          </td>
        </tr>`;
      })}
    </table>
  </div>`;
}

function depthOf(count: number): number {
  return DEPTHS.filter((fewest) => count >= fewest).length;
}

function depthInWords(index: number, fewest: number, lang: string): string {
  const next = DEPTHS[index + 1];
  if (next === undefined) return `${numberInWords(fewest, lang)}+`;
  const range = next - 1 > fewest ? `–${numberInWords(next - 1, lang)}` : '';
  return numberInWords(fewest, lang) + range;
}
