import '../support/env';
import { faultOf, faultsOf, isCostly } from '../../tools/fuzz/faultOf';
import { call } from '../../tools/fuzz/attack';
import { fuzz } from '../../tools/fuzz/fuzz';

test('whatever is sent is done or refused with a reason, changes nothing of others, costs little and is in no log', async () => {
  const { findings, statuses, retainedMiB } = await fuzz({ draw: { runs: 600, seed: 20_261 } });
  expect(findings).toEqual([]);
  expect(retainedMiB).toBeLessThan(32);
  expect(Object.keys(statuses)).toEqual(expect.arrayContaining(['200', '400', '401', '403']));
});

test('no extreme of any field ends as internal, takes long, or writes though it is refused', async () => {
  const { findings, attacks, statuses } = await fuzz({ draw: 'edges' });
  expect(findings).toEqual([]);
  expect(attacks).toBeGreaterThan(2_000);
  expect(statuses[200]).toBeGreaterThan(100);
});

const sound = { status: 200, body: '', cpuMs: 5, heapMiB: 1, failures: [] };

test.each([
  ['an answer in time', {}, []],
  ['a call that keeps the processor', { cpuMs: 1_001 }, ['took 1001 ms of the processor']],
  ['a call that fills the heap', { heapMiB: 65 }, ['made the heap grow by 65 MiB']],
  ['an event that failed', { failures: ['x: Error'] }, ['failed: x: Error']],
  ['a changed prototype', { isPrototypeChanged: true }, ['the prototype of objects was changed']],
])('%s is judged', (_, different, faults) => {
  const outcome = { ...sound, isPrototypeChanged: false, ...different };
  expect(faultsOf(call('getStreak', {}, 'user'), outcome)).toEqual(faults);
});

test.each([
  [{ cpuMs: 1_000, heapMiB: 64 }, false],
  [{ cpuMs: 1_001, heapMiB: 1 }, true],
  [{ cpuMs: 1, heapMiB: 65 }, true],
])('what cost %j is sent once more: %s', (cost, expected) => {
  expect(isCostly(cost)).toBe(expected);
});

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
