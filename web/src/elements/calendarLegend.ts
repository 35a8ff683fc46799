import { type TemplateResult, html, nothing } from 'lit';
import { shownVerdict } from './verdicts';
import type { Say } from './words/elementWords';

/** What the legend explains: the looks that are no words. */
const LOOKS = ['active', 'frozen', 'kept', 'off-day', 'broken'] as const;

/** What the looks of days mean. Whoever hears the page has it told with each day. */
export function renderLegend(say: Say): TemplateResult {
  return html`<ul class="legend" aria-hidden="true">
    ${LOOKS.map((name) => {
      const { label, icon } = shownVerdict(
        name === 'off-day' ? { verdict: 'kept', keptReason: name } : { verdict: name },
      );
      return html`<li>
        <span class="day ${name}">${name === 'active' ? nothing : icon}</span> ${say(label)}
      </li>`;
    })}
  </ul>`;
}
