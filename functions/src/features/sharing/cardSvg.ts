import type { Card, ThemeName } from '../../contracts/shares';
import { addDays, type Day } from '../../engine/days';
import { detailsOf, escaped, headlineOf, type Words } from './words';

/** Colours of a card. */
export interface Theme {
  readonly background: readonly [from: string, to: string];
  readonly text: string;
  readonly quiet: string;
  readonly accent: string;
  readonly empty: string;
}

const themes: Readonly<Record<ThemeName, Theme>> = {
  light: {
    background: ['#ffffff', '#fff1e6'],
    text: '#1f1a17',
    quiet: '#6b5d54',
    accent: '#d9480f',
    empty: '#eaded5',
  },
  dark: {
    background: ['#17181c', '#26211d'],
    text: '#f6f3f0',
    quiet: '#b8aca3',
    accent: '#ff922b',
    empty: '#3a3633',
  },
  ember: {
    background: ['#c92a2a', '#e8590c'],
    text: '#ffffff',
    quiet: '#ffe8cc',
    accent: '#ffe066',
    empty: '#00000033',
  },
};

/** Sizes of the image in pixels: what previews show, and what feeds show. */
export const shapes = {
  card: { width: 1200, height: 630 },
  square: { width: 1080, height: 1080 },
} as const;

export type Shape = keyof typeof shapes;

const MARGIN = 90;
const DAYS_IN_ROW = 14;

/** What the flame takes of the width. */
const FLAME = 180;

/** The card as SVG, whose texts are to be `typeset`. */
export function cardSvg(card: Card, shape: Shape, words: Words): string {
  const { width, height } = shapes[shape];
  const theme = themes[card.theme];
  const { figure, caption } = headlineOf(card, words);
  const top = (height - 630) / 2;
  const line = (text: string, y: number, size: number, weight: number, fill: string) => {
    const room = width - 2 * MARGIN - (size > 40 ? FLAME : 0);
    return textAt(text, { x: MARGIN, y: top + y, size, weight, fill, room });
  };
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}">`,
    `<defs><linearGradient id="b" x1="0" y1="0" x2="1" y2="1"><stop stop-color="${theme.background[0]}"/><stop offset="1" stop-color="${theme.background[1]}"/></linearGradient></defs>`,
    `<rect width="${width}" height="${height}" fill="url(#b)"/>`,
    flame(width - 250, top + 90, theme),
    card.name === undefined ? '' : line(card.name, 130, 48, 700, theme.text),
    line(figure, 285, 132, 700, theme.accent),
    line(caption, 345, 42, 400, theme.quiet),
    ...detailsOf(card, words)
      .slice(0, 3)
      .map((text, index) => line(text, 402 + index * 40, 30, 400, theme.text)),
    calendarStrip(card, top + 545, width, theme, words.language),
    '</svg>',
  ].join('');
}

interface Placed {
  readonly x: number;
  readonly y: number;
  /** Whether `x` is the middle of the text, rather than where it begins. */
  readonly isCentred?: boolean;
  readonly size: number;
  readonly weight: number;
  readonly fill: string;
  /** The most that it may be wide. */
  readonly room: number;
}

function textAt(text: string, { x, y, isCentred = false, size, weight, fill, room }: Placed) {
  const anchor = isCentred ? 'middle' : 'start';
  return `<text x="${x}" y="${y}" text-anchor="${anchor}" font-size="${size}" font-weight="${weight}" fill="${fill}" data-room="${room}">${escaped(text)}</text>`;
}

function flame(x: number, y: number, { accent, text }: Theme): string {
  return `<g transform="translate(${x} ${y}) scale(1.6)"><path fill="${accent}" d="M50 0C58 26 88 40 88 78a38 38 0 0 1-76 0c0-20 10-32 20-42 2 12 8 18 14 20C40 34 42 14 50 0z"/><path fill="${text}" fill-opacity=".85" d="M50 62c6 12 16 16 16 30a16 16 0 0 1-32 0c0-14 12-18 16-30z"/></g>`;
}

/** A dot for each day, with its date: full when active, quiet when kept, a ring while the day is open. */
function calendarStrip(
  { calendar = [], strip }: Card,
  y: number,
  width: number,
  theme: Theme,
  language: string,
): string {
  const step = (width - 2 * MARGIN) / DAYS_IN_ROW;
  const radius = Math.min(step * 0.36, 24);
  return calendar
    .slice(-DAYS_IN_ROW)
    .map((day, index, { length }) => {
      const x = Math.round(MARGIN + radius + index * step);
      const isOpen = day === 0 && index >= length - (strip?.open ?? 0);
      const fill = day === 2 ? theme.accent : day === 1 ? theme.quiet : theme.empty;
      const look = isOpen
        ? `r="${radius - 2}" fill="none" stroke="${theme.accent}" stroke-width="4"`
        : `r="${radius}" fill="${fill}"`;
      const dot = `<circle cx="${x}" cy="${y}" ${look}/>`;
      if (!strip) return dot; // shared before dots had dates
      const date = dateLabel(addDays(strip.last, index - length + 1), index === 0, language);
      const label = { x, y: y + 50, isCentred: true, size: 19, weight: 400, fill: theme.quiet };
      return dot + textAt(date, { ...label, room: Math.floor(step) });
    })
    .join('');
}

/** A day of the month, with its month where that is new. */
function dateLabel(day: Day, isFirst: boolean, language: string): string {
  const date = new Date(day);
  const month = isFirst || date.getUTCDate() === 1 ? ({ month: 'short' } as const) : {};
  const options = { day: 'numeric', timeZone: 'UTC', ...month } as const;
  return new Intl.DateTimeFormat(language === 'en' ? 'en-GB' : language, options).format(date);
}
