import { z } from 'zod';
import { contract } from '../platform/contract';
import { instantText } from '../streaks/wire';
import { cardFields, cardKinds, themeNames } from './card';

const shareId = z.string().regex(/^[\w-]{16}$/, 'must be an id that createShare gave');

const totals = z.object({
  views: z.int().describe('By people.'),
  botViews: z.int().describe('By programs that make previews or indexes.'),
  clicks: z.int().describe('Of the link to the app.'),
  shares: z.int().describe('As told by trackShare.'),
});

export const createShareContract = contract({
  name: 'createShare',
  summary:
    'Makes a card of the caller’s streak that anyone with its link can see: a snapshot with the fields that are named and nothing else. Only for callers who are shown by a name (`setLeaderboardProfile`).',
  request: z.strictObject({
    kind: z.enum(cardKinds).default('streak').describe('What the card is about; its headline.'),
    fields: z
      .array(z.enum(cardFields))
      .min(1)
      .max(cardFields.length)
      .describe('What the caller agrees to show. The headline needs its field.'),
    theme: z.enum(themeNames).default('light'),
    days: z.int().min(1).max(90).default(30).describe('How long the card is shown.'),
  }),
  response: z.object({
    shareId: z.string(),
    url: z.string(),
    imageUrl: z.string().describe('1200 × 630.'),
    squareImageUrl: z.string().describe('1080 × 1080.'),
    expiresAt: instantText,
    links: z.object({ x: z.string(), linkedin: z.string(), facebook: z.string() }),
  }),
  reasons: ['time-zone-unset', 'private-user', 'malformed-request'],
});

export const revokeShareContract = contract({
  name: 'revokeShare',
  summary: 'Stops showing a card. Copies of it end within five minutes. Again changes nothing.',
  request: z.strictObject({ shareId }),
  response: z.object({ shareId: z.string(), revokedAt: instantText }),
  reasons: ['unknown-share'],
});

export const trackShareContract = contract({
  name: 'trackShare',
  summary: 'Tells that the caller has shared a card of theirs, and answers how it has done.',
  request: z.strictObject({
    shareId,
    via: z
      .enum(['x', 'linkedin', 'facebook', 'copy', 'web-share'])
      .optional()
      .describe('Where to. Without it only the totals are given.'),
  }),
  response: z.object({ shareId: z.string(), totals }),
  reasons: ['unknown-share'],
});

export type CreateShareRequest = z.output<typeof createShareContract.request>;
export type CreateShareResponse = z.output<typeof createShareContract.response>;
export type TrackShareRequest = z.output<typeof trackShareContract.request>;
