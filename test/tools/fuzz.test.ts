import { logLeaks } from '../../tools/fuzz/logLeaks';
import { projectId } from '../support/env';
import { faultOf } from '../../tools/fuzz/faultOf';
import { fuzz } from '../../tools/fuzz/fuzz';

Object.assign(process.env, { UNSUBSCRIBE_SIGNING_KEYS: 'fuzz', SENDGRID_WEBHOOK_KEYS: 'none' });

test('whatever is sent is done or refused with a reason, changes nothing and is not logged', async () => {
  const { findings, statuses } = await fuzz({ runs: 400, seed: 20_261, projectId });
  expect(findings).toEqual([]);
  expect(logLeaks).toEqual([]);
  expect(Object.keys(statuses)).toEqual(expect.arrayContaining(['200', '400', '401', '403']));
}, 120_000);

const refusal = (status: string, details?: object) =>
  JSON.stringify({ error: { status, message: 'No.', ...(details && { details }) } });

test.each([
  ['an answer', 200, '{"result":1}', undefined],
  ['a refusal with its reason', 400, refusal('INVALID_ARGUMENT', { reason: 'x' }), undefined],
  ['a refusal without', 400, refusal('INVALID_ARGUMENT'), 'no reason'],
  ['a token that is none', 401, refusal('UNAUTHENTICATED'), undefined],
  ['our own failure', 500, refusal('INTERNAL', { reason: 'unexpected' }), 'status 500'],
  [
    'our own failure in a stream',
    200,
    'data: {"error":{"status":"INTERNAL"}}',
    'internal, in a stream',
  ],
  ['a page in words', 400, '<p>No.</p>', undefined],
  ['nothing', 404, '', 'no reason'],
])('%s is judged', (_, status, body, expected) => {
  expect(faultOf({ status, body })).toBe(expected);
});
