import type { Card } from '../../contracts/shares';
import { shapes } from './cardSvg';
import { shareLinks } from './viewShare';
import { detailsOf, escaped, titleOf, type Words } from './words';

/** Nothing but what the page brings itself; the same is set in firebase.json. */
export const PAGE_POLICY =
  "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/** The stylesheet of the pages. */
export const pageStyle =
  'body{font:18px/1.5 system-ui,sans-serif;margin:0;background:#faf7f4;color:#1f1a17}main{max-width:46rem;margin:0 auto;padding:2rem 1rem;text-align:center}img{width:100%;height:auto;border-radius:1rem}h1{font-size:1.5rem;overflow-wrap:anywhere}a,button{font:inherit;display:inline-block;margin:.25rem;padding:.6rem 1.1rem;border:1px solid #6b5d54;border-radius:.6rem;color:inherit;background:none;text-decoration:none}a.start{background:#b93c0a;border-color:#b93c0a;color:#fff}a:focus-visible,button:focus-visible{outline:3px solid #1864ab}';

/** The script of a card's page: a button that shares its link or, where that is not possible, copies it. */
export const pageScript = `const copy = document.getElementById('copy');
copy.hidden = false;
copy.addEventListener('click', async () => {
  const url = location.href;
  const done = document.getElementById('done');
  if (navigator.share) {
    await navigator.share({ title: document.title, url }).catch(() => undefined);
    return;
  }
  await navigator.clipboard.writeText(url);
  done.textContent = done.dataset.copied;
});
`;

/** The page of a card. @param base where cards are shown @param id of the card, in its address */
export function sharePage(card: Card, base: string, id: string, words: Words): string {
  const url = `${base}/${id}`;
  const title = escaped(titleOf(card, words));
  // A name that is written from right to left turns nothing of what follows.
  const { name = '' } = card;
  const heading = `<bdi>${escaped(name)}</bdi>${escaped(titleOf(card, words).slice(name.length))}`;
  const description = escaped(detailsOf(card, words).join('. ') || words.say('description'));
  const image = `${escaped(url)}/card.png`;
  const { width, height } = shapes.card;
  const links = shareLinks(url, titleOf(card, words));
  const say = (text: Parameters<Words['say']>[0]) => escaped(words.say(text));
  return `<!doctype html>
<html lang="${words.language}" prefix="og: https://ogp.me/ns#">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${title}</title>
<meta name="description" content="${description}">
<link rel="canonical" href="${escaped(url)}">
<meta property="og:type" content="website">
<meta property="og:title" content="${title}">
<meta property="og:description" content="${description}">
<meta property="og:url" content="${escaped(url)}">
<meta property="og:image" content="${image}">
<meta property="og:image:type" content="image/png">
<meta property="og:image:width" content="${width}">
<meta property="og:image:height" content="${height}">
<meta property="og:image:alt" content="${title}">
<meta name="twitter:card" content="summary_large_image">
<meta name="twitter:title" content="${title}">
<meta name="twitter:description" content="${description}">
<meta name="twitter:image" content="${image}">
<meta name="twitter:image:alt" content="${title}">
<link rel="stylesheet" href="${assetsOf(base)}/page.css">
<script src="${assetsOf(base)}/page.js" defer></script>
</head>
<body>
<main>
<h1>${heading}</h1>
<img src="${image}" width="${width}" height="${height}" alt="${title}">
<p>${description}</p>
<p><a class="start" href="${escaped(url)}/go" rel="nofollow">${say('start')}</a></p>
<p><a href="${escaped(links.x)}" rel="noopener nofollow">${say('onX')}</a>
<a href="${escaped(links.linkedin)}" rel="noopener nofollow">LinkedIn</a>
<a href="${escaped(links.facebook)}" rel="noopener nofollow">Facebook</a>
<button id="copy" type="button" hidden>${say('copy')}</button></p>
<p id="done" role="status" data-copied="${say('copied')}"></p>
</main>
</body>
</html>
`;
}

/** Where the stylesheet and script are, on whatever host the page is shown: its policy lets in no other. */
function assetsOf(base: string): string {
  return escaped(new URL(base).pathname);
}

/** The page of a card that is there no longer. @param base where cards are shown */
export function gonePage(base: string, { language, say }: Words): string {
  return `<!doctype html>
<html lang="${language}">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><meta name="robots" content="noindex"><title>${escaped(say('goneTitle'))}</title><link rel="stylesheet" href="${assetsOf(base)}/page.css"></head>
<body><main><h1>${escaped(say('gone'))}</h1></main></body>
</html>
`;
}
