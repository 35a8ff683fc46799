import { z } from 'zod';
import { contract } from '../platform/contract';
import { isDocumentId } from '../shared/documentId';
import { instantText } from '../streaks/wire';

const letterId = z
  .string()
  .refine((id) => /^[A-Za-z]+\../.test(id) && isDocumentId(id), 'use an id from listDeadLetters');

const letterView = z.object({
  id: z.string(),
  operation: z.string().describe('The function that gave the work up.'),
  payload: z.record(z.string(), z.unknown()).describe('Ids that name the work.'),
  reason: z.string(),
  attempts: z.int(),
  codes: z.array(z.string()).describe('Status codes or names of the errors.'),
  correlationId: z.string().describe('Look it up in the logs.'),
  status: z.enum(['open', 'replayed']),
  failedAt: instantText,
  replayedAt: instantText.nullable(),
});

export const listDeadLettersContract = contract({
  name: 'listDeadLetters',
  summary: 'Work that was given up, latest first.',
  request: z.strictObject({
    status: z.enum(['open', 'replayed']).default('open'),
    limit: z.int().min(1).max(200).default(50),
    after: letterId.optional().describe('`next` of the page before.'),
  }),
  response: z.object({
    letters: z.array(letterView),
    next: z.string().nullable().describe('Send as `after` for the next page; null on the last.'),
  }),
  reasons: [],
});

export const replayDeadLettersContract = contract({
  name: 'replayDeadLetters',
  summary:
    'Does given-up work again. Replaying twice does nothing twice; what fails again stays open.',
  request: z.strictObject({
    ids: z.array(letterId).min(1).max(100).describe('From `listDeadLetters`.'),
  }),
  response: z.object({
    results: z.array(
      z.object({
        id: z.string(),
        outcome: z
          .enum(['replayed', 'already-replayed', 'failed', 'not-replayable', 'unknown'])
          .describe(
            '`failed`: it failed again and is still open. `not-replayable`: a message that could not be read. `unknown`: there is no such letter.',
          ),
        codes: z.array(z.string()).describe('What it failed with this time.'),
      }),
    ),
  }),
  reasons: [],
});

export type ListDeadLettersRequest = z.output<typeof listDeadLettersContract.request>;
export type ListDeadLettersResponse = z.output<typeof listDeadLettersContract.response>;
export type ReplayDeadLettersRequest = z.output<typeof replayDeadLettersContract.request>;
export type ReplayDeadLettersResponse = z.output<typeof replayDeadLettersContract.response>;
export type LetterView = z.output<typeof letterView>;
