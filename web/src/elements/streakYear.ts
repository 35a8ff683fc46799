import { html, nothing, type TemplateResult } from 'lit';
import { addDays } from './addDays';
import { card } from './card';
import { controls } from './controls';
import { FeatureElement } from './featureElement';
import { counted, dayInWords, monthInWords, monthLabel, numberInWords } from './formats';
import { languageOf } from './language';
import { failedStyles, renderFailed } from './renderFailed';
import { tokens } from './tokens';
import { daysIntoWeek, firstWeekday, weekFrom } from './weekFrom';
import { yearStyles } from './yearStyles';

/** Weeks of half a year, as they are drawn. Both halves hold 53 weeks, whichever day they begin on. */
const HALF = 27;

/** A month that begins in the last weeks of a half has no room for its name. */
const LABEL_WEEKS = 2;

/** Fewest activities of a day of each depth of colour. */
const DEPTHS = [1, 2, 3, 5] as const;

/**
 * A year of days, each as deep in colour as it was busy.
 *
 * @fires streak-retry - when the user wants to try again what failed
 */
export class StreakYear extends FeatureElement {
  static override readonly properties = {
    from: {},
    counts: { type: Array },
    problem: {},
  };

  static override readonly styles = [tokens, card, controls, failedStyles, yearStyles];

  protected override readonly feature = 'insights';

  /** The first day, `YYYY-MM-DD`; empty while it is not known. */
  declare from: string;
  /** Activities of each day from there on, as the heatmap of `getInsights` gives them; null for a kept day. */
  declare counts: readonly (number | null)[];
  /** Why nothing is known. */
  declare problem: string;

  constructor() {
    super();
    this.from = '';
    this.counts = [];
    this.problem = '';
  }

  protected override render(): TemplateResult {
    const hasFailed = this.from === '' && this.problem !== '';
    return html`
      <section aria-labelledby="heading" aria-busy=${this.from === '' && !hasFailed}>
        <h2 id="heading">Your year</h2>
        ${hasFailed ? renderFailed(this, this.problem) : this.renderYear(languageOf(this))}
      </section>
    `;
  }

  private renderYear(lang: string) {
    const { from, counts } = this;
    const byDay = new Map(counts.map((count, index) => [addDays(from, index), count]));
    const last = from === '' ? '' : addDays(from, counts.length - 1);
    const active = counts.filter((count) => count !== null && count > 0).length;
    return html`<div class="year" aria-hidden="true">
        ${halvesUntil(last, firstWeekday(lang)).map(
          (weeks) =>
            html`<div class="half">
              ${weeks.map((start, index) => renderWeek(start, index, byDay, last, lang))}
            </div>`,
        )}
      </div>
      ${from === '' ? nothing : renderTable(byDay, lang)}
      <div class="foot">
        <p>${from === '' ? 'Loading …' : counted(active, 'active day', 'active days', lang)}</p>
        <p class="legend" aria-hidden="true">
          ${DEPTHS.map(
            (fewest, index) =>
              html`<span class="day depth-${index + 1}"></span>
                ${depthInWords(index, fewest, lang)}`,
          )}
        </p>
      </div>`;
  }
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
  lang: string,
) {
  const days = start === '' ? Array.from({ length: 7 }, () => '') : weekFrom(start);
  const first = days.find((day) => day.endsWith('-01'));
  const hasLabel = first !== undefined && index < HALF - LABEL_WEEKS;
  return html`<div class="week">
    <span class="month">${hasLabel ? monthLabel(first, lang) : nothing}</span>
    ${days.map((day) => {
      const count = byDay.get(day);
      if (count === undefined) {
        return html`<span class="day ${day <= last ? 'depth-0' : ''}"></span>`; // before the first
      }
      const what = count === null ? 'kept' : counted(count, 'activity', 'activities', lang);
      return html`<span
        class="day ${count === null ? 'kept' : `depth-${depthOf(count)}`}"
        title="${dayInWords(day, lang)}: ${what}"
      ></span>`;
    })}
  </div>`;
}

/** What the colours show, month by month. */
function renderTable(byDay: ReadonlyMap<string, number | null>, lang: string) {
  const months = new Set([...byDay.keys()].map((day) => day.slice(0, 7)));
  return html`<div class="only-read">
    <table>
      <caption>
        Active days and activities by month
      </caption>
      <tr>
        <th scope="col">Month</th>
        <th scope="col">Active days</th>
        <th scope="col">Activities</th>
      </tr>
      ${[...months].map((month) => {
        const days = [...byDay].filter(([day]) => day.startsWith(month));
        const counts = days.map(([, count]) => count ?? 0);
        return html`<tr>
          <th scope="row">${monthInWords(month, lang)}</th>
          <td>${numberInWords(counts.filter((count) => count > 0).length, lang)}</td>
          <td>
            ${numberInWords(
              counts.reduce((sum, count) => sum + count, 0),
              lang,
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
