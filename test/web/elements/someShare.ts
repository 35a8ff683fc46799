import type { ResponseOf } from '../../../client/src';

const url = 'https://elements.test/s/AAAAAAAAAAAAAAAA';

/** A card that is shown for 30 days. */
export const someShare: ResponseOf<'createShare'> = {
  shareId: 'AAAAAAAAAAAAAAAA',
  url,
  imageUrl: `${url}/card.png`,
  squareImageUrl: `${url}/square.png`,
  expiresAt: '2099-12-24T12:00:00.000Z',
  links: {
    x: `https://x.com/intent/post?url=${encodeURIComponent(url)}`,
    linkedin: `https://www.linkedin.com/sharing/share-offsite/?url=${encodeURIComponent(url)}`,
    facebook: `https://www.facebook.com/sharer/sharer.php?u=${encodeURIComponent(url)}`,
  },
};
