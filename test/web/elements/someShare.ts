import type { ResponseOf } from '../../../client/src';

type Share = ResponseOf<'listShares'>['shares'][number];

const shareOf = (shareId: string): Share => {
  const url = `https://elements.test/s/${shareId}`;
  return {
    shareId,
    url,
    imageUrl: `${url}/card.png`,
    squareImageUrl: `${url}/square.png`,
    kind: 'streak',
    fields: ['name', 'streak'],
    theme: 'light',
    createdAt: '2026-11-24T12:00:00.000Z',
    expiresAt: '2099-12-24T12:00:00.000Z',
    links: {
      x: `https://x.com/intent/post?url=${encodeURIComponent(url)}`,
      linkedin: `https://www.linkedin.com/sharing/share-offsite/?url=${encodeURIComponent(url)}`,
      facebook: `https://www.facebook.com/sharer/sharer.php?u=${encodeURIComponent(url)}`,
    },
    totals: { views: 12, botViews: 3, clicks: 4, shares: 1 },
  };
};

/** A card that somebody shares. */
export const someShare: Share = shareOf('AAAAAAAAAAAAAAAA');

/** Another card of theirs, from another device. */
export const otherShare: Share = {
  ...shareOf('BBBBBBBBBBBBBBBB'),
  kind: 'level',
  createdAt: '2026-11-20T12:00:00.000Z',
};
