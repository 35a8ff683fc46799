import { z } from 'zod';
import { contract } from '../platform/contract';

export const exportMyDataContract = contract({
  name: 'exportMyData',
  summary:
    'Everything that is stored about the caller, as JSON, in pages: call it with `next` of the page before until `next` is null.',
  request: z.strictObject({
    after: z.string().min(1).max(4_096).optional().describe('`next` of the page before.'),
  }),
  response: z.object({
    documents: z.array(
      z.object({
        path: z.string().describe('Where it is stored; the same at each export.'),
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
    'Deletes everything that is stored about the caller, for good. The account stays; whoever logs an activity afterwards begins anew. Calling it again does no harm. It may take minutes: wait up to 540 s, or 70 s and then call again.',
  request: z.strictObject({}),
  response: z.object({ deleted: z.int().describe('Documents that were found and deleted.') }),
  reasons: ['erasure-incomplete'],
});

export type ExportMyDataRequest = z.output<typeof exportMyDataContract.request>;
export type ExportMyDataResponse = z.output<typeof exportMyDataContract.response>;
export type DeleteMyDataResponse = z.output<typeof deleteMyDataContract.response>;
