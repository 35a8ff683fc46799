import { html, nothing, type TemplateResult } from 'lit';
import type { ResponseOf } from 'firestreak-client';
import { addDays } from './addDays';
import { card } from './card';
import { controls } from './controls';
import { FeatureElement } from './featureElement';
import { counted, dayInWords, numberInWords, weekdayInWords } from './formats';
import { KeepFocus } from './keepFocus';
import { languageOf } from './language';
import { planStyles } from './planStyles';
import { tokens } from './tokens';
import { SOME_MONDAY, weekFrom } from './weekFrom';

type Plan = ResponseOf<'getStreak'>['plan'];
type Pause = Plan['pauses'][number];

/** How far ahead a pause may end, in days. */
const FURTHEST = 366;

/**
 * Days without activity, planned ahead: pauses and weekdays of rest.
 *
 * @fires streak-pause - with `detail.from` and `detail.to`, both days included
 * @fires streak-cancel-pause - with `detail.from` and `detail.to` of the pause to take back
 * @fires streak-rest-days - with `detail.weekdays`, of which 1 is Monday
 */
export class StreakPlan extends FeatureElement {
  static override readonly properties = {
    plan: { type: Object },
    today: {},
    pauseDaysPerYear: { type: Number, attribute: 'pause-days-per-year' },
    restDaysPerWeek: { type: Number, attribute: 'rest-days-per-week' },
    problem: {},
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

  protected override render(): TemplateResult {
    const { plan, today } = this;
    const lang = languageOf(this);
    return html`
      <section aria-labelledby="heading" aria-busy=${!plan}>
        <h2 id="heading">Time off</h2>
        <p class="note">Without activity these days are kept, and no freeze is used.</p>
        <p class="problem" role="alert">${this.problem}</p>
        ${plan && today !== '' ? [this.renderPauses(plan, lang), this.renderRest(plan, lang)] : nothing}
      </section>
    `;
  }

  private renderPauses({ pauses, pauseDaysLeft }: Plan, lang: string) {
    const { today } = this;
    const ahead = pauses.filter(({ to }) => to >= today);
    if (this.pauseDaysPerYear === 0 && ahead.length === 0) return nothing;
    return html`
      <h3>Pauses</h3>
      <p class="note">
        ${counted(pauseDaysLeft, 'day', 'days', lang)} of this year can still be paused.
      </p>
      ${
        ahead.length === 0
          ? nothing
          : html`<ul>
              ${ahead.map((pause) => html`<li>${this.renderPause(pause, lang)}</li>`)}
            </ul>`
      }
      ${this.pauseDaysPerYear === 0 ? nothing : this.renderPausing()}
    `;
  }

  private renderPausing() {
    const { today } = this;
    const last = addDays(today, FURTHEST);
    const from = this.from || today;
    return html`
      <form @submit=${this.pause}>
        <div class="pair">
          <div>
            <label for="from">From</label>
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
            <label for="to">To</label>
            <input id="to" name="to" type="date" required min=${from} max=${last} />
          </div>
        </div>
        <button>Pause these days</button>
      </form>
    `;
  }

  private renderPause({ from, to }: Pause, lang: string) {
    const days =
      from === to ? dayInWords(from, lang) : `${dayInWords(from, lang)} – ${dayInWords(to, lang)}`;
    return html`
      <span>${days}</span>
      <button
        class="quiet"
        type="button"
        aria-label="Cancel the pause ${days}"
        @click=${() => {
          this.tell('streak-cancel-pause', { from, to });
        }}
      >
        Cancel
      </button>
    `;
  }

  private renderRest({ restDays, nextRestDays }: Plan, lang: string) {
    const chosen = nextRestDays?.restDays ?? restDays;
    const { restDaysPerWeek: most } = this;
    if (most === 0 && chosen.length === 0) return nothing;
    return html`
      <form @submit=${this.rest}>
        <fieldset>
          <legend>
            Days of rest${most ? `, at most ${numberInWords(most, lang)} a week` : ''}
          </legend>
          <div class="weekdays">
            ${weekFrom(SOME_MONDAY).map(
              (day, index) =>
                html`<label class="check">
                  <input
                    type="checkbox"
                    name="weekdays"
                    value=${index + 1}
                    .checked=${chosen.includes(index + 1)}
                  />
                  ${weekdayInWords(day, lang)}
                </label>`,
            )}
          </div>
        </fieldset>
        ${
          nextRestDays
            ? html`<p class="note">They apply from ${dayInWords(nextRestDays.from, lang)}.</p>`
            : nothing
        }
        <button>Save days of rest</button>
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

  private tell(type: string, detail: object): void {
    this.dispatchEvent(new CustomEvent(type, { detail, bubbles: true, composed: true }));
  }
}
