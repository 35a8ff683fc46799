import type { Firestore } from 'firebase-admin/firestore';
import { log } from '../../platform/log';
import type { endMail } from '../preferences/endMail';
import { type UnsubscribeState, unsubscribePage } from './unsubscribePage';
import { readUnsubscribeToken } from './unsubscribeToken';

/** What unsubscribing needs from outside. */
export interface UnsubscribeDeps {
  readonly db: Firestore;
  /** Keys that may have signed a link. */
  readonly keys: () => readonly string[];
  readonly endMail: typeof endMail;
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
  { db, keys, endMail: end }: UnsubscribeDeps,
  { method, token, acceptLanguage, correlationId }: UnsubscribeRequest,
): Promise<{ readonly status: number; readonly html: string }> {
  const page = (status: number, state: UnsubscribeState) => ({
    status,
    html: unsubscribePage(state, acceptLanguage),
  });
  const uid = readUnsubscribeToken(token, keys());
  if (uid === undefined) return page(400, 'invalid');
  if (method === 'GET' || method === 'HEAD') return page(200, 'question');
  if (method !== 'POST') return page(405, 'invalid');
  const isKnown = await end({ db }, { uid });
  if (isKnown) log.info('unsubscribed', { operation: 'unsubscribe', correlationId, userId: uid });
  return page(200, 'done');
}
