import { z } from 'zod';
import { contract } from '../platform/contract';
import { instantText } from '../streaks/wire';
import { SHARE_ID, cardFields, cardKinds, themeNames } from './card';

const shareId = z.string().regex(SHARE_ID, 'must be an id that createShare gave');

const totals = z.object({
  views: z.int().describe('By people.'),
  botViews: z.int().describe('By programs that make previews or indexes.'),
  clicks: z.int().describe('Of the link to the app.'),
  shares: z.int().describe('As told by trackShare.'),
});

const shareView = z.object({
  shareId: z.string(),
  url: z.string(),
  imageUrl: z.string().describe('1200 × 630.'),
  squareImageUrl: z.string().describe('1080 × 1080.'),
  kind: z.enum(cardKinds),
  fields: z.array(z.enum(cardFields)).describe('What the card shows.'),
  theme: z.enum(themeNames),
  createdAt: instantText,
  expiresAt: instantText,
  links: z.object({ x: z.string(), linkedin: z.string(), facebook: z.string() }),
});

export const createShareContract = contract({
  name: 'createShare',
  summary:
    'Makes a card of the caller’s streak that anyone with its link can see: a snapshot with the fields that are named and nothing else. Only for callers who are shown by a name (`setLeaderboardProfile`). Sending the same `requestId` again makes no other card and returns the first.',
  request: z.strictObject({
    requestId: z
      .string()
      .regex(/^[A-Za-z0-9-]{1,64}$/, 'use 1 to 64 letters, digits or -')
      .optional()
      .describe(
        'Made by the client, once per card: the idempotency key, for as long as the card is kept. The client of docs/web.md makes one. Without it each call makes a card.',
      ),
    kind: z.enum(cardKinds).default('streak').describe('What the card is about; its headline.'),
    fields: z
      .array(z.enum(cardFields))
      .min(1)
      .max(cardFields.length)
      .describe('What the caller agrees to show. The headline needs its field.'),
    theme: z.enum(themeNames).default('light'),
    days: z.int().min(1).max(90).default(30).describe('How long the card is shown.'),
  }),
  response: shareView.extend({
    revokedAt: instantText
      .nullable()
      .describe('Null, but for a repeat that comes after the card was taken back.'),
  }),
  reasons: ['time-zone-unset', 'private-user', 'share-exists', 'malformed-request'],
});

export const listSharesContract = contract({
  name: 'listShares',
  summary:
    'All cards of the caller that anyone with their link can see now, on whichever device they were made, in pages of 20: call it with `next` of the page before until `next` is null. The one that is shown longest comes first.',
  request: z.strictObject({ after: shareId.optional().describe('`next` of the page before.') }),
  response: z.object({
    shares: z.array(shareView.extend({ totals })),
    next: z.string().nullable().describe('Null on the last page.'),
  }),
  reasons: ['unknown-share'],
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

export type ShareView = z.output<typeof shareView>;
export type ListSharesRequest = z.output<typeof listSharesContract.request>;
export type ListSharesResponse = z.output<typeof listSharesContract.response>;
export type CreateShareRequest = z.output<typeof createShareContract.request>;
export type CreateShareResponse = z.output<typeof createShareContract.response>;
export type TrackShareRequest = z.output<typeof trackShareContract.request>;
