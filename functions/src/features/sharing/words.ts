import type { Card } from '../../contracts/shares';

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Characters that no XML document may hold, and those that turn the direction of text around them. */
const UNSAFE =
  /[\p{Cc}\p{Cs}\p{Co}\u200E\u200F\u061C\u202A-\u202E\u2066-\u2069\uFEFF\uFFFE\uFFFF]/gu;

/** Text for an element or a quoted attribute of HTML or SVG. */
export function escaped(text: string): string {
  return text.replace(UNSAFE, '').replace(/[&<>"']/g, (character) => ENTITIES[character] ?? '');
}

const days = (count: number) => `${count} ${count === 1 ? 'day' : 'days'}`;

/** What a card says first. */
export function headlineOf({ kind, streak, longest, level }: Card): {
  readonly figure: string;
  readonly caption: string;
} {
  if (kind === 'level' && level) {
    return { figure: `Level ${level.level}`, caption: level.tier };
  }
  if (kind === 'longest' && longest !== undefined) {
    return { figure: days(longest), caption: 'longest streak' };
  }
  if (streak !== undefined) return { figure: days(streak), caption: 'streak' };
  if (longest !== undefined) return { figure: days(longest), caption: 'longest streak' };
  return level
    ? { figure: `Level ${level.level}`, caption: level.tier }
    : { figure: 'On a streak', caption: 'day by day' };
}

/** What a card says besides its headline, line by line. */
export function detailsOf(card: Card): string[] {
  const { caption } = headlineOf(card);
  const { streak, longest, level, badges = [] } = card;
  return [
    ...(streak !== undefined && caption !== 'streak' ? [`Streak: ${days(streak)}`] : []),
    ...(longest !== undefined && caption !== 'longest streak' ? [`Longest: ${days(longest)}`] : []),
    ...(level && caption !== level.tier ? [`Level ${level.level}, ${level.tier}`] : []),
    ...(badges.length > 0 ? [badges.join(' · ')] : []),
  ];
}

/** The card in one sentence: the title of its page and the text that stands for the image. */
export function titleOf(card: Card): string {
  const { figure, caption } = headlineOf(card);
  return `${card.name === undefined ? '' : `${card.name}: `}${figure}, ${caption}`;
}
