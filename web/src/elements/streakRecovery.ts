import { LitElement, css, html, nothing, type TemplateResult } from 'lit';
import type { ResponseOf } from 'firestreak-client';
import { card } from './card';
import { controls } from './controls';
import { counted, dayInWords, durationInWords, numberInWords, timeInWords } from './formats';
import { icons } from './icons';
import { KeepFocus } from './keepFocus';
import { languageOf } from './language';
import { MinuteClock } from './minuteClock';
import { tokens } from './tokens';

type Recovery = NonNullable<ResponseOf<'getStreak'>['recovery']>;

/** No program gives longer than a day to win a run back. */
const LONGEST_WINDOW_MS = 86_400_000;

/**
 * The offer to win a broken run back, with the time that is left, and how far it has come.
 *
 * @fires streak-recover - when the offer is accepted
 */
export class StreakRecovery extends LitElement {
  static override readonly properties = {
    recovery: { type: Object },
    timeZone: { attribute: 'time-zone' },
    problem: {},
  };

  static override readonly styles = [
    tokens,
    card,
    controls,
    css`
      .offer {
        margin-block: 0.75rem;
        font-size: 1.25rem;
        font-weight: 650;
        line-height: 1.3;
      }

      progress {
        inline-size: 100%;
        block-size: 0.75rem;
        accent-color: var(--accent);
      }

      .steps {
        display: grid;
        gap: 0.375rem;
        margin-block: 0.75rem;
      }

      .steps li {
        display: flex;
        align-items: center;
        gap: 0.5rem;
        color: var(--muted);
      }

      .steps [aria-current] {
        color: var(--accent);
        font-weight: 600;
      }

      .note {
        margin-block: 0.5rem 1rem;
        font-size: 0.9375rem;
        color: var(--muted);
      }
    `,
  ];

  /** As `getStreak` gives it. */
  declare recovery: Recovery | undefined;
  /** The user's zone. */
  declare timeZone: string;
  /** Why the offer was not accepted. */
  declare problem: string;
  constructor() {
    super();
    this.recovery = undefined;
    this.timeZone = 'UTC';
    this.problem = '';
    new MinuteClock(this);
    new KeepFocus(this);
  }

  protected override render(): TemplateResult {
    const { recovery } = this;
    if (!recovery) return html``;
    const lang = languageOf(this);
    return html`
      <section aria-labelledby="heading">
        <h2 id="heading">Win your streak back</h2>
        ${this.renderStatus(recovery, lang)}
      </section>
    `;
  }

  private renderStatus(recovery: Recovery, lang: string) {
    const { status, lost, needed, done } = recovery;
    const run = counted(lost, 'day', 'days', lang);
    switch (status) {
      case 'offered':
        return html`
          <p class="offer">
            ${counted(needed, 'activity', 'activities', lang)} ${this.untilWhen(recovery, lang)}
            bring your ${run} back.
          </p>
          ${this.renderSteps(recovery, lang)}
          <p class="note">${explanation(recovery, lang)}</p>
          <p class="problem" role="alert">${this.problem}</p>
          <button
            class="primary"
            type="button"
            @click=${() => {
              this.dispatchEvent(new Event('streak-recover', { bubbles: true, composed: true }));
            }}
          >
            Start now
          </button>
        `;
      case 'started':
        return html`
          <p class="offer">
            ${numberInWords(done, lang)} of ${counted(needed, 'activity', 'activities', lang)}
            ${this.untilWhen(recovery, lang)}
          </p>
          <progress max=${needed} value=${done} aria-labelledby="heading"></progress>
          ${this.renderSteps(recovery, lang)}
          <p class="note">What you do from now on counts towards your ${run}.</p>
        `;
      case 'recovered':
        return html`<p class="offer">Your ${run} are back.</p>`;
    }
  }

  /** What there is to do, and how far it is done. */
  private renderSteps({ status, lost, needed, done }: Recovery, lang: string) {
    const isStarted = status === 'started';
    const steps = [
      ['Press “Start now”', isStarted],
      [`Do ${counted(needed, 'activity', 'activities', lang)}`, done >= needed],
      [`Your ${counted(lost, 'day', 'days', lang)} are back`, false],
    ] as const;
    const next = isStarted ? 1 : 0;
    return html`<ol class="steps">
      ${steps.map(
        ([step, isDone], index) =>
          html`<li aria-current=${index === next ? 'step' : nothing}>
            ${isDone ? icons.check : icons.open} <span>${step}</span>
            ${isDone ? html`<span class="only-read">done</span>` : nothing}
          </li>`,
      )}
    </ol>`;
  }

  /** The end of the window, and what is left of it. */
  private untilWhen({ closesAt }: Recovery, lang: string): string {
    const left = Date.parse(closesAt) - Date.now();
    const when = `before ${timeInWords(closesAt, this.timeZone, lang)}`;
    if (left > LONGEST_WINDOW_MS) return when; // the device's clock is behind
    return `${when} (${durationInWords(left, lang)} left)`;
  }
}

function explanation(recovery: Recovery, lang: string): string {
  const { activities, activeDays, needed, normal, nextFrom } = recovery;
  return [
    `${multiple(needed / normal, lang)} what is usual for you: ${numberInWords(normal, lang)} a day,`,
    `by ${counted(activities, 'activity', 'activities', lang)}`,
    `on ${counted(activeDays, 'active day', 'active days', lang)}.`,
    `The next recovery is possible for ${dayInWords(nextFrom, lang)} at the earliest.`,
  ].join(' ');
}

/** So many times something. */
function multiple(factor: number, lang: string): string {
  if (factor === 1) return 'Exactly';
  return factor === 2 ? 'Twice' : `${numberInWords(factor, lang)} times`;
}
