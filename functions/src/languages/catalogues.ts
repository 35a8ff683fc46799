import type { Cause } from '../engine/events';
import type { KeptReason } from '../engine/keptDay';
import type { MessageKind } from '../events';
import german from './de.json';
import english from './en.json';
import polish from './pl.json';

/** The words of one kind of message in one language, as Handlebars templates. */
interface Wording {
  readonly push: { readonly title: string; readonly body: string };
  readonly email: {
    readonly subject: string;
    readonly heading: string;
    /** Those that come out empty are left out. */
    readonly paragraphs: readonly string[];
    /** On the button that leads to the app. */
    readonly action: string;
  };
  /** A sentence, where it is told with something that weighs more. */
  readonly also: string;
}

/** Of a day that is over, and of one that is not. */
interface OfDay {
  readonly was: string;
  readonly is: string;
}

/** Everything that is said in one language, as Handlebars templates. */
export interface Catalogue {
  readonly messages: Readonly<Record<MessageKind, Wording>>;
  /** On the buttons of a warning, beside what its mail has on its button. */
  readonly actions: { readonly snooze: string; readonly pause: string };
  /** Of a day, as part of a sentence. Weekdays from Monday on, for the last six days. */
  readonly when: {
    readonly today: string;
    readonly yesterday: string;
    readonly weekdays: readonly string[];
    readonly date: string;
  };
  /** After "until" or "by": of a day to come, for the next six from Monday on, a time of today, and both. */
  readonly until: {
    readonly weekdays: readonly string[];
    readonly time: string;
    readonly moment: string;
  };
  /** The weeks of which the weekly bonus is told. */
  readonly weeks: { readonly this: string; readonly next: string };
  /** Why a day is judged otherwise than it was. */
  readonly causes: Readonly<Record<Cause, string>>;
  /** What a challenge brings. */
  readonly rewards: { readonly xp: string; readonly freezes: string; readonly badge: string };
  /** Why a day was judged as it was: of one that is over (`was`), and of one that is not (`is`). */
  readonly verdicts: {
    /** Of a day before the first activity. */
    readonly before: string;
    readonly active: string;
    readonly kept: string;
    readonly frozen: string;
    readonly broken: string;
    readonly missed: string;
    readonly open: string;
    /** Why an open day is not judged, after `open`. */
    readonly atItsEnd: string;
    readonly run: { readonly stays: string; readonly none: string };
    readonly why: Readonly<Record<KeptReason, OfDay>>;
    readonly capped: string;
    readonly reward: string;
    readonly given: string;
    readonly taken: string;
    readonly fromOtherDay: string;
    readonly anotherJourney: string;
    readonly zones: OfDay;
  };
  readonly mail: {
    /** Why this mail came, and why one came that corrects another. */
    readonly footer: string;
    readonly footerOfCorrection: string;
    /** The link to preferences. */
    readonly preferences: string;
    /** The link to unsubscribe. */
    readonly unsubscribe: string;
  };
  readonly unsubscribe: {
    readonly title: string;
    readonly question: string;
    readonly button: string;
    readonly done: string;
    readonly invalid: string;
  };
  /** Of cards that are shared, and their pages. */
  readonly share: {
    readonly days: string;
    readonly level: string;
    readonly levelOfTier: string;
    readonly streak: string;
    readonly longest: string;
    readonly streakIs: string;
    readonly longestIs: string;
    readonly onStreak: string;
    readonly dayByDay: string;
    readonly description: string;
    readonly start: string;
    readonly onX: string;
    readonly copy: string;
    readonly copied: string;
    readonly goneTitle: string;
    readonly gone: string;
  };
}

/** What is said, by language (BCP 47). Another language is another file, and its line here. */
export const catalogues = {
  en: english,
  de: german,
  pl: polish,
} as const satisfies Readonly<Record<string, Catalogue>>;

/** Everything that is said, by language. */
export type Catalogues = Readonly<Record<Language, Catalogue>>;

/** A language that there are words in. */
export type Language = keyof typeof catalogues;

/** Spoken to whoever asks for a language that there are no words in. */
export const defaultLanguage: Language = 'en';

const isLanguage = (tag: string): tag is Language => Object.hasOwn(catalogues, tag);

/** All languages that there are words in; the default comes first. */
export const languages: readonly Language[] = Object.keys(catalogues).filter(isLanguage);

/** The language to speak to whoever asks for one (BCP 47): `de-AT` is answered in `de`, if at all. */
function spoken(tag: string): Language | undefined {
  const parts = tag.split('-');
  const candidates = parts.map((_, index) => parts.slice(0, parts.length - index).join('-'));
  return candidates
    .map((candidate) => languages.find((each) => each.toLowerCase() === candidate.toLowerCase()))
    .find((each) => each !== undefined);
}

/** The language to speak to whoever asks for one (BCP 47): `de-AT`, else `de`, else the default. */
export function languageFor(tag: string): Language {
  return spoken(tag) ?? defaultLanguage;
}

/** The language to speak to a browser. @param acceptLanguage the header (RFC 9110), or nothing */
export function languageAccepted(acceptLanguage: string): Language {
  const asked = acceptLanguage.split(',').map((part) => {
    const [tag = '', ...parameters] = part.split(';').map((each) => each.trim());
    const q = parameters.find((each) => each.startsWith('q='))?.slice(2);
    return { tag, weight: q === undefined ? 1 : Number(q) || 0 };
  });
  const wanted = asked.filter(({ weight }) => weight > 0).sort((a, b) => b.weight - a.weight);
  return wanted.map(({ tag }) => spoken(tag)).find((each) => each !== undefined) ?? defaultLanguage;
}
