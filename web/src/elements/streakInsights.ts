import { html, nothing, type TemplateResult } from 'lit';
import type { ResponseOf } from 'firestreak-client';
import { card } from './card';
import { controls } from './controls';
import { FeatureElement } from './featureElement';
import {
  counted,
  dayInWords,
  hourInWords,
  numberInWords,
  shareInWords,
  weekdayInWords,
  weekdayLetter,
} from './formats';
import { insightsStyles } from './insightsStyles';
import { languageOf } from './language';
import { dayPlot, weekdayPlot } from './plots';
import { failedStyles, renderFailed } from './renderFailed';
import { tokens } from './tokens';
import { SOME_MONDAY, weekFrom } from './weekFrom';

type Insights = Omit<ResponseOf<'getInsights'>, 'builtAt' | 'heatmap'>;

/** Likelihoods from here on are told as numbers; what is less likely is not told as such. */
const ENCOURAGING = 0.5;

/** Active days from which there are best weekdays and hours. */
const ENOUGH_DAYS = 7;

const WEEKDAYS = weekFrom(SOME_MONDAY);

/** What stands there until insights are known; it takes the room that they will. */
const unknown: Insights = {
  likelihood: { today: 0, week: null },
  strength: 0,
  activeDays: 0,
  activitiesPerActiveDay: 0,
  weekdayRates: WEEKDAYS.map(() => null),
  bestWeekday: null,
  bestHours: null,
  trend: { direction: 'unknown', now: 0, before: 0 },
  longestRuns: [],
  freezesUsed: 0,
};

const TRENDS = { up: '↑ ', down: '↓ ', steady: '', unknown: '' } as const;

/**
 * Habits: how firm they are, where they are going, when the user is active, and how likely the streak
 * is to be kept.
 *
 * @fires streak-retry - when the user wants to try again what failed
 */
export class StreakInsights extends FeatureElement {
  static override readonly properties = {
    insights: { type: Object },
    problem: {},
  };

  static override readonly styles = [tokens, card, controls, failedStyles, insightsStyles];

  protected override readonly feature = 'insights';

  /** As `getInsights` gives them; undefined while they are on their way. */
  declare insights: Insights | undefined;
  /** Why there are none. */
  declare problem: string;

  constructor() {
    super();
    this.insights = undefined;
    this.problem = '';
  }

  protected override render(): TemplateResult {
    const { insights, problem } = this;
    const lang = languageOf(this);
    return html`
      <section aria-labelledby="heading" aria-busy=${!insights && problem === ''}>
        <h2 id="heading">Your habits</h2>
        ${
          !insights && problem !== ''
            ? renderFailed(this, problem)
            : html`<div class=${insights ? '' : 'waiting'}>
                ${this.renderFigures(insights ?? unknown, lang)}
                ${this.renderWeekdays(insights ?? unknown, lang)}
                ${this.renderHours(insights ?? unknown, lang)}
                ${this.renderRuns(insights ?? unknown, lang)}
              </div>`
        }
      </section>
    `;
  }

  private renderFigures({ strength, likelihood, trend }: Insights, lang: string) {
    const { today, week } = likelihood;
    return html`<dl class="figures">
      ${figure('Strength', numberInWords(strength, lang), `of ${numberInWords(100, lang)}`)}
      ${today === 1 ? figure('Active today', shareInWords(today, lang), 'done') : likely('Active today', today, lang)}
      ${week === null ? figure('Kept for 7 days', '–', 'no streak now') : likely('Kept for 7 days', week, lang)}
      ${figure(
        'Last four weeks',
        TRENDS[trend.direction] + shareInWords(trend.now, lang),
        trend.direction === 'unknown'
          ? 'of days active'
          : `${trendInWords(trend.direction)} ${shareInWords(trend.before, lang)} before`,
      )}
    </dl>`;
  }

  private renderWeekdays({ weekdayRates, bestWeekday, activeDays }: Insights, lang: string) {
    const inWords = WEEKDAYS.map((day, index) => {
      const rate = weekdayRates[index] ?? null;
      return `${weekdayInWords(day, lang)} ${rate === null ? 'not known' : shareInWords(rate, lang)}`;
    });
    const best = bestWeekday === null ? undefined : WEEKDAYS[bestWeekday];
    return html`<figure>
      <figcaption>Active days by weekday</figcaption>
      ${weekdayPlot(weekdayRates, inWords.join(', '))}
      <div class="letters" aria-hidden="true">
        ${WEEKDAYS.map(
          (day, index) =>
            html`<span class=${index === bestWeekday ? 'best' : ''}
              >${weekdayLetter(day, lang)}</span
            >`,
        )}
      </div>
      <p class="note">
        ${best ? html`Best on <strong>${weekdayInWords(best, lang)}</strong>` : noBest('weekday', activeDays)}
      </p>
    </figure>`;
  }

  private renderHours({ bestHours, activeDays }: Insights, lang: string) {
    const inWords = bestHours
      ? `${hourInWords(bestHours.from, lang)} to ${hourInWords(bestHours.to, lang)}`
      : 'not known yet';
    return html`<figure>
      <figcaption>Best hours</figcaption>
      ${dayPlot(bestHours, inWords)}
      <div class="hours" aria-hidden="true">
        ${[0, 6, 12, 18, 0].map((hour) => html`<span>${hourInWords(hour, lang)}</span>`)}
      </div>
      <p class="note">
        ${
          bestHours
            ? html`${shareInWords(bestHours.share, lang)} of activities from
                <strong>${inWords}</strong>`
            : noBest('time of day', activeDays)
        }
      </p>
    </figure>`;
  }

  private renderRuns({ longestRuns, activeDays, freezesUsed }: Insights, lang: string) {
    return html`<p class="note sums">
        <span>${counted(activeDays, 'active day', 'active days', lang)} in a year</span>
        <span>${counted(freezesUsed, 'freeze', 'freezes', lang)} used</span>
      </p>
      ${
        longestRuns.length === 0
          ? nothing
          : html`<h3>Longest runs</h3>
              <ol class="runs">
                ${longestRuns.map(
                  ({ days, from, to }) =>
                    html`<li>
                      <strong>${counted(days, 'day', 'days', lang)}</strong>
                      <span>${dayInWords(from, lang)} – ${dayInWords(to, lang)}</span>
                    </li>`,
                )}
              </ol>`
      }`;
  }
}

/** A likelihood as a number where that encourages, and in words where it would not. */
function likely(name: string, likelihood: number, lang: string) {
  return likelihood < ENCOURAGING
    ? figure(name, 'Up to you', 'every day counts')
    : figure(name, shareInWords(likelihood, lang), 'likely');
}

/** Why nothing is called the best. */
function noBest(what: string, activeDays: number): string {
  return activeDays < ENOUGH_DAYS
    ? `Shown after ${ENOUGH_DAYS} active days`
    : `No ${what} stands out`;
}

function figure(name: string, value: string, note: string) {
  return html`<div>
    <dt>${name}</dt>
    <dd><span class="value">${value}</span> <span class="of">${note}</span></dd>
  </div>`;
}

function trendInWords(direction: 'up' | 'down' | 'steady'): string {
  return { up: 'up from', down: 'down from', steady: 'steady,' }[direction];
}
