import type { Firestore } from 'firebase-admin/firestore';
import { FirestreakError } from '../shared/errors';
import type { LetterView, ListDeadLettersRequest, ListDeadLettersResponse } from './contract';
import { type KeptLetter, loadLetters } from './store';

/** A page of the dead letters of a status. @throws FirestreakError `malformed-request` */
export async function listDeadLetters(
  { db }: { readonly db: Firestore },
  { status, limit, after }: ListDeadLettersRequest,
): Promise<ListDeadLettersResponse> {
  const letters = await loadLetters(db, status, limit, after);
  if (!letters) {
    const advice = '`after`: there is no such letter (any more). Begin again without it.';
    throw new FirestreakError('malformed-request', advice);
  }
  const last = letters.length === limit ? letters.at(-1) : undefined;
  return { letters: letters.map(view), next: last?.id ?? null };
}

function view({ replayedAt, uids: _uids, expireAt: _expiry, ...letter }: KeptLetter): LetterView {
  return {
    ...letter,
    failedAt: new Date(letter.failedAt).toISOString(),
    replayedAt: replayedAt === undefined ? null : new Date(replayedAt).toISOString(),
  };
}
