import type { ExplainedDay, SaidOfDay } from '../../functions/src/engine/explain';
import { type InWords, verdictsInWords } from '../../functions/src/features/streaks/verdictInWords';
import { catalogues, type Language } from '../../functions/src/languages/catalogues';
import { loadTemplates } from '../../functions/src/platform/template';
import { program } from '../../functions/src/program';

const spoken = new Map<Language, InWords>();

/** Loads the words of all languages, which `reasonIn` says. */
export async function loadWords(): Promise<void> {
  const fill = await loadTemplates();
  for (const language of Object.keys(catalogues) as Language[]) {
    spoken.set(language, verdictsInWords(fill, catalogues, language, program));
  }
}

/** Why a day was judged as it was, in a language. Words must have been loaded. */
export function reasonIn(language: Language, said: SaidOfDay): string {
  const inWords = spoken.get(language);
  if (!inWords) throw new Error('Call loadWords first.');
  return inWords(said);
}

/** A day with its reason in English, as clients see it. */
export function withReason({ said, ...day }: ExplainedDay) {
  return { ...day, reason: reasonIn('en', said) };
}
