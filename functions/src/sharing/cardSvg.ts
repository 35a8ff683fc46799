import type { Card } from './card';
import { isDrawable, widthInEms } from './drawable';
import { escaped } from './escape';
import { type Theme, themes } from './themes';
import { detailsOf, headlineOf } from './words';

/** Sizes of the image in pixels: what previews show, and what feeds show. */
export const shapes = {
  card: { width: 1200, height: 630 },
  square: { width: 1080, height: 1080 },
} as const;

export type Shape = keyof typeof shapes;

const MARGIN = 90;
const DAYS_IN_ROW = 14;

/** The card as SVG, with text in the font Inter. */
export function cardSvg(card: Card, shape: Shape): string {
  const { width, height } = shapes[shape];
  const theme = themes[card.theme];
  const { figure, caption } = headlineOf(card);
  const top = (height - 630) / 2;
  const details = detailsOf(card).filter(isDrawable);
  const name = card.name !== undefined && isDrawable(card.name) ? card.name : undefined;
  const line = (text: string, y: number, size: number, weight: number, fill: string) =>
    `<text x="${MARGIN}" y="${top + y}" font-family="Inter" font-size="${fitted(text, size, width)}" font-weight="${weight}" fill="${fill}">${escaped(text)}</text>`;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}">`,
    `<defs><linearGradient id="b" x1="0" y1="0" x2="1" y2="1"><stop stop-color="${theme.background[0]}"/><stop offset="1" stop-color="${theme.background[1]}"/></linearGradient></defs>`,
    `<rect width="${width}" height="${height}" fill="url(#b)"/>`,
    flame(width - 250, top + 90, theme),
    name === undefined ? '' : line(name, 130, 48, 700, theme.text),
    line(figure, 285, 132, 700, theme.accent),
    line(caption, 345, 42, 400, theme.quiet),
    ...details.slice(0, 3).map((text, index) => line(text, 402 + index * 40, 30, 400, theme.text)),
    calendarStrip(card.calendar ?? [], top + 556, width, theme),
    '</svg>',
  ].join('');
}

/** The size, in pixels, at which a text fits between the margins, at most `size`. */
function fitted(text: string, size: number, width: number): number {
  const room = width - 2 * MARGIN - (size > 40 ? 180 : 0);
  return Math.min(size, Math.floor(room / Math.max(widthInEms(text), 1)));
}

function flame(x: number, y: number, { accent, text }: Theme): string {
  return `<g transform="translate(${x} ${y}) scale(1.6)"><path fill="${accent}" d="M50 0C58 26 88 40 88 78a38 38 0 0 1-76 0c0-20 10-32 20-42 2 12 8 18 14 20C40 34 42 14 50 0z"/><path fill="${text}" fill-opacity=".85" d="M50 62c6 12 16 16 16 30a16 16 0 0 1-32 0c0-14 12-18 16-30z"/></g>`;
}

function calendarStrip(
  calendar: readonly number[],
  y: number,
  width: number,
  theme: Theme,
): string {
  const step = (width - 2 * MARGIN) / DAYS_IN_ROW;
  const radius = Math.min(step * 0.36, 24);
  return calendar
    .slice(-DAYS_IN_ROW)
    .map((day, index) => {
      const fill = day === 2 ? theme.accent : day === 1 ? theme.quiet : theme.empty;
      const x = Math.round(MARGIN + radius + index * step);
      return `<circle cx="${x}" cy="${y}" r="${radius}" fill="${fill}"/>`;
    })
    .join('');
}
