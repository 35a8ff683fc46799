import { css, html, nothing, type TemplateResult } from 'lit';
import type { ResponseOf } from 'firestreak-client';
import { object, text, zone } from './attributes';
import { BaseElement } from './baseElement';
import { card } from './card';
import { controls } from './controls';
import { dayInWords, durationInWords, timeInWords } from './formats';
import { icons } from './icons';
import { KeepFocus } from './keepFocus';
import { MinuteClock } from './minuteClock';
import { tokens } from './tokens';
import type { Say } from './words/elementWords';

type Recovery = NonNullable<ResponseOf<'getStreak'>['recovery']>;

/** No program gives longer than a day to win a run back. */
const LONGEST_WINDOW_MS = 86_400_000;

/**
 * The offer to win a broken run back, with the time that is left, and how far it has come.
 *
 * @fires streak-recover - when the offer is accepted
 * @tag streak-recovery
 * @slot heading - what stands there instead of the heading in its own words
 * @slot footer - what a page adds below
 * @csspart heading - the heading
 * @csspart offer - what is offered
 * @csspart steps - what there is to do
 */
export class StreakRecovery extends BaseElement {
  static override readonly properties = {
    recovery: { converter: object },
    timeZone: { attribute: 'time-zone', converter: zone },
    problem: { converter: text },
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

  protected override content(say: Say): TemplateResult {
    const { recovery } = this;
    if (!recovery) return html``;
    return html`
      <section aria-labelledby="heading">
        <h2 id="heading" part="heading"><slot name="heading">${say('recovery.heading')}</slot></h2>
        ${this.renderStatus(recovery, say)}
        <slot name="footer"></slot>
      </section>
    `;
  }

  private renderStatus(recovery: Recovery, say: Say) {
    const { status, lost, needed, done } = recovery;
    const days = say('days', { count: lost });
    const activities = say('activities', { count: needed });
    const until = this.untilWhen(recovery, say);
    switch (status) {
      case 'offered':
        return html`
          <p class="offer" part="offer">${say('recovery.offer', { activities, until, days })}</p>
          ${this.renderSteps(recovery, say)}
          <p class="note">${explanation(recovery, say)}</p>
          <p class="problem" role="alert">${this.problem}</p>
          <button
            class="primary"
            type="button"
            @click=${() => {
              this.dispatchEvent(new Event('streak-recover', { bubbles: true, composed: true }));
            }}
          >
            ${say('recovery.start')}
          </button>
        `;
      case 'started':
        return html`
          <p class="offer">${say('recovery.doneOf', { done, activities, until })}</p>
          <progress max=${needed} value=${done} aria-labelledby="heading"></progress>
          ${this.renderSteps(recovery, say)}
          <p class="note">${say('recovery.counts', { days })}</p>
        `;
      case 'recovered':
        return html`<p class="offer">${say('recovery.back', { count: lost })}</p>`;
    }
  }

  /** What there is to do, and how far it is done. */
  private renderSteps({ status, lost, needed, done }: Recovery, say: Say) {
    const isStarted = status === 'started';
    const steps = [
      [say('recovery.stepStart'), isStarted],
      [say('recovery.stepDo', { count: needed }), done >= needed],
      [say('recovery.stepBack', { count: lost }), false],
    ] as const;
    const next = isStarted ? 1 : 0;
    return html`<ol class="steps" part="steps">
      ${steps.map(
        ([step, isDone], index) =>
          html`<li aria-current=${index === next ? 'step' : nothing}>
            ${isDone ? icons.check : icons.open} <span>${step}</span>
            ${isDone ? html`<span class="only-read">${say('done')}</span>` : nothing}
          </li>`,
      )}
    </ol>`;
  }

  /** The end of the window, and what is left of it. */
  private untilWhen({ closesAt }: Recovery, say: Say): string {
    const left = Date.parse(closesAt) - Date.now();
    const when = timeInWords(closesAt, this.timeZone, say.lang);
    if (left > LONGEST_WINDOW_MS) return say('recovery.before', { when }); // the device's clock is behind
    return say('recovery.beforeWithLeft', { when, time: durationInWords(left, say.lang) });
  }
}

function explanation(recovery: Recovery, say: Say): string {
  const { activities, activeDays, needed, normal, nextFrom } = recovery;
  return [
    multiple(needed / normal, normal, say),
    say('recovery.measured', {
      activities: say('activities', { count: activities }),
      days: say('activeDays', { count: activeDays }),
    }),
    say('recovery.next', { day: dayInWords(nextFrom, say.lang) }),
  ].join(' ');
}

/** So many times what is usual. */
function multiple(factor: number, normal: number, say: Say): string {
  if (factor === 1) return say('recovery.exactly', { normal });
  return factor === 2
    ? say('recovery.twice', { normal })
    : say('recovery.times', { factor, normal });
}
