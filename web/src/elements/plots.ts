import { html, svg, type TemplateResult } from 'lit';
import type { ResponseOf } from 'firestreak-client';

/** Height of a plot of bars; a bar of all days is as high. */
const HEIGHT = 60;

/** Width of a weekday, and of its bar. */
const STEP = 40;
const BAR = 20;

/** What a bar of no height still shows. */
const FOOT = 1;

const DAY_HOURS = 24;

/** A bar for each weekday. Both plots run from left to right; a style turns them where text does not. */
export function weekdayPlot(rates: readonly (number | null)[], inWords: string): TemplateResult {
  const bars = rates.map((rate, index) => {
    const height = Math.max(FOOT, (rate ?? 0) * HEIGHT);
    const x = index * STEP + (STEP - BAR) / 2;
    return svg`
      <rect class="track" x=${x} y="0" width=${BAR} height=${HEIGHT} rx="4" />
      <rect class="bar" x=${x} y=${HEIGHT - height} width=${BAR} height=${height} rx=${Math.min(4, height / 2)} />
    `;
  });
  return html`<svg
    class="plot"
    viewBox="0 0 ${rates.length * STEP} ${HEIGHT}"
    role="img"
    aria-label=${inWords}
  >
    ${bars}
  </svg>`;
}

/** The hours of a day with a band in it, which may go over midnight. */
export function dayPlot(
  band: ResponseOf<'getInsights'>['bestHours'],
  inWords: string,
): TemplateResult {
  const rect = (from: number, to: number) =>
    svg`<rect class="bar" x=${from * 10} y="0" width=${(to - from) * 10} height="12" rx="3" />`;
  const end = band?.to === 0 ? DAY_HOURS : band?.to;
  return html`<svg class="plot" viewBox="0 0 ${DAY_HOURS * 10} 12" role="img" aria-label=${inWords}>
    <rect class="track" width=${DAY_HOURS * 10} height="12" rx="3" />
    ${band && end !== undefined && (band.from < end ? rect(band.from, end) : [rect(0, end), rect(band.from, DAY_HOURS)])}
  </svg>`;
}
