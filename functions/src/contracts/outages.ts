import { z } from 'zod';
import { contract } from './contract';
import { givenInstant } from './timeRange';
import { instantText } from './views';

const outageView = z.object({
  id: z.string().describe('Derived from `from` and `to`.'),
  from: instantText,
  to: instantText,
  reason: z.string(),
  declaredAt: instantText,
  revokedAt: instantText.nullable().describe('Null while it is in force.'),
});

export const declareOutageContract = contract({
  name: 'declareOutage',
  summary:
    'Declares that the service was or will be down. Days whose last moment lies in the window, or that lost more than 3 hours between 07:00 and 23:00 local time to it, are kept for all users: broken runs come back and freezes are refunded, even for days long past. Users are processed in the background. Declaring the same window again changes the reason.',
  request: z.strictObject({
    from: givenInstant.describe('First instant of the outage.'),
    to: givenInstant.describe(
      'First instant after it: at most 7 days later, at most 7 days ahead.',
    ),
    reason: z.string().trim().min(3).max(200).describe('Why; shown to users.'),
  }),
  response: outageView,
  reasons: ['malformed-outage'],
});

export const revokeOutageContract = contract({
  name: 'revokeOutage',
  summary:
    'Revokes a declaration: the days that it kept are judged again. Revoking twice changes nothing.',
  request: z.strictObject({
    id: z.string().min(1).max(100).describe('As returned by `declareOutage`.'),
  }),
  response: outageView,
  reasons: ['unknown-outage'],
});

export const listOutagesContract = contract({
  name: 'listOutages',
  summary: 'The latest 100 outages, revoked ones included, latest first.',
  request: z.strictObject({}),
  response: z.object({ outages: z.array(outageView) }),
  reasons: [],
});

export type DeclareOutageRequest = z.output<typeof declareOutageContract.request>;
export type OutageView = z.output<typeof outageView>;
