import { html, nothing, type TemplateResult } from 'lit';
import type { ResponseOf } from 'firestreak-client';
import { calendarStyles } from './calendarStyles';
import { card } from './card';
import { controls } from './controls';
import { FeatureElement } from './featureElement';
import { counted, dayInWords, monthInWords, numberInWords, weekdayLetter } from './formats';
import { icons } from './icons';
import { languageOf } from './language';
import { failedStyles, renderFailed } from './renderFailed';
import { tokens } from './tokens';
import { PENDING, shownVerdict } from './verdicts';
import { SOME_MONDAY, daysAfterMonday, weekFrom } from './weekFrom';

type Day = ResponseOf<'getCalendar'>['days'][number];

/** A day with so many activities is shown in full colour. */
const BUSY = 3;

/**
 * A month of days with their verdicts.
 *
 * @fires streak-month - with `detail.month` when another month is asked for
 * @fires streak-retry - when the user wants to try again what failed
 */
export class StreakCalendar extends FeatureElement {
  static override readonly properties = {
    month: {},
    today: {},
    days: { type: Array },
    problem: {},
    pending: {},
  };

  static override readonly styles = [tokens, card, controls, failedStyles, calendarStyles];

  protected override readonly feature = 'calendar';

  /** `YYYY-MM`. */
  declare month: string;
  /** The user's streak day now; no later month is offered. */
  declare today: string;
  /** As `getCalendar` gives them; empty while they are on their way. */
  declare days: readonly Day[];
  /** Why the days are not known. */
  declare problem: string;
  /** A day whose activity is on its way to the server; empty for none. */
  declare pending: string;

  constructor() {
    super();
    this.month = '';
    this.today = '';
    this.days = [];
    this.problem = '';
    this.pending = '';
  }

  protected override render(): TemplateResult | typeof nothing {
    if (this.month === '') return nothing;
    const lang = languageOf(this);
    const isLast = this.today !== '' && this.month >= this.today.slice(0, 7);
    return html`
      <section aria-labelledby="heading" aria-busy=${this.isLoading}>
        <div class="head">
          <h2 id="heading" aria-live="polite">${monthInWords(this.month, lang)}</h2>
          ${this.renderStep(-1, 'Previous month', false)}
          ${this.renderStep(1, 'Next month', isLast)}
        </div>
        ${
          this.days.length === 0 && this.problem !== ''
            ? html`<div class="grid">${renderFailed(this, this.problem)}</div>`
            : this.renderMonth(lang)
        }
      </section>
    `;
  }

  private get isLoading(): boolean {
    return this.days.length === 0 && this.problem === '';
  }

  private renderMonth(lang: string) {
    return html`
      <div class="grid" aria-hidden="true">
        ${weekFrom(SOME_MONDAY).map(
          (day) => html`<span class="letter">${weekdayLetter(day, lang)}</span>`,
        )}
        ${
          this.isLoading
            ? Array.from({ length: 35 }, () => html`<span class="day unknown"></span>`)
            : this.renderGap()
        }
        ${this.days.map((day) => this.renderDay(day, lang))}
      </div>
      <ol class="only-read">
        ${this.days
          .filter((day) => !['before', 'future'].includes(shownVerdict(day).name))
          .map((day) => html`<li>${this.dayInWords(day, lang)}</li>`)}
      </ol>
      <p class="totals">${this.isLoading ? 'Loading …' : this.renderTotals(lang)}</p>
    `;
  }

  private renderStep(by: 1 | -1, label: string, isDisabled: boolean) {
    return html`<button
      class="quiet"
      type="button"
      aria-label=${label}
      ?disabled=${isDisabled}
      @click=${() => {
        this.ask(by);
      }}
    >
      ${by < 0 ? icons.back : icons.forth}
    </button>`;
  }

  /** Days of the week before the first. */
  private renderGap() {
    const gap = daysAfterMonday(`${this.month}-01`);
    return Array.from({ length: gap }, () => html`<span></span>`);
  }

  private renderDay(day: Day, lang: string) {
    const { name, icon } = this.shown(day);
    const isBusy = name === 'active' && day.activities >= BUSY;
    const isPending = day.day === this.pending;
    const marks = [
      name,
      isBusy && 'busy',
      day.day === this.today && 'today',
      isPending && 'pending',
    ];
    const hasIcon = ['frozen', 'kept', 'recovered', 'broken', 'off-day'].includes(name);
    return html`<span class="day ${marks.filter(Boolean).join(' ')}">
      ${numberInWords(Number(day.day.slice(8)), lang)} ${hasIcon ? icon : nothing}
    </span>`;
  }

  private dayInWords(day: Day, lang: string): string {
    const { activities } = day;
    const what = activities > 0 ? `, ${counted(activities, 'activity', 'activities', lang)}` : '';
    return `${dayInWords(day.day, lang)}: ${this.shown(day).label}${what}`;
  }

  private shown(day: Day): ReturnType<typeof shownVerdict> {
    return day.day === this.pending ? PENDING : shownVerdict(day);
  }

  private renderTotals(lang: string) {
    const count = (verdict: Day['verdict']) =>
      this.days.filter((day) => day.verdict === verdict).length;
    const frozen = count('frozen');
    return html`
      <span>${counted(count('active'), 'active day', 'active days', lang)}</span>
      ${frozen > 0 ? html`<span>${counted(frozen, 'freeze', 'freezes', lang)} used</span>` : nothing}
    `;
  }

  private ask(by: 1 | -1): void {
    const start = new Date(`${this.month}-01`);
    start.setUTCMonth(start.getUTCMonth() + by);
    const detail = { month: start.toISOString().slice(0, 7) };
    this.dispatchEvent(new CustomEvent('streak-month', { detail, bubbles: true, composed: true }));
  }
}
