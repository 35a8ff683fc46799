import type { Card } from '../../contracts/shares';
import {
  type Catalogue,
  type Catalogues,
  defaultLanguage,
  type Language,
  languageFor,
} from '../../languages/catalogues';
import type { Fill } from '../../platform/template';

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

/** The words of a card, in the language of whoever shared it. */
export interface Words {
  readonly language: Language;
  readonly say: (text: keyof Catalogue['share'], variables?: Variables) => string;
}

type Variables = Readonly<Record<string, string | number>>;

/** Makes the words of a language, or of a card: those that were shared before cards had one are in English. */
export type WordsOf = (language?: string) => Words;

/** @param texts of the app */
export function wordsWith(fill: Fill, texts: Catalogues): WordsOf {
  return (tag = defaultLanguage) => {
    const language = languageFor(tag);
    const { share } = texts[language];
    return {
      language,
      say: (text, variables = {}) => fill(share[text], variables, language, 'text'),
    };
  };
}

/** What a card says first. */
export function headlineOf(
  { kind, streak, longest, level }: Card,
  { say }: Words,
): { readonly figure: string; readonly caption: string } {
  const days = (n: number, caption: 'streak' | 'longest') => ({
    figure: say('days', { n }),
    caption: say(caption),
  });
  const ofLevel = level && { figure: say('level', { n: level.level }), caption: level.tier };
  if (kind === 'level' && ofLevel) return ofLevel;
  if (kind === 'longest' && longest !== undefined) return days(longest, 'longest');
  if (streak !== undefined) return days(streak, 'streak');
  if (longest !== undefined) return days(longest, 'longest');
  return ofLevel ?? { figure: say('onStreak'), caption: say('dayByDay') };
}

/** What a card says besides its headline, line by line. */
export function detailsOf(card: Card, words: Words): string[] {
  const { say } = words;
  const { caption } = headlineOf(card, words);
  const { streak, longest, level, badges = [] } = card;
  const isSaid = (text: 'streak' | 'longest') => caption === say(text);
  return [
    ...(streak !== undefined && !isSaid('streak') ? [say('streakIs', { n: streak })] : []),
    ...(longest !== undefined && !isSaid('longest') ? [say('longestIs', { n: longest })] : []),
    ...(level && caption !== level.tier
      ? [say('levelOfTier', { n: level.level, tier: level.tier })]
      : []),
    ...(badges.length > 0 ? [badges.join(' · ')] : []),
  ];
}

/** The card in one sentence: the title of its page and the text that stands for the image. */
export function titleOf(card: Card, words: Words): string {
  const { figure, caption } = headlineOf(card, words);
  return `${card.name === undefined ? '' : `${card.name}: `}${figure}, ${caption}`;
}
