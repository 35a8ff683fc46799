import { html, nothing, type TemplateResult } from 'lit';
import type { ResponseOf } from 'firestreak-client';
import { day, number, object, text } from './attributes';
import { addDays } from './addDays';
import { card } from './card';
import { controls } from './controls';
import { FeatureElement } from './featureElement';
import { dayInWords, weekdayInWords } from './formats';
import { KeepFocus } from './keepFocus';
import { planStyles } from './planStyles';
import { tokens } from './tokens';
import { SOME_MONDAY, weekFrom, weekInOrder } from './weekFrom';
import type { Say } from './words/elementWords';

type Plan = ResponseOf<'getStreak'>['plan'];
type Pause = Plan['pauses'][number];

/** How far ahead a pause may end, in days. */
const FURTHEST = 366;

const WEEKDAYS = weekFrom(SOME_MONDAY);

/**
 * Days without activity, planned ahead: pauses and weekdays of rest.
 *
 * @fires streak-pause - with `detail.from` and `detail.to`, both days included
 * @fires streak-cancel-pause - with `detail.from` and `detail.to` of the pause to take back
 * @fires streak-rest-days - with `detail.weekdays`, of which 1 is Monday
 * @tag streak-plan
 * @slot heading - what stands there instead of the heading in its own words
 * @slot footer - what a page adds below
 * @csspart heading - the heading
 * @csspart pauses - the pauses to come
 */
export class StreakPlan extends FeatureElement {
  static override readonly properties = {
    plan: { converter: object },
    today: { converter: day },
    pauseDaysPerYear: { attribute: 'pause-days-per-year', converter: number() },
    restDaysPerWeek: { attribute: 'rest-days-per-week', converter: number() },
    problem: { converter: text },
    from: { state: true },
  };

  static override readonly styles = [tokens, card, controls, planStyles];

  protected override readonly feature = 'plans';

  /** As `getStreak` gives it; undefined while it is on its way. */
  declare plan: Plan | undefined;
  /** The user's streak day now. */
  declare today: string;
  /** Days of a year that may be paused, as `about` of `getStreak` says; undefined: some. */
  declare pauseDaysPerYear: number | undefined;
  /** The most weekdays of rest, as `about` of `getStreak` says; undefined: some. */
  declare restDaysPerWeek: number | undefined;
  /** Why a change was not taken. */
  declare problem: string;
  /** The first day that is being chosen. */
  declare private from: string;
  /** The pause that the page was told of last. */
  private asked: Pause | undefined;

  constructor() {
    super();
    this.plan = undefined;
    this.today = '';
    this.problem = '';
    this.from = '';
    new KeepFocus(this);
  }

  protected override content(say: Say): TemplateResult {
    const { plan, today } = this;
    return html`
      <section aria-labelledby="heading" aria-busy=${!plan}>
        <h2 id="heading" part="heading"><slot name="heading">${say('plan.heading')}</slot></h2>
        <p class="note">${say('plan.note')}</p>
        <p class="problem" role="alert">${this.problem}</p>
        ${plan && today !== '' ? [this.renderPauses(plan, say), this.renderRest(plan, say)] : nothing}
        <slot name="footer"></slot>
      </section>
    `;
  }

  private renderPauses({ pauses, pauseDaysLeft }: Plan, say: Say) {
    const { today } = this;
    const ahead = pauses.filter(({ to }) => to >= today);
    if (this.pauseDaysPerYear === 0 && ahead.length === 0) return nothing;
    return html`
      <h3>${say('plan.pauses')}</h3>
      <p class="note">${say('plan.daysLeft', { count: pauseDaysLeft })}</p>
      ${
        ahead.length === 0
          ? nothing
          : html`<ul part="pauses">
              ${ahead.map((pause) => html`<li>${this.renderPause(pause, say)}</li>`)}
            </ul>`
      }
      ${this.pauseDaysPerYear === 0 ? nothing : this.renderPausing(say)}
    `;
  }

  private renderPausing(say: Say) {
    const { today } = this;
    const last = addDays(today, FURTHEST);
    const from = this.from || today;
    return html`
      <form @submit=${this.pause}>
        <div class="pair">
          <div>
            <label for="from">${say('plan.from')}</label>
            <input
              id="from"
              name="from"
              type="date"
              required
              min=${today}
              max=${last}
              .value=${from}
              @change=${({ target }: Event) => {
                if (target instanceof HTMLInputElement) this.from = target.value;
              }}
            />
          </div>
          <div>
            <label for="to">${say('plan.to')}</label>
            <input id="to" name="to" type="date" required min=${from} max=${last} />
          </div>
        </div>
        <button>${say('plan.pause')}</button>
      </form>
    `;
  }

  private renderPause({ from, to }: Pause, say: Say) {
    const [first, last] = [dayInWords(from, say.lang), dayInWords(to, say.lang)];
    const days = from === to ? first : say('range', { from: first, to: last });
    return html`
      <span>${days}</span>
      <button
        class="quiet"
        type="button"
        aria-label=${say('plan.cancelWhich', { days })}
        @click=${() => {
          this.tell('streak-cancel-pause', { from, to });
        }}
      >
        ${say('plan.cancel')}
      </button>
    `;
  }

  private renderRest({ restDays, nextRestDays }: Plan, say: Say) {
    const chosen = nextRestDays?.restDays ?? restDays;
    const { restDaysPerWeek: most } = this;
    if (most === 0 && chosen.length === 0) return nothing;
    return html`
      <form @submit=${this.rest}>
        <fieldset>
          <legend>${most ? say('plan.restAtMost', { count: most }) : say('plan.rest')}</legend>
          <div class="weekdays">
            ${weekInOrder(say.lang).map(
              (index) =>
                html`<label class="check">
                  <input
                    type="checkbox"
                    name="weekdays"
                    value=${index + 1}
                    .checked=${chosen.includes(index + 1)}
                  />
                  ${weekdayInWords(WEEKDAYS[index] ?? '', say.lang)}
                </label>`,
            )}
          </div>
        </fieldset>
        ${
          nextRestDays
            ? html`<p class="note">
                ${say('plan.applyFrom', { day: dayInWords(nextRestDays.from, say.lang) })}
              </p>`
            : nothing
        }
        <button>${say('plan.saveRest')}</button>
      </form>
    `;
  }

  private pause(event: SubmitEvent): void {
    event.preventDefault();
    if (!(event.target instanceof HTMLFormElement)) return;
    const chosen = Object.fromEntries(new FormData(event.target)) as unknown as Pause;
    this.asked = chosen;
    this.tell('streak-pause', chosen);
  }

  /** Empties the form once the pause is there; until then it keeps what was typed. */
  protected override updated(changed: Map<string, unknown>): void {
    const { asked } = this;
    if (!changed.has('plan') || !asked) return;
    if (!this.plan?.pauses.some(({ from, to }) => from <= asked.from && to >= asked.to)) return;
    this.asked = undefined;
    this.from = '';
    this.renderRoot.querySelector('form')?.reset();
  }

  private rest(event: SubmitEvent): void {
    event.preventDefault();
    if (!(event.target instanceof HTMLFormElement)) return;
    const weekdays = new FormData(event.target).getAll('weekdays').map(Number);
    this.tell('streak-rest-days', { weekdays });
  }
}
