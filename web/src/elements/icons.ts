import { svg, type SVGTemplateResult } from 'lit';

/** Drawings of 24 by 24, in the colour of the text. They say nothing that words do not say. */
const drawing = (paths: SVGTemplateResult): SVGTemplateResult =>
  svg`<svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">${paths}</svg>`;

const line = (path: string): SVGTemplateResult =>
  drawing(
    svg`<path d=${path} fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round" stroke-linejoin="round" />`,
  );

export const icons = {
  flame: drawing(
    svg`<path fill="currentColor" d="M13.6 1.6c.5 3.4-1.2 5.2-3 7.2-.5-1-1-1.7-1.9-2.300C6.3 8.8 4.5 11.4 4.5 14.6 4.5 18.9 7.8 22.4 12 22.400s7.5-3.5 7.5-7.800c0-5.3-3.7-8.8-5.9-13Zm-1.5 18.300c-2 0-3.5-1.5-3.5-3.5 0-2.3 1.8-3.5 3.1-5.3 1.3 1.6 3.9 3 3.9 5.5 0 1.9-1.5 3.3-3.5 3.300Z" />`,
  ),
  freeze: line(
    'M12 2.500v19M3.8 7.200l16.4 9.600M20.2 7.2 3.8 16.800M9.5 4.2 12 6.500l2.5-2.300M9.5 19.800l2.5-2.3 2.5 2.300M3.7 10.300l3.3-.9-.8-3.300M20.3 13.700l-3.3.9.8 3.300M20.3 10.3 17 9.400l.8-3.300M3.7 13.700l3.3.9-.8 3.3',
  ),
  check: line('m5 12.5 4.5 4.500L19 7.5'),
  cross: line('M6.5 6.500l11 11M17.5 6.500l-11 11'),
  open: line('M12 7v5l3 2M12 3.500a8.5 8.5 0 1 0 0 17 8.5 8.5 0 0 0 0-17'),
  kept: line('M12 3 5 6v5.500c0 4.3 2.9 7.7 7 9.5 4.1-1.8 7-5.2 7-9.500V6l-7-3'),
  none: line('M7 12h10'),
  off: line('M19.5 14.5A8 8 0 1 1 9.5 4.5a6.5 6.5 0 0 0 10 10'),
  star: line('m12 3.5 2.6 5.4 5.9.8-4.3 4.1 1 5.9-5.2-2.9-5.2 2.9 1-5.900L3.5 9.700l5.9-.8L12 3.5'),
  back: line('m14 6-6 6 6 6'),
  forth: line('m10 6 6 6-6 6'),
  month: line('M5 6h14v14H5zM5 10.500h14M9 3.500v4M15 3.500v4'),
  people: line(
    'M9 11a3.500 3.500 0 1 0 0-7 3.500 3.500 0 0 0 0 7M2.500 20a6.500 6.500 0 0 1 13 0M16 4.300a3.500 3.500 0 0 1 0 6.400M18 14.300a6.500 6.500 0 0 1 3.500 5.700',
  ),
  person: line('M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8M4.500 20.500a7.500 7.500 0 0 1 15 0'),
  bolt: line('M13 2.5 5 13.500h6l-1 8 8-11h-6l1-8'),
} as const;
