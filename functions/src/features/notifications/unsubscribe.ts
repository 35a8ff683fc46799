import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Program } from '../../engine/program';
import { type Catalogues, languageAccepted } from '../../languages/catalogues';
import { log } from '../../platform/log';
import type { HttpsResponse } from '../../platform/request';
import { endMail, type PreferencesDeps } from './updatePreferences';

/** The form of tokens, so that it can change. */
const VERSION = 'v1';

/**
 * What an unsubscribe link carries: whose mail it ends, signed, so that nobody can end another's. It
 * has no end, because old mail must be unsubscribable too (RFC 8058 asks for it).
 *
 * @param keys the first signs
 * @throws Error when there is no key
 */
export function unsubscribeToken(uid: string, keys: readonly string[]): string {
  const [key] = keys;
  if (key === undefined) throw new Error('UNSUBSCRIBE_SIGNING_KEYS holds no key.');
  const payload = `${VERSION}.${Buffer.from(uid).toString('base64url')}`;
  return `${payload}.${sign(payload, key).toString('base64url')}`;
}

/** Whose mail a token ends, or undefined when none of the keys has signed it. */
export function readUnsubscribeToken(token: string, keys: readonly string[]): string | undefined {
  const [version, subject, signature, ...rest] = token.split('.');
  if (version !== VERSION || !subject || !signature || rest.length > 0) return undefined;
  const given = Buffer.from(signature, 'base64url');
  const isSigned = keys.some((key) => {
    const expected = sign(`${version}.${subject}`, key);
    return expected.length === given.length && timingSafeEqual(expected, given);
  });
  return isSigned ? Buffer.from(subject, 'base64url').toString() : undefined;
}

function sign(payload: string, key: string): Buffer {
  return createHmac('sha256', key).update(`unsubscribe ${payload}`).digest();
}

/** The link that ends a user's mail. @throws Error when there is no key */
export function unsubscribeLink(url: string, uid: string, keys: readonly string[]): string {
  return `${url}?token=${encodeURIComponent(unsubscribeToken(uid, keys))}`;
}

/** What the page says: it asks, it has done it, or the link is not valid. */
export type UnsubscribeState = 'question' | 'done' | 'invalid';

/**
 * The page behind an unsubscribe link, in the language that a browser asks for. Asking changes
 * nothing, because mail programs follow links by themselves; the button does.
 */
function unsubscribePage(
  state: UnsubscribeState,
  acceptLanguage: string,
  texts: Catalogues,
): string {
  const language = languageAccepted(acceptLanguage);
  const { unsubscribe: words } = texts[language];
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

const headers = {
  'Cache-Control': 'no-store',
  'Content-Security-Policy':
    "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; frame-ancestors 'none'",
  'Content-Type': 'text/html; charset=utf-8',
  'Referrer-Policy': 'no-referrer',
};

/** What unsubscribing needs from outside. */
export interface UnsubscribeDeps extends PreferencesDeps {
  /** Keys that may have signed a link. */
  readonly keys: readonly string[];
  readonly texts: Catalogues;
  readonly program: Program;
}

/** A request, as far as it matters. */
export interface UnsubscribeRequest {
  readonly method: string;
  readonly token: string;
  readonly acceptLanguage: string;
  readonly correlationId: string;
}

/**
 * Answers a request to an unsubscribe link. GET and HEAD show a page and change nothing; POST
 * switches the user's mail off, from the page's button or from a mail program (RFC 8058), without
 * signing in. Doing it again changes nothing, and neither does the link of a user who has left, which
 * is answered alike: it says nothing of who there is.
 */
export async function unsubscribe(
  { keys, texts, ...deps }: UnsubscribeDeps,
  { method, token, acceptLanguage, correlationId }: UnsubscribeRequest,
): Promise<HttpsResponse> {
  const page = (status: number, state: UnsubscribeState) => ({
    status,
    headers,
    body: unsubscribePage(state, acceptLanguage, texts),
  });
  const uid = readUnsubscribeToken(token, keys);
  if (uid === undefined) return page(400, 'invalid');
  if (method === 'GET' || method === 'HEAD') return page(200, 'question');
  if (method !== 'POST') return page(405, 'invalid');
  const isKnown = await endMail(deps, { uid, correlationId });
  if (isKnown) log.info('unsubscribed', { operation: 'unsubscribe', correlationId, userId: uid });
  return page(200, 'done');
}
