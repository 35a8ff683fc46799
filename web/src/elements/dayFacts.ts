import { type TemplateResult, css, html } from 'lit';
import type { ResponseOf } from 'firestreak-client';
import { momentInWords, numberInWords } from './formats';

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
export function renderDayFacts(day: ExplainedDay, lang: string): TemplateResult {
  return html`<dl class="bounds">
    <dt>From</dt>
    <dd>${momentInWords(day.start, day.timeZone, lang)}</dd>
    <dt>Until</dt>
    <dd>${momentInWords(day.end, day.timeZone, lang)}</dd>
    <dt>Zone</dt>
    <dd>${day.timeZone}</dd>
    <dt>Activities</dt>
    <dd>${numberInWords(day.activities, lang)}, ${numberInWords(day.xp, lang)} XP</dd>
    <dt>Freezes</dt>
    <dd>${numberInWords(day.freezes, lang)} held after it</dd>
  </dl>`;
}
