import { type TemplateResult, css, html } from 'lit';
import type { ResponseOf } from 'firestreak-client';
import { momentInWords } from './formats';
import type { Say } from './words/elementWords';

export type ExplainedDay = ResponseOf<'explainStreak'>['days'][number];

/** Styles of `renderDayFacts`. */
export const dayFactsStyles = css`
  .bounds {
    display: grid;
    grid-template-columns: auto minmax(0, 1fr);
    gap: 0.25rem 1rem;
    font-size: 0.9375rem;
  }

  .bounds dt {
    color: var(--muted);
  }

  .bounds dd {
    overflow-wrap: anywhere;
  }
`;

/** The facts of a day that has begun: its bounds and zone, what was done, and the freezes after it. */
export function renderDayFacts(day: ExplainedDay, say: Say): TemplateResult {
  return html`<dl class="bounds">
    <dt>${say('day.from')}</dt>
    <dd>${momentInWords(day.start, day.timeZone, say.lang)}</dd>
    <dt>${say('day.until')}</dt>
    <dd>${momentInWords(day.end, day.timeZone, say.lang)}</dd>
    <dt>${say('day.zone')}</dt>
    <dd><bdi>${day.timeZone}</bdi></dd>
    <dt>${say('day.activities')}</dt>
    <dd>${say('day.activitiesAndXp', { activities: day.activities, xp: day.xp })}</dd>
    <dt>${say('day.freezes')}</dt>
    <dd>${say('day.freezesAfter', { count: day.freezes })}</dd>
  </dl>`;
}
