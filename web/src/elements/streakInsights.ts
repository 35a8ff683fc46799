import { html, nothing, type TemplateResult } from 'lit';
import type { ResponseOf } from 'firestreak-client';
import { object, text } from './attributes';
import { card } from './card';
import { controls } from './controls';
import { FeatureElement } from './featureElement';
import {
  dayInWords,
  hourInWords,
  listInWords,
  numberInWords,
  shareInWords,
  weekdayInWords,
  weekdayLetter,
} from './formats';
import { insightsStyles } from './insightsStyles';
import { dayPlot, weekdayPlot } from './plots';
import { failedStyles, renderFailed } from './renderFailed';
import { tokens } from './tokens';
import { SOME_MONDAY, weekFrom, weekInOrder } from './weekFrom';
import type { Say } from './words/elementWords';

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
 * @tag streak-insights
 * @slot heading - what stands there instead of the heading in its own words
 * @slot footer - what a page adds below
 * @csspart heading - the heading
 * @csspart figures - the numbers
 */
export class StreakInsights extends FeatureElement {
  static override readonly properties = {
    insights: { converter: object },
    problem: { converter: text },
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

  protected override content(say: Say): TemplateResult {
    const { insights, problem } = this;
    return html`
      <section aria-labelledby="heading" aria-busy=${!insights && problem === ''}>
        <h2 id="heading" part="heading"><slot name="heading">${say('insights.heading')}</slot></h2>
        ${
          !insights && problem !== ''
            ? renderFailed(this, problem, say)
            : html`<div class=${insights ? '' : 'waiting'}>
                ${this.renderFigures(insights ?? unknown, say)}
                ${this.renderWeekdays(insights ?? unknown, say)}
                ${this.renderHours(insights ?? unknown, say)}
                ${this.renderRuns(insights ?? unknown, say)}
              </div>`
        }
        <slot name="footer"></slot>
      </section>
    `;
  }

  private renderFigures({ strength, likelihood, trend }: Insights, say: Say) {
    const { lang } = say;
    const { today, week } = likelihood;
    return html`<dl class="figures" part="figures">
      ${figure(say('insights.strength'), numberInWords(strength, lang), say('insights.of', { whole: 100 }))}
      ${today === 1 ? figure(say('insights.today'), shareInWords(today, lang), say('done')) : likely('insights.today', today, say)}
      ${week === null ? figure(say('insights.week'), '–', say('insights.noStreak')) : likely('insights.week', week, say)}
      ${figure(
        say('insights.fourWeeks'),
        TRENDS[trend.direction] + shareInWords(trend.now, lang),
        trend.direction === 'unknown'
          ? say('insights.ofDays')
          : say(`insights.${trend.direction}`, { before: shareInWords(trend.before, lang) }),
      )}
    </dl>`;
  }

  private renderWeekdays({ weekdayRates, bestWeekday, activeDays }: Insights, say: Say) {
    const { lang } = say;
    const order = weekInOrder(lang);
    const rates = order.map((index) => weekdayRates[index] ?? null);
    const inWords = order.map((index) => {
      const rate = weekdayRates[index] ?? null;
      return say('insights.rate', {
        weekday: weekdayInWords(WEEKDAYS[index] ?? '', lang),
        rate: rate === null ? say('insights.notKnown') : shareInWords(rate, lang),
      });
    });
    const best = bestWeekday === null ? undefined : WEEKDAYS[bestWeekday];
    return html`<figure>
      <figcaption>${say('insights.byWeekday')}</figcaption>
      ${weekdayPlot(rates, listInWords(inWords, lang))}
      <div class="letters" aria-hidden="true">
        ${order.map(
          (index) =>
            html`<span class=${index === bestWeekday ? 'best' : ''}
              >${weekdayLetter(WEEKDAYS[index] ?? '', lang)}</span
            >`,
        )}
      </div>
      <p class="note">
        ${
          best
            ? say.rich('insights.bestWeekday', {
                weekday: html`<strong>${weekdayInWords(best, lang)}</strong>`,
              })
            : noBest('insights.noWeekday', activeDays, say)
        }
      </p>
    </figure>`;
  }

  private renderHours({ bestHours, activeDays }: Insights, say: Say) {
    const { lang } = say;
    const inWords = bestHours
      ? say('insights.hours', {
          from: hourInWords(bestHours.from, lang),
          to: hourInWords(bestHours.to, lang),
        })
      : say('insights.hoursNotKnown');
    return html`<figure>
      <figcaption>${say('insights.bestHours')}</figcaption>
      ${dayPlot(bestHours, inWords)}
      <div class="hours" aria-hidden="true">
        ${[0, 6, 12, 18, 0].map((hour) => html`<span>${hourInWords(hour, lang)}</span>`)}
      </div>
      <p class="note">
        ${
          bestHours
            ? say.rich('insights.shareOfHours', {
                share: shareInWords(bestHours.share, lang),
                hours: html`<strong>${inWords}</strong>`,
              })
            : noBest('insights.noHours', activeDays, say)
        }
      </p>
    </figure>`;
  }

  private renderRuns({ longestRuns, activeDays, freezesUsed }: Insights, say: Say) {
    return html`<p class="note sums">
        <span>${say('insights.inAYear', { count: activeDays })}</span>
        <span>${say('freezesUsed', { count: freezesUsed })}</span>
      </p>
      ${
        longestRuns.length === 0
          ? nothing
          : html`<h3>${say('insights.longestRuns')}</h3>
              <ol class="runs">
                ${longestRuns.map(
                  ({ days, from, to }) =>
                    html`<li>
                      <strong>${say('days', { count: days })}</strong>
                      <span
                        >${say('range', {
                          from: dayInWords(from, say.lang),
                          to: dayInWords(to, say.lang),
                        })}</span
                      >
                    </li>`,
                )}
              </ol>`
      }`;
  }
}

/** A likelihood as a number where that encourages, and in words where it would not. */
function likely(name: 'insights.today' | 'insights.week', likelihood: number, say: Say) {
  return likelihood < ENCOURAGING
    ? figure(say(name), say('insights.upToYou'), say('insights.everyDay'))
    : figure(say(name), shareInWords(likelihood, say.lang), say('insights.likely'));
}

/** Why nothing is called the best. */
function noBest(
  none: 'insights.noWeekday' | 'insights.noHours',
  activeDays: number,
  say: Say,
): string {
  return activeDays < ENOUGH_DAYS ? say('insights.later', { count: ENOUGH_DAYS }) : say(none);
}

function figure(name: string, value: string, note: string) {
  return html`<div>
    <dt>${name}</dt>
    <dd><span class="value">${value}</span> <span class="of">${note}</span></dd>
  </div>`;
}
