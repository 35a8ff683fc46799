import { LitElement, css, html, nothing, type TemplateResult } from 'lit';
import type { ResponseOf } from 'firestreak-client';
import { card } from './card';
import { controls } from './controls';
import { counted, momentInWords, numberInWords, timeInWords } from './formats';
import { icons } from './icons';
import { languageOf } from './language';
import { progressBar } from './progressBar';
import { tokens } from './tokens';

type Cadence = ResponseOf<'getStreak'>['cadence'];

/** Later than so many days ahead a weekday does not say which day is meant. */
const WEEKDAY_SAYS_MS = 6 * 86_400_000;

/**
 * The streak with today's state: how many days, whether today counts yet and until when it can or
 * whether nothing is asked for, the freezes held, the days off left, and the way to the next milestone.
 *
 * @fires streak-why - when the user asks why the streak is what it is
 */
export class StreakCounter extends LitElement {
  static override readonly properties = {
    current: { type: Number },
    longest: { type: Number },
    freezes: { type: Number },
    activeToday: { type: Boolean, attribute: 'active-today' },
    dayEndsAt: { attribute: 'day-ends-at' },
    lapsesAt: { attribute: 'lapses-at' },
    cadence: { type: Object },
    timeZone: { attribute: 'time-zone' },
    nextMilestone: { type: Number, attribute: 'next-milestone' },
  };

  static override readonly styles = [
    tokens,
    card,
    controls,
    progressBar,
    css`
      .hero {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 0.75rem clamp(1rem, 4cqi, 1.75rem);
      }

      .flame {
        display: grid;
        place-items: center;
        inline-size: clamp(5.25rem, 20cqi, 7.5rem);
        aspect-ratio: 1;
        border-radius: 28%;
        background: var(--raised);
        color: var(--muted);
      }

      .flame.lit {
        background: var(--accent-soft);
        color: var(--accent);
      }

      .flame .icon {
        inline-size: 56%;
        block-size: 56%;
      }

      .count {
        font-size: clamp(3.5rem, 16cqi, 5.5rem);
        font-weight: 700;
        line-height: 1;
        margin-inline-start: -0.04em;
        letter-spacing: -0.035em;
        font-variant-numeric: tabular-nums;
      }

      .unit {
        margin-block-start: 0.25rem;
        font-size: 1.125rem;
        font-weight: 600;
      }

      .today {
        display: inline-flex;
        align-items: center;
        gap: 0.5rem;
        margin-block-start: 1.5rem;
        padding: 0.5rem 1rem 0.5rem 0.75rem;
        border-radius: 999px;
        background: var(--raised);
        font-weight: 600;
      }

      .today.done {
        background: var(--accent-soft);
        color: var(--accent);
      }

      .facts {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(7.5rem, 1fr));
        gap: 1rem;
        margin-block: 1.5rem;
      }

      dt {
        font-size: 0.875rem;
        color: var(--muted);
      }

      dd {
        display: flex;
        align-items: center;
        gap: 0.375rem;
        min-block-size: 1.75rem;
        font-size: 1.125rem;
        font-weight: 600;
        font-variant-numeric: tabular-nums;
      }

      progress {
        block-size: 0.5rem;
        margin-block: 0.5rem 0.75rem;
      }

      .foot {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        justify-content: space-between;
        gap: 0.5rem;
        color: var(--muted);
      }

      .foot button {
        margin-inline: auto -1.125rem;
      }
    `,
  ];

  declare current: number;
  declare longest: number;
  declare freezes: number;
  declare activeToday: boolean;
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

  constructor() {
    super();
    this.current = 0;
    this.longest = 0;
    this.freezes = 0;
    this.activeToday = false;
    this.dayEndsAt = '';
    this.lapsesAt = '';
    this.cadence = undefined;
    this.timeZone = 'UTC';
    this.nextMilestone = 0;
  }

  protected override render(): TemplateResult {
    const lang = languageOf(this);
    return html`
      <section aria-labelledby="heading">
        <h2 id="heading" class="only-read">Your streak</h2>
        <div class="hero">
          <div class="flame ${this.activeToday ? 'lit' : ''}">${icons.flame}</div>
          <div>
            <p class="count">${numberInWords(this.current, lang)}</p>
            <p class="unit">${this.unit}</p>
          </div>
        </div>
        ${this.renderToday(lang)}
        <dl class="facts">
          <div>
            <dt>Freezes held</dt>
            <dd>
              ${numberInWords(this.freezes, lang)}
              ${Array.from({ length: Math.min(this.freezes, 5) }, () => icons.freeze)}
            </dd>
          </div>
          ${this.renderDaysOff(lang)}
          <div>
            <dt>Longest streak</dt>
            <dd>${counted(this.longest, 'day', 'days', lang)}</dd>
          </div>
          ${
            this.nextMilestone > 0
              ? html`<div>
                  <dt>Next milestone</dt>
                  <dd>${counted(this.nextMilestone, 'day', 'days', lang)}</dd>
                </div>`
              : nothing
          }
        </dl>
        ${
          this.nextMilestone > 0
            ? html`<progress
                max=${this.nextMilestone}
                .value=${this.current}
                aria-label="On the way to ${counted(this.nextMilestone, 'day', 'days', lang)}"
              ></progress>`
            : nothing
        }
        <div class="foot">
          <p>${this.hint(lang)}</p>
          <button class="quiet" type="button" @click=${this.ask}>Why?</button>
        </div>
      </section>
    `;
  }

  /** What the run is counted in; days that may be off stand between those of another cadence. */
  private get unit(): string {
    const { kind = 'daily' } = this.cadence ?? {};
    if (kind === 'daily') return this.current === 1 ? 'day in a row' : 'days in a row';
    return this.current === 1 ? 'active day without a break' : 'active days without a break';
  }

  private renderToday(lang: string) {
    if (this.activeToday) {
      return html`<p class="today done">${icons.check} Today counts</p>`;
    }
    if (this.dayEndsAt && Date.parse(this.lapsesAt) > Date.parse(this.dayEndsAt)) {
      return html`<p class="today">
        ${icons.off} Today can be off: be active by ${this.lapseInWords(lang)}
      </p>`;
    }
    const until = this.dayEndsAt && timeInWords(this.dayEndsAt, this.timeZone, lang);
    return html`<p class="today">
      ${icons.open} ${until ? `Today is open until ${until}` : 'Today is open'}
    </p>`;
  }

  private lapseInWords(lang: string): string {
    const ahead = Date.parse(this.lapsesAt) - Date.parse(this.dayEndsAt);
    const inWords = ahead < WEEKDAY_SAYS_MS ? timeInWords : momentInWords;
    return inWords(this.lapsesAt, this.timeZone, lang);
  }

  private renderDaysOff(lang: string) {
    const daysOff = this.cadence?.daysOff;
    if (!daysOff) return nothing;
    const left = Math.max(0, daysOff.of - daysOff.used);
    return html`<div>
      <dt>Days off left this week</dt>
      <dd>${numberInWords(left, lang)} of ${numberInWords(daysOff.of, lang)}</dd>
    </div>`;
  }

  private hint(lang: string): string {
    if (this.current === 0) return 'One activity starts a streak.';
    const left = this.nextMilestone - this.current;
    if (this.nextMilestone === 0) return 'There is no milestone left to reach.';
    return `${counted(left, 'day', 'days', lang)} to go`;
  }

  private ask(): void {
    this.dispatchEvent(new CustomEvent('streak-why', { bubbles: true, composed: true }));
  }
}
