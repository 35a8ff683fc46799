import { html, nothing, type TemplateResult } from 'lit';
import type { ResponseOf } from 'firestreak-client';
import { day, list, month, number, object, text } from './attributes';
import { addDays } from './addDays';
import { renderLegend } from './calendarLegend';
import { calendarStyles } from './calendarStyles';
import { card } from './card';
import { type Planning, renderChosenDay } from './chosenDay';
import { controls } from './controls';
import { type ExplainedDay, dayFactsStyles } from './dayFacts';
import { FeatureElement } from './featureElement';
import { dayInWords, monthInWords, numberInWords, weekdayInWords, weekdayLetter } from './formats';
import { dayByKey, monthAfter } from './gridKeys';
import { icons } from './icons';
import { failedStyles, renderFailed } from './renderFailed';
import { tokens } from './tokens';
import { PENDING, WITHOUT_ICON, shownVerdict } from './verdicts';
import { SOME_MONDAY, daysIntoWeek, firstWeekday, weekFrom } from './weekFrom';
import type { Say } from './words/elementWords';

type Day = ResponseOf<'getCalendar'>['days'][number];
type Plan = ResponseOf<'getStreak'>['plan'];

/** A day with so many activities is shown in full colour. */
const BUSY = 3;

/** How far ahead days can be planned, in days. */
const FURTHEST = 366;

/** Later than any month. */
const NO_LAST = '9999-12';

/**
 * A month of days with their verdicts. A day that is chosen says why it was judged so, and a day to come
 * can be planned.
 *
 * @fires streak-month - with `detail.month` when another month is asked for
 * @fires streak-day - with `detail.day` when a day is chosen
 * @fires streak-pause - with `detail.from` and `detail.to`, both days included
 * @fires streak-cancel-pause - with `detail.from` and `detail.to`
 * @fires streak-rest-days - with `detail.weekdays`, of which 1 is Monday
 * @fires streak-retry - when the user wants to try again what failed
 * @tag streak-calendar
 * @slot footer - what a page adds below
 * @csspart heading - the heading
 * @csspart month - the days of the month
 * @csspart day - one day
 */
export class StreakCalendar extends FeatureElement {
  static override readonly properties = {
    month: { converter: month },
    today: { converter: day },
    days: { converter: list([]) },
    problem: { converter: text },
    pending: { converter: day },
    chosen: { converter: day },
    explained: { converter: object },
    dayProblem: { attribute: 'day-problem', converter: text },
    plan: { converter: object },
    pauseDaysPerYear: { attribute: 'pause-days-per-year', converter: number(0) },
    restDaysPerWeek: { attribute: 'rest-days-per-week', converter: number(0) },
  };

  static override readonly styles = [
    tokens,
    card,
    controls,
    failedStyles,
    dayFactsStyles,
    calendarStyles,
  ];

  protected override readonly feature = 'calendar';

  /** `YYYY-MM`. */
  declare month: string;
  /** The user's streak day now; later months are offered only where there is a plan. */
  declare today: string;
  /** As `getCalendar` gives them; empty while they are on their way. */
  declare days: readonly Day[];
  /** Why the days are not known. */
  declare problem: string;
  /** A day whose activity is on its way to the server; empty for none. */
  declare pending: string;
  /** The day that was chosen; empty for none. */
  declare chosen: string;
  /** The chosen day as `explainStreak` gives it; undefined while it is on its way. */
  declare explained: ExplainedDay | undefined;
  /** Why the chosen day could not be explained, or a plan was not taken. */
  declare dayProblem: string;
  /** As `getStreak` gives it; undefined where days cannot be planned. */
  declare plan: Plan | undefined;
  /** Days of a year that may be paused, as `about` of `getStreak` says; 0 for none. */
  declare pauseDaysPerYear: number;
  /** The most weekdays of rest, as `about` of `getStreak` says; 0 for none. */
  declare restDaysPerWeek: number;
  /** The day that a key leads to, as soon as it is shown; empty for none. */
  private wanted = '';

  constructor() {
    super();
    this.month = '';
    this.today = '';
    this.days = [];
    this.problem = '';
    this.pending = '';
    this.chosen = '';
    this.explained = undefined;
    this.dayProblem = '';
    this.plan = undefined;
    this.pauseDaysPerYear = 0;
    this.restDaysPerWeek = 0;
  }

  protected override content(say: Say): TemplateResult | typeof nothing {
    if (this.month === '') return nothing;
    return html`
      <section aria-labelledby="heading" aria-busy=${isLoading(this)}>
        <div class="head">
          <h2 id="heading" part="heading" aria-live="polite">
            ${monthInWords(this.month, say.lang)}
          </h2>
          ${this.renderStep(-1, say('calendar.previous'))}
          ${this.renderStep(1, say('calendar.next'))}
        </div>
        ${
          this.days.length === 0 && this.problem !== ''
            ? html`<div class="month">${renderFailed(this, this.problem, say)}</div>`
            : this.renderMonth(say)
        }
        ${this.renderChosen(say)}
        <slot name="footer"></slot>
      </section>
    `;
  }

  private renderMonth(say: Say) {
    const { lang } = say;
    const first = firstWeekday(lang);
    const gap = isLoading(this) ? 0 : daysIntoWeek(`${this.month}-01`, first);
    const days = isLoading(this) ? Array.from({ length: 35 }, () => undefined) : this.days;
    const cells = [...Array.from({ length: gap }, () => null), ...days];
    const weeks = Array.from({ length: Math.ceil(cells.length / 7) }, (_, index) =>
      cells.slice(index * 7, index * 7 + 7),
    );
    return html`
      <div class="month" part="month">
        <table role="grid" aria-labelledby="heading" @keydown=${this.moved}>
          <thead>
            <tr>
              ${weekFrom(addDays(SOME_MONDAY, first - 1)).map(
                (day) =>
                  html`<th scope="col" abbr=${weekdayInWords(day, lang)}>
                    <span aria-hidden="true">${weekdayLetter(day, lang)}</span>
                    <span class="only-read">${weekdayInWords(day, lang)}</span>
                  </th>`,
              )}
            </tr>
          </thead>
          <tbody>
            ${weeks.map(
              (week) =>
                html`<tr>
                  ${week.map((day) => html`<td>${day === null ? nothing : this.renderDay(day, say)}</td>`)}
                </tr>`,
            )}
          </tbody>
        </table>
      </div>
      <p class="totals">${isLoading(this) ? say('loading') : this.renderTotals(say)}</p>
      ${renderLegend(say)}
    `;
  }

  private renderStep(by: 1 | -1, label: string) {
    const month = monthAfter(this.month, by);
    return html`<button
      class="quiet"
      type="button"
      aria-label=${label}
      ?disabled=${month > this.lastMonth}
      @click=${() => {
        this.tell('streak-month', { month });
      }}
    >
      ${by < 0 ? icons.back : icons.forth}
    </button>`;
  }

  private renderDay(day: Day | undefined, say: Say) {
    if (!day) return html`<span class="day unknown"></span>`;
    const { name, icon } = this.shown(day);
    const isBusy = name === 'active' && day.activities >= BUSY;
    const marks = [
      name,
      isBusy && 'busy',
      day.day === this.today && 'today',
      day.day === this.pending && 'pending',
    ];
    return html`<button
      part="day"
      class="day ${marks.filter(Boolean).join(' ')}"
      type="button"
      data-day=${day.day}
      tabindex=${day.day === this.tabStop ? 0 : -1}
      aria-pressed=${day.day === this.chosen}
      aria-current=${day.day === this.today ? 'date' : nothing}
      @click=${() => {
        this.tell('streak-day', { day: day.day });
      }}
    >
      <span aria-hidden="true">${numberInWords(Number(day.day.slice(8)), say.lang)}</span>
      ${WITHOUT_ICON.includes(name) ? nothing : icon}
      <span class="only-read">${this.dayInWords(day, say)}</span>
    </button>`;
  }

  /** The day that the Tab key leads to; arrows lead on from there. */
  private get tabStop(): string {
    const isShown = (day: string) => this.days.some((each) => each.day === day);
    return [this.chosen, this.today].find(isShown) ?? this.days[0]?.day ?? '';
  }

  private dayInWords({ activities: count, ...day }: Day, say: Say): string {
    const verdict = say(this.shown(day).label);
    const said = { day: dayInWords(day.day, say.lang), verdict };
    if (count === 0) return say('week.day', said);
    return say('day.withActivities', { ...said, activities: say('activities', { count }) });
  }

  private shown(day: Omit<Day, 'activities'>): ReturnType<typeof shownVerdict> {
    return day.day === this.pending ? PENDING : shownVerdict(day);
  }

  private renderTotals(say: Say) {
    const count = (verdict: Day['verdict']) =>
      this.days.filter((day) => day.verdict === verdict).length;
    const frozen = count('frozen');
    return html`
      <span>${say('activeDays', { count: count('active') })}</span>
      ${frozen > 0 ? html`<span>${say('freezesUsed', { count: frozen })}</span>` : nothing}
    `;
  }

  private renderChosen(say: Say) {
    const day = this.days.find((each) => each.day === this.chosen);
    if (!day) return nothing;
    const { plan, pauseDaysPerYear, restDaysPerWeek } = this;
    const planning: Planning | undefined = plan && {
      ...{ plan, pauseDaysPerYear, restDaysPerWeek },
      tell: (type, detail) => {
        this.tell(type, detail);
      },
    };
    const isAhead = day.day >= this.today;
    const { explained, dayProblem: problem } = this;
    const label = say(this.shown(day).label);
    const chosen = { ...day, label, explained, problem, isAhead };
    return renderChosenDay(chosen, planning, say);
  }

  private moved(event: KeyboardEvent): void {
    const { day } = (event.target as HTMLElement).dataset;
    if (day === undefined) return;
    const isRightToLeft = getComputedStyle(this).direction === 'rtl';
    const layout = { firstWeekday: firstWeekday(this.speech.say.lang), isRightToLeft };
    const target = dayByKey(day, event.key, layout);
    if (target === undefined) return;
    event.preventDefault();
    const month = target.slice(0, 7);
    if (month > this.lastMonth) return;
    this.wanted = target;
    if (month === this.month) this.goToWanted();
    else this.tell('streak-month', { month });
  }

  protected override updated(changed: Map<string, unknown>): void {
    this.goToWanted();
    if (!changed.has('chosen') && !changed.has('days')) return;
    this.renderRoot.querySelector('.chosen')?.scrollIntoView({ block: 'nearest' });
  }

  /** Puts the user on the day that a key has led to, once it is there. */
  private goToWanted(): void {
    const button = this.renderRoot.querySelector<HTMLElement>(`[data-day="${this.wanted}"]`);
    if (!button) return;
    this.wanted = '';
    button.focus();
  }

  private get lastMonth(): string {
    const last = this.plan && this.today !== '' ? addDays(this.today, FURTHEST) : this.today;
    return last === '' ? NO_LAST : last.slice(0, 7);
  }
}

function isLoading({ days, problem }: StreakCalendar): boolean {
  return days.length === 0 && problem === '';
}
