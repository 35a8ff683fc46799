import { html, nothing, type TemplateResult } from 'lit';
import type { ResponseOf } from 'firestreak-client';
import { instant, number, object, oneOf, text, zone } from './attributes';
import { BaseElement } from './baseElement';
import { card } from './card';
import { controls } from './controls';
import { counterStyles } from './counterStyles';
import { momentInWords, numberInWords, timeInWords } from './formats';
import { icons } from './icons';
import { MinuteClock } from './minuteClock';
import { type Moment, momentOf } from './moment';
import { done, progressBar } from './progressBar';
import { tokens } from './tokens';
import type { Say } from './words/elementWords';

type Cadence = ResponseOf<'getStreak'>['cadence'];

/** Later than so many days ahead a weekday does not say which day is meant. */
const WEEKDAY_SAYS_MS = 6 * 86_400_000;

/**
 * The streak with today's state: how many days, whether today counts yet and until when it can or
 * whether nothing is asked for, the freezes held, the days off left, and the way to the next milestone.
 *
 * @fires streak-why - when the user asks why the streak is what it is
 * @tag streak-counter
 * @slot heading - what stands there instead of the heading in its own words
 * @slot footer - what a page adds below
 * @csspart heading - the heading
 * @csspart flame - the drawing
 * @csspart count - the number of days
 * @csspart unit - what is counted
 * @csspart facts - freezes, the longest run and the next milestone
 * @csspart progress - the way to the next milestone
 */
export class StreakCounter extends BaseElement {
  static override readonly properties = {
    current: { converter: number(0) },
    longest: { converter: number(0) },
    freezes: { converter: number(0) },
    activeToday: { type: Boolean, attribute: 'active-today' },
    pending: { converter: oneOf(['', 'sending', 'waiting'], '') },
    dayEndsAt: { attribute: 'day-ends-at', converter: instant },
    lapsesAt: { attribute: 'lapses-at', converter: instant },
    cadence: { converter: object },
    timeZone: { attribute: 'time-zone', converter: zone },
    nextMilestone: { attribute: 'next-milestone', converter: number(0) },
    activities: { converter: number() },
    yesterday: { converter: text },
    lost: { converter: number(0) },
  };

  static override readonly styles = [tokens, card, controls, progressBar, counterStyles];

  /** Days of the run. */
  declare current: number;
  /** Days of the longest run. */
  declare longest: number;
  /** Freezes that are held. */
  declare freezes: number;
  /** Whether today counts already. */
  declare activeToday: boolean;
  /** How today's activity is on its way, `sending` or `waiting`; empty once it has arrived. */
  declare pending: '' | 'sending' | 'waiting';
  /** An instant, ISO 8601. */
  declare dayEndsAt: string;
  /** When the first day ends that nothing covers yet, ISO 8601; empty without a run. */
  declare lapsesAt: string;
  /** As `getStreak` gives it. */
  declare cadence: Partial<Pick<Cadence, 'kind' | 'daysOff'>> | undefined;
  /** The IANA zone that times are shown in. */
  declare timeZone: string;
  /** Days of the next milestone; 0 for none. */
  declare nextMilestone: number;
  /** All activities ever; before the first, nothing but the first is asked for. Left out: some. */
  declare activities: number | undefined;
  /** The verdict on the day before, as `explainStreak` gives it; empty where it is not known. */
  declare yesterday: string;
  /** Days of the run that has ended last; 0 where it is not known. */
  declare lost: number;

  constructor() {
    super();
    this.current = 0;
    this.longest = 0;
    this.freezes = 0;
    this.activeToday = false;
    this.pending = '';
    this.dayEndsAt = '';
    this.lapsesAt = '';
    this.cadence = undefined;
    this.timeZone = 'UTC';
    this.nextMilestone = 0;
    this.activities = undefined;
    this.yesterday = '';
    this.lost = 0;
    new MinuteClock(this);
  }

  protected override content(say: Say): TemplateResult {
    const { activities = 1 } = this;
    const moment = momentOf({ ...this.facts, activities }, Date.now(), say);
    if (moment.name === 'first') return this.renderFirst(moment, say);
    return html`
      <section aria-labelledby="heading">
        <h2 id="heading" part="heading" class="only-read">
          <slot name="heading">${say('counter.heading')}</slot>
        </h2>
        <div class="hero">
          <div part="flame" class="flame ${this.activeToday ? 'lit' : ''}">${icons.flame}</div>
          <div>
            <p class="count" part="count">${numberInWords(this.current, say.lang)}</p>
            <p class="unit" part="unit">${this.unit(say)}</p>
          </div>
        </div>
        ${renderMoment(moment)} ${this.renderToday(say)}
        <dl class="facts" part="facts">
          <div>
            <dt>${say('counter.freezes')}</dt>
            <dd>
              ${numberInWords(this.freezes, say.lang)}
              ${Array.from({ length: Math.min(this.freezes, 5) }, () => icons.freeze)}
            </dd>
          </div>
          ${this.renderDaysOff(say)}
          <div>
            <dt>${say('counter.longest')}</dt>
            <dd>${say('days', { count: this.longest })}</dd>
          </div>
          ${
            this.nextMilestone > 0
              ? html`<div>
                  <dt>${say('counter.milestone')}</dt>
                  <dd>${say('days', { count: this.nextMilestone })}</dd>
                </div>`
              : nothing
          }
        </dl>
        ${
          this.nextMilestone > 0
            ? html`<progress
                part="progress"
                max=${this.nextMilestone}
                .value=${done(this.current)}
                aria-label=${say('counter.onTheWay', { days: say('days', { count: this.nextMilestone }) })}
              ></progress>`
            : nothing
        }
        <div class="foot">
          <p>${this.hint(say)}</p>
          <button class="quiet" type="button" @click=${this.ask}>${say('counter.why')}</button>
        </div>
        <slot name="footer"></slot>
      </section>
    `;
  }

  private get facts() {
    const { current, freezes, activeToday, dayEndsAt, lapsesAt, yesterday, lost } = this;
    return { current, freezes, activeToday, dayEndsAt, lapsesAt, yesterday, lost };
  }

  /** Before the first activity there is one thing to do, and nothing to count. */
  private renderFirst(moment: Moment, say: Say) {
    return html`<section aria-labelledby="heading">
      <h2 id="heading" part="heading" class="only-read">
        <slot name="heading">${say('counter.heading')}</slot>
      </h2>
      <div class="flame first">${icons.flame}</div>
      ${renderMoment(moment)}
      <slot name="footer"></slot>
    </section>`;
  }

  /** What the run is counted in; days that may be off stand between those of another cadence. */
  private unit(say: Say): string {
    const { current: count, cadence } = this;
    const isDaily = (cadence?.kind ?? 'daily') === 'daily';
    return say(isDaily ? 'counter.inARow' : 'counter.unbroken', { count });
  }

  private renderToday(say: Say) {
    if (this.pending !== '') {
      return html`<p class="today done">${icons.open} ${say(`counter.${this.pending}`)}</p>`;
    }
    if (this.activeToday) {
      return html`<p class="today done">${icons.check} ${say('counter.counts')}</p>`;
    }
    if (this.dayEndsAt && Date.parse(this.lapsesAt) > Date.parse(this.dayEndsAt)) {
      return html`<p class="today">
        ${icons.off} ${say('counter.canBeOff', { when: this.lapseInWords(say.lang) })}
      </p>`;
    }
    const until = this.dayEndsAt && timeInWords(this.dayEndsAt, this.timeZone, say.lang);
    return html`<p class="today">
      ${icons.open} ${until ? say('counter.openUntil', { when: until }) : say('counter.open')}
    </p>`;
  }

  private lapseInWords(lang: string): string {
    const ahead = Date.parse(this.lapsesAt) - Date.parse(this.dayEndsAt);
    const inWords = ahead < WEEKDAY_SAYS_MS ? timeInWords : momentInWords;
    return inWords(this.lapsesAt, this.timeZone, lang);
  }

  private renderDaysOff(say: Say) {
    const daysOff = this.cadence?.daysOff;
    if (!daysOff) return nothing;
    const left = Math.max(0, daysOff.of - daysOff.used);
    return html`<div>
      <dt>${say('counter.daysOff')}</dt>
      <dd>${say('partOf', { part: left, whole: daysOff.of })}</dd>
    </div>`;
  }

  private hint(say: Say): string {
    if (this.current === 0) return '';
    const left = this.nextMilestone - this.current;
    if (this.nextMilestone === 0) return say('counter.noMilestone');
    return say('counter.toGo', { count: left });
  }

  private ask(): void {
    this.dispatchEvent(new CustomEvent('streak-why', { bubbles: true, composed: true }));
  }
}

/** What matters now. */
function renderMoment({ name, headline, details }: Moment) {
  if (headline === '' && details.length === 0) return nothing;
  return html`<div class="moment ${name}">
    ${headline === '' ? nothing : html`<p class="headline">${headline}</p>`}
    ${details.map((detail) => html`<p class="detail">${detail}</p>`)}
  </div>`;
}
