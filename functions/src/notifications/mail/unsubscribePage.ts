import { type Language, languages } from '../preferences/preferences';
import { catalogues } from '../templates/catalogues';

/** What the page says: it asks, it has done it, or the link is not valid. */
export type UnsubscribeState = 'question' | 'done' | 'invalid';

/**
 * The page behind an unsubscribe link, in the language that a browser asks for. Asking changes
 * nothing, because mail programs follow links by themselves; the button does.
 */
export function unsubscribePage(state: UnsubscribeState, acceptLanguage: string): string {
  const language = languageOf(acceptLanguage);
  const { unsubscribe: words } = catalogues[language];
  const form = `<form method="post"><button name="List-Unsubscribe" value="One-Click">${words.button}</button></form>`;
  return `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${words.title}</title>
<style>body{font:18px/1.5 system-ui,sans-serif;max-width:30rem;margin:20vh auto;padding:0 1rem;text-align:center}button{font:inherit;padding:.6rem 1.2rem}</style>
</head>
<body>
<p role="status">${words[state]}</p>
${state === 'question' ? form : ''}
</body>
</html>
`;
}

function languageOf(acceptLanguage: string): Language {
  const asked = acceptLanguage.split(',').map((part) => part.trim().slice(0, 2).toLowerCase());
  return asked.flatMap((code) => languages.find((language) => language === code) ?? [])[0] ?? 'en';
}
