import { logEntries } from '../support/logEntries';
import { projectId } from '../support/env';
import { z } from 'zod';
import { cloud } from '../../functions/src/cloud';
import { callable } from '../../functions/src/edge/callable';
import { createGate } from '../../functions/src/edge/gate';
import { worker } from '../../functions/src/edge/worker';
import { functions } from '../../functions/src/functions';
import { log } from '../../functions/src/platform/log';
import { FirestreakError } from '../../functions/src/contracts/errors';
import { getStreakContract } from '../../functions/src/contracts/streaks';
import { type Host, startHost, unsignedToken } from '../../local/host/index';

const TRACE = 'logging.googleapis.com/trace';
const traceId = '0123456789abcdef0123456789abcdef';
const trace = `projects/${projectId}/traces/${traceId}`;
const correlationId = 'follow-me-0001';

const context = { operation: 'getStreak', correlationId, userId: 'ann' };
const contract = {
  ...getStreakContract,
  request: z.strictObject({ what: z.enum(['done', 'refused', 'down', 'defect']) }),
  response: z.object({}),
};

/** Does what it is asked to, after a while, as a function that has waited for the store. */
const getStreak = callable(
  'getStreak',
  { ...functions.getStreak, contract: () => contract },
  async ({ uid, correlationId: id }, { what }) => {
    await new Promise((resolve) => setTimeout(resolve, 5));
    if (what === 'refused') throw new FirestreakError('time-zone-unset', 'Nobody is here.');
    if (what === 'down') throw Object.assign(new Error('in the words of the store'), { code: 14 });
    if (what === 'defect') throw new TypeError('x is not a function');
    log.info('looked', { operation: 'getStreak', correlationId: id, userId: uid }, { days: 3 });
    return {};
  },
  createGate(cloud),
  {},
  () => ({}),
);

const maintainShard = worker(
  'maintainShard',
  { ...functions.maintainShard, message: () => z.object({}) },
  () => Promise.reject(new Error('down')),
  { giveUp: () => Promise.resolve(), now: Date.now },
  {},
) as unknown as (event: object) => Promise<void>;

let host: Host;

beforeAll(async () => {
  host = await startHost({ functions: { getStreak }, projectId });
});

afterAll(() => host.close());

/** Without what firebase-functions says of a call by itself. */
const ours = () => logEntries.filter(({ operation }) => operation !== undefined);

beforeEach(() => {
  logEntries.length = 0;
});

async function send(what: string, headers: Record<string, string> = {}): Promise<void> {
  const token = unsignedToken(projectId, { uid: 'ann' }, new Date());
  await fetch(host.url('getStreak'), {
    method: 'POST',
    headers: { ...headers, 'content-type': 'application/json', authorization: `Bearer ${token}` },
    body: JSON.stringify({ data: { what, correlationId } }),
  });
}

test.each([
  ['what was done', 'done', { severity: 'INFO', message: 'looked', days: 3 }],
  ['a refusal', 'refused', { severity: 'INFO', message: 'refused', reason: 'time-zone-unset' }],
  [
    'a store that does not answer',
    'down',
    {
      severity: 'WARNING',
      message: 'refused',
      reason: 'temporarily-unavailable',
      errors: [
        {
          name: 'Error',
          code: 14,
          at: expect.arrayContaining([expect.any(String)]) as string[],
        },
      ],
    },
  ],
  [
    'a defect',
    'defect',
    {
      severity: 'ERROR',
      message: 'unexpected_failure',
      stack_trace: expect.stringMatching(
        /^TypeError: unexpected_failure in getStreak\n +at \//,
      ) as string,
    },
  ],
])('%s is one entry that says how grave it is and whom it is about', async (_, what, entry) => {
  await send(what);
  expect(ours()).toEqual([{ ...context, ...entry }]);
});

test('what firebase-functions says of a token is told by where it says so, without the words of the error', async () => {
  const claims = Buffer.from('null').toString('base64url');
  const headers = { 'content-type': 'application/json', authorization: `Bearer e30.${claims}.x` };
  await fetch(host.url('getStreak'), { method: 'POST', headers, body: '{"data":{}}' });
  const text = 'Callable request verification failed: Auth token was rejected.';
  const from = expect.stringMatching(/firebase-functions.*https\.js:\d+:\d+$/) as string;
  const at = expect.arrayContaining([expect.stringMatching(/https\.js:\d+:\d+$/)]) as string[];
  expect(logEntries).toEqual([
    {
      ...{ severity: 'WARNING', message: 'Failed to validate auth token.', from },
      errors: [{ name: 'TypeError', at }],
    },
    {
      ...{ severity: 'WARNING', message: text, from },
      verifications: { app: 'MISSING', auth: 'INVALID' },
      'logging.googleapis.com/labels': { 'firebase-log-type': 'callable-request-verification' },
    },
  ]);
});

test.each([
  ['X-Cloud-Trace-Context', `${traceId}/42;o=1`, trace],
  ['traceparent', `00-${traceId}-0123456789abcdef-01`, trace],
  ['traceparent', 'nonsense', undefined],
])('all that a request with %s: %s logs is in the trace %s', async (header, value, logged) => {
  await Promise.all([send('done', { [header]: value }), send('done')]);
  await send('defect', { [header]: value });
  const traces = ours().map((entry) => entry[TRACE]);
  expect(traces.sort()).toEqual([logged, logged, undefined]);
});

test('a message that comes back is a warning, in the trace of its publisher', async () => {
  const message = { data: btoa('{}'), attributes: { correlationId }, messageId: 'm1' };
  const event = { time: new Date().toISOString(), data: { message } };
  const traceparent = `00-${traceId}-0123456789abcdef-01`;
  await expect(maintainShard({ ...event, traceparent })).rejects.toThrow('down');
  expect(logEntries).toEqual([
    {
      ...{ severity: 'WARNING', message: 'message_handed_back', messageId: 'm1', codes: ['Error'] },
      ...{ operation: 'maintainShard', correlationId, [TRACE]: trace },
    },
  ]);
});

test('each severity is written as what it is, with the name of the event as its message', () => {
  log.debug('looked_up', context);
  log.info('done', context);
  log.warn('breaker_opened', context);
  log.error('given_up', context, 'kept failing');
  expect(logEntries).toEqual([
    { ...context, severity: 'DEBUG', message: 'looked_up' },
    { ...context, severity: 'INFO', message: 'done' },
    { ...context, severity: 'WARNING', message: 'breaker_opened' },
    {
      ...{ ...context, severity: 'ERROR', message: 'given_up' },
      stack_trace: expect.stringMatching(/^Error: given_up in getStreak\n +at \//) as string,
    },
  ]);
});
