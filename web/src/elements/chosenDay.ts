import { html, nothing, type TemplateResult } from 'lit';
import type { ResponseOf } from 'firestreak-client';
import { type ExplainedDay, renderDayFacts } from './dayFacts';
import { dayInWords, weekdayInWords } from './formats';
import { weekdayOf } from './weekFrom';
import type { Say } from './words/elementWords';

type Plan = ResponseOf<'getStreak'>['plan'];

/** A day of the calendar that was chosen, and what is known of it. */
export interface ChosenDay {
  readonly day: string;
  /** Its verdict in a few words. */
  readonly label: string;
  readonly activities: number;
  /** As `explainStreak` gives it; undefined while it is on its way, and for a day to come. */
  readonly explained: ExplainedDay | undefined;
  readonly isAhead: boolean;
  /** Why it is not known, or why a plan was not taken. */
  readonly problem: string;
}

/** What users may plan; undefined where there are no plans. */
export interface Planning {
  readonly plan: Plan;
  readonly pauseDaysPerYear: number;
  readonly restDaysPerWeek: number;
  readonly tell: (
    type: 'streak-pause' | 'streak-cancel-pause' | 'streak-rest-days',
    detail: object,
  ) => void;
}

/** The chosen day: its verdict and why, its activities and bounds, and what can be planned for it. */
export function renderChosenDay(
  chosen: ChosenDay,
  planning: Planning | undefined,
  say: Say,
): TemplateResult {
  const { day, label, explained, isAhead, problem } = chosen;
  return html`<div class="chosen" role="region" aria-labelledby="chosen" aria-live="polite">
    <h3 id="chosen">${say('day.titled', { day: dayInWords(day, say.lang), verdict: label })}</h3>
    <p class="problem" role="alert">${problem}</p>
    ${
      explained
        ? html`<p class="note" dir="auto">${explained.reason}</p>
            ${renderDayFacts(explained, say)}`
        : isAhead || problem !== ''
          ? nothing
          : html`<p class="note">
              ${say('day.loadingWhy', {
                activities: say('activities', { count: chosen.activities }),
              })}
            </p>`
    }
    ${planning && isAhead ? renderPlanning(day, planning, say) : nothing}
  </div>`;
}

function renderPlanning(day: string, planning: Planning, say: Say) {
  return html`<div class="ways">
    ${renderPause(day, planning, say)} ${renderRest(day, planning, say)}
  </div>`;
}

function renderPause(day: string, { plan, pauseDaysPerYear, tell }: Planning, say: Say) {
  const pause = plan.pauses.find(({ from, to }) => from <= day && day <= to);
  if (!pause && pauseDaysPerYear === 0) return nothing;
  return html`<button
    type="button"
    @click=${() => {
      tell(pause ? 'streak-cancel-pause' : 'streak-pause', { from: day, to: day });
    }}
  >
    ${say(pause ? 'day.doNotPause' : 'day.pause')}
  </button>`;
}

function renderRest(day: string, { plan, restDaysPerWeek, tell }: Planning, say: Say) {
  const chosen = plan.nextRestDays?.restDays ?? plan.restDays;
  const weekday = weekdayOf(day);
  const isRest = chosen.includes(weekday);
  if (!isRest && chosen.length >= restDaysPerWeek) return nothing;
  const weekdays = isRest
    ? chosen.filter((each) => each !== weekday)
    : [...chosen, weekday].sort((a, b) => a - b);
  const name = weekdayInWords(day, say.lang);
  return html`<button
    type="button"
    @click=${() => {
      tell('streak-rest-days', { weekdays });
    }}
  >
    ${say(isRest ? 'day.noRest' : 'day.rest', { weekday: name })}
  </button>`;
}
