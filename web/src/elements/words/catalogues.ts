import type { Names, Translated } from './phrases';
import { type Say, sayIn } from './say';

/** Phrases that an app has its own for. */
export type Overrides<English> = Partial<Translated<English>> & Names;

type Loaders<English> = Readonly<Record<string, () => Promise<Translated<English>>>>;

/** Catalogues by language: English is always there, another is loaded when a page first speaks it. */
export class Catalogues<English extends object> {
  private readonly loaded = new Map<string, Translated<English>>();
  private readonly loading = new Map<string, Promise<void>>();
  private readonly overrides = new Map<string, Overrides<English>>();
  private readonly listeners = new Set<() => void>();
  private readonly spoken = new Map<string, Say<English>>();

  /** @param loaders of the other languages, by language tag */
  constructor(
    private readonly english: English & Translated<English>,
    private readonly loaders: Loaders<English> = {},
  ) {
    this.loaded.set('en', english);
  }

  /** The languages that there are words in, by tag. */
  get languages(): string[] {
    return [...new Set(['en', ...Object.keys(this.loaders), ...this.overrides.keys()])];
  }

  /** Says phrases in a language; in English, as long as its own words are on their way or if there are none. */
  sayIn(lang: string): Say<English> {
    const known = this.spoken.get(lang);
    if (known) return known;
    const language = this.languageOf(lang);
    void this.load(language);
    const isHere = this.loaded.has(language) || this.overrides.has(language);
    const spoken = isHere ? language : 'en';
    const words = {
      ...this.english,
      ...this.loaded.get(spoken),
      ...this.overrides.get(spoken),
    };
    const say = sayIn<English>({ language: spoken, words }, lang);
    this.spoken.set(lang, say);
    return say;
  }

  /** Loads the words of a language, if there are any that are not here yet. One that fails is tried again later. */
  load(lang: string): Promise<void> {
    const language = this.languageOf(lang);
    const loader = this.loaders[language];
    if (!loader || this.loaded.has(language)) return Promise.resolve();
    const underWay = this.loading.get(language);
    if (underWay) return underWay;
    const loading = loader().then(
      (words) => {
        this.loaded.set(language, words);
        this.changed();
      },
      () => {
        this.loading.delete(language);
        this.spoken.clear();
      },
    );
    this.loading.set(language, loading);
    return loading;
  }

  /** Puts an app's own words over those of a language, or adds a language. What it leaves out stays. */
  override(language: string, words: Overrides<English>): void {
    this.overrides.set(language, { ...this.overrides.get(language), ...words });
    this.changed();
  }

  /** Calls back whenever there are other words, until the function that it returns is called. */
  listen(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /** The language to speak where a page asks for one: as it is written, or without its region; English if there is neither. */
  private languageOf(lang: string): string {
    const { languages } = this;
    const parts = lang.split('-');
    for (let length = parts.length; length > 0; length -= 1) {
      const tag = parts.slice(0, length).join('-');
      const found = languages.find((each) => each.toLowerCase() === tag.toLowerCase());
      if (found !== undefined) return found;
    }
    return 'en';
  }

  private changed(): void {
    this.spoken.clear();
    for (const listener of this.listeners) listener();
  }
}
