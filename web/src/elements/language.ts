/** The language an element speaks: that of the nearest `lang`, across shadow roots, else English. */
export function languageOf(element: Element): string {
  const lang = nearest(element);
  return lang !== null && isTag(lang) ? lang : 'en';
}

function nearest(element: Element): string | null {
  if (typeof document === 'undefined') return element.getAttribute('lang'); // a server has no page
  const lang = element.closest('[lang]:not([lang=""])')?.getAttribute('lang');
  if (lang) return lang;
  const root = element.getRootNode();
  return root instanceof ShadowRoot ? nearest(root.host) : null;
}

/** Whether it is a language tag at all: dates and numbers are written in no other. */
function isTag(lang: string): boolean {
  try {
    return Intl.getCanonicalLocales(lang).length > 0;
  } catch {
    return false;
  }
}
