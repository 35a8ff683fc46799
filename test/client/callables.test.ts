import { CustomProvider, initializeAppCheck } from 'firebase/app-check';
import type { CallableFunction } from 'firebase-functions/https';
import { type CallableName, callables } from '../../client/src/callables';
import { FirestreakError } from '../../client/src';
import * as deployed from '../../functions/src';
import { type Answer, functionsThat } from './answeringServer';

type Functions = typeof deployed;
type DeployedCallable = {
  [Name in keyof Functions]: Functions[Name] extends CallableFunction<never, unknown>
    ? Name
    : never;
}[keyof Functions];

type Same<A, B> = [A] extends [B] ? ([B] extends [A] ? true : false) : false;

/** Does not compile when a callable is no method, or the other way round. */
const eachCallableIsAMethod: Same<DeployedCallable, CallableName> = true;

const names = Object.entries(deployed)
  .filter(([, { __endpoint: endpoint }]) => 'callableTrigger' in endpoint)
  .map(([name]) => name as CallableName);

async function callOn(answer: Answer, name: CallableName, request: object): Promise<unknown> {
  const { functions, end } = await functionsThat(answer);
  try {
    return await callables(functions)[name](request as never);
  } finally {
    await end();
  }
}

test.each(names)('%s is a method that calls the function of its name', async (name) => {
  expect(eachCallableIsAMethod).toBe(true);
  const echo: Answer = ({ name: called, data }) => [200, { result: { name: called, data } }];
  const answer = await callOn(echo, name, { correlationId: 'follow-me' });
  expect(answer).toEqual({ name, data: { correlationId: 'follow-me' } });
});

test('the methods can be awaited and printed without a call', async () => {
  const calls: string[] = [];
  const { functions, end } = await functionsThat(({ name }) => {
    calls.push(name);
    return [200, { result: null }];
  });
  const methods = callables(functions);
  await Promise.resolve(methods);
  expect(JSON.stringify({ methods })).toBe('{"methods":{}}');
  await end();
  expect(calls).toEqual([]);
});

test('a function that takes an App Check token only once is sent a new one each time', async () => {
  const sent: string[] = [];
  const { functions, end } = await functionsThat(({ name, appCheck }) => {
    sent.push(`${name} ${appCheck}`);
    return [200, { result: null }];
  });
  let made = 0;
  const expireTimeMillis = Date.now() + 3_600_000;
  const getToken = () => Promise.resolve({ token: `token-${++made}`, expireTimeMillis });
  initializeAppCheck(functions.app, { provider: new CustomProvider({ getToken }) });
  const methods = callables(functions);
  await methods.getStreak();
  await methods.deleteMyData({ confirm: 'delete everything' } as never);
  await methods.getStreak();
  await methods.exportMyData();
  await end();
  expect(sent).toEqual([
    'getStreak token-1',
    'deleteMyData token-2',
    'getStreak token-1',
    'exportMyData token-3',
  ]);
});

const refusal = (status: string, details?: object) => ({
  error: { status, message: 'No.', ...(details && { details }) },
});

test.each([
  [
    'a reason of Firestreak',
    400,
    refusal('OUT_OF_RANGE', { reason: 'out-of-range', correlationId: 'c1' }),
    { reason: 'out-of-range', code: 'out-of-range', correlationId: 'c1', isFinal: true },
  ],
  [
    'contention',
    409,
    refusal('ABORTED', { reason: 'too-much-contention' }),
    { reason: 'too-much-contention', code: 'aborted', isFinal: false },
  ],
  [
    'a caller who is not signed in',
    401,
    refusal('UNAUTHENTICATED', { reason: 'sign-in-required' }),
    { reason: 'sign-in-required', isFinal: false },
  ],
  [
    'a failure of the function',
    500,
    refusal('INTERNAL', { reason: 'unexpected' }),
    { reason: 'unexpected', isFinal: false },
  ],
  [
    'a function that is not deployed',
    404,
    refusal('NOT_FOUND'),
    { reason: 'unreachable', code: 'not-found', isFinal: false },
  ],
  ['a proxy that has broken', 502, {}, { reason: 'unreachable', isFinal: false }],
])('%s is an error with its reason', async (_, status, body, expected) => {
  const call = callOn(() => [status, body], 'getStreak', {});
  await expect(call).rejects.toMatchObject(expected);
  await expect(call).rejects.toBeInstanceOf(FirestreakError);
});

test('no network is an error with its reason', async () => {
  const { functions, end } = await functionsThat(() => [200, {}]);
  await end();
  const call = callables(functions).getStreak();
  await expect(call).rejects.toMatchObject({ reason: 'unreachable', isFinal: false });
});
