import { z } from 'zod';
import { contract } from './contract';

export const exportMyDataContract = contract({
  name: 'exportMyData',
  summary:
    'Everything that is stored about the caller, as JSON, in pages: call it with `next` of the previous page until `next` is null.',
  request: z.strictObject({
    after: z.string().min(1).max(4_096).optional().describe('`next` of the previous page.'),
  }),
  response: z.object({
    documents: z.array(
      z.object({
        path: z.string().describe('Where it is stored; the same in every export.'),
        data: z
          .record(z.string(), z.unknown())
          .describe('The document. Instants in ISO 8601, bytes in base64.'),
      }),
    ),
    next: z.string().nullable().describe('Null on the last page.'),
  }),
  reasons: [],
});

export const deleteMyDataContract = contract({
  name: 'deleteMyData',
  summary:
    'Permanently deletes everything that is stored about the caller. The account stays; a user who logs an activity afterwards starts afresh. Calling it again is harmless. It may take minutes: wait up to 540 s, or 70 s and then call again.',
  request: z.strictObject({}),
  response: z.object({ deleted: z.int().describe('Documents that were found and deleted.') }),
  reasons: ['erasure-incomplete'],
});

export type ExportMyDataRequest = z.output<typeof exportMyDataContract.request>;
export type ExportMyDataResponse = z.output<typeof exportMyDataContract.response>;
export type DeleteMyDataResponse = z.output<typeof deleteMyDataContract.response>;
