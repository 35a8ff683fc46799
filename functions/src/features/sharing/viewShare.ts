import { cardFields, type CreateShareRequest, type ShareView } from '../../contracts/shares';
import type { StoredShare } from '../../documents/share';
import { DAY_MS } from '../../engine/days';
import { titleOf, type WordsOf } from './words';

/** Where a link is shared to, with it filled in. */
export function shareLinks(url: string, title: string) {
  const link = encodeURIComponent(url);
  return {
    x: `https://x.com/intent/post?url=${link}&text=${encodeURIComponent(title)}`,
    linkedin: `https://www.linkedin.com/sharing/share-offsite/?url=${link}`,
    facebook: `https://www.facebook.com/sharer/sharer.php?u=${link}`,
  };
}

/** A share as its owner sees it. @param base as `SharingDeps` has it */
export function viewShare(
  shareId: string,
  share: StoredShare,
  base: string,
  wordsOf: WordsOf,
): ShareView {
  const { card, createdAt, expiresAt } = share;
  const url = `${base}/${shareId}`;
  return {
    shareId,
    url,
    imageUrl: `${url}/card.png`,
    squareImageUrl: `${url}/square.png`,
    kind: card.kind,
    fields: fieldsOf(share),
    theme: card.theme,
    createdAt: new Date(createdAt).toISOString(),
    expiresAt: new Date(expiresAt).toISOString(),
    links: shareLinks(url, titleOf(card, wordsOf(card.language))),
  };
}

/** Whether a share is what a request asks for, as at a repeat of the request that made it. */
export function isAsRequested(share: StoredShare, request: CreateShareRequest): boolean {
  const { card, createdAt, expiresAt } = share;
  const fields = cardFields.filter((field) => request.fields.includes(field));
  return (
    card.kind === request.kind &&
    card.theme === request.theme &&
    expiresAt - createdAt === request.days * DAY_MS &&
    fields.join() === fieldsOf(share).join()
  );
}

/** What a card shows, in the order of `cardFields`. */
function fieldsOf({ card }: StoredShare) {
  return cardFields.filter((field) => card[field] !== undefined);
}
