import { CustomProvider, initializeAppCheck } from 'firebase/app-check';
import type { CallableFunction } from 'firebase-functions/https';
import { type CallableName, type RequestOf, callables, patience } from '../../client/src/callables';
import { FirestreakError } from '../../client/src';
import { addresses, namePrefix } from '../../client/src/address';
import { cloud } from '../../functions/src/cloud';
import { deploy } from '../../functions/src/deploy';
import { type Answer, functionsThat } from './answeringServer';

const deployed = deploy(cloud);

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

const refusal = (status: string, details?: object) => ({
  error: { status, message: 'No.', ...(details && { details }) },
});

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
  expect(answer).toMatchObject({ name, data: { correlationId: 'follow-me' } });
});

describe('what makes something', () => {
  const card: RequestOf<'createShare'> = { fields: ['streak'] };

  /** The ids that a client sends whose server gives these answers, call by call; at last it succeeds. */
  async function idsOf(
    answers: (readonly [number, object])[],
    press: (methods: ReturnType<typeof callables>) => Promise<unknown>,
  ): Promise<unknown[]> {
    const ids: unknown[] = [];
    const { functions, end } = await functionsThat(({ data }) => {
      ids.push((data as { requestId?: unknown }).requestId);
      return answers.shift() ?? [200, { result: {} }];
    });
    await press(callables(functions));
    await end();
    return ids;
  }

  test('has one id when it is asked for twice at once, and another when it is asked for later', async () => {
    const ids = await idsOf([], async ({ createShare }) => {
      await Promise.all([createShare(card), createShare({ ...card, correlationId: 'follow-me' })]);
      await createShare(card);
    });
    expect(ids[0]).toMatch(/^[A-Za-z0-9-]{1,64}$/);
    expect(ids[1]).toBe(ids[0]);
    expect(ids[2]).not.toBe(ids[0]);
  });

  test.each([
    ['no answer came', [502, {}]],
    ['it is to be tried again', [409, refusal('ABORTED', { reason: 'too-much-contention' })]],
  ] as const)('keeps its id while %s', async (_, answer) => {
    const ids = await idsOf([answer, answer], async ({ createShare }) => {
      await expect(createShare(card)).rejects.toBeInstanceOf(FirestreakError);
      await expect(createShare(card)).rejects.toBeInstanceOf(FirestreakError);
      await createShare(card);
    });
    expect(new Set(ids).size).toBe(1);
  });

  test('has another id when something else is asked for, or after a refusal', async () => {
    const refused = [400, refusal('INVALID_ARGUMENT', { reason: 'malformed-request' })] as const;
    const ids = await idsOf([refused], async ({ createShare }) => {
      await expect(createShare(card)).rejects.toMatchObject({ isFinal: true });
      await Promise.all([createShare(card), createShare({ ...card, theme: 'dark' })]);
    });
    expect(new Set(ids).size).toBe(3);
  });

  test('keeps the id that its caller chose', async () => {
    const ids = await idsOf([], ({ createShare }) => createShare({ ...card, requestId: 'mine' }));
    expect(ids).toEqual(['mine']);
  });
});

test('a function that may take longer than the SDK waits is waited for', async () => {
  const slow = Object.entries(deployed).flatMap(([name, { __endpoint: endpoint }]) => {
    const { timeoutSeconds } = endpoint as { timeoutSeconds?: unknown };
    const isSlow = 'callableTrigger' in endpoint && typeof timeoutSeconds === 'number';
    return isSlow && timeoutSeconds > 70 ? [[name, timeoutSeconds * 1000]] : [];
  });
  expect(Object.fromEntries(slow)).toEqual(patience);
  const timers = jest.spyOn(globalThis, 'setTimeout');
  await callOn(() => [200, { result: {} }], 'deleteMyData', {});
  expect(timers.mock.calls.map(([, ms]) => ms)).toContain(patience.deleteMyData);
  timers.mockRestore();
});

test('the methods can be awaited and printed without a call', async () => {
  const calls: string[] = [];
  const { functions, end } = await functionsThat(({ name }) => {
    calls.push(name);
    return [200, { result: {} }];
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
    return [200, { result: {} }];
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
    { reason: 'misconfigured', code: 'not-found', isFinal: false },
  ],
  ['a proxy that has broken', 502, {}, { reason: 'unreachable', isFinal: false }],
])('%s is an error with its reason', async (_, status, body, expected) => {
  const call = callOn(() => [status, body], 'getStreak', {});
  await expect(call).rejects.toMatchObject(expected);
  await expect(call).rejects.toBeInstanceOf(FirestreakError);
});

/** What Google's front end, Cloud Run and Hosting answer in place of a function; Firebase's own errors. */
test.each([
  ['a function that is missing, or in another region', 404, '<html>Not Found</html>', true],
  [
    'a function that the emulator does not have',
    404,
    'Function us-central1-x does not exist',
    true,
  ],
  ['a function that not everyone may invoke', 403, '<html>Forbidden</html>', true],
  ['one that takes no token of Firebase', 401, '<html>Unauthorized</html>', true],
  ['a gateway that does not know the method', 501, '', true],
  ['a malformed address', 400, '<html>Bad Request</html>', true],
  ['a page of Hosting', 200, '<!doctype html>', true],
  ['an answer of another API', 200, '{"kind":"other"}', true],
  ['a callable of the app by that name', 200, '{"result":{"ok":true}}', true],
  ['one that answers with a text', 200, '{"result":"ok"}', true],
  ['one that answers with nothing', 200, '{"result":null}', true],
  ['the answer to another activity', 200, '{"result":{"activityId":"another"}}', true],
  ['a sign-in that has run out', 401, refusal('UNAUTHENTICATED'), false],
  ['no instance to be had', 429, '<html>Rate exceeded.</html>', false],
  ['an instance that has failed', 500, '<html>Error</html>', false],
  ['an exception of the framework', 500, refusal('INTERNAL'), false],
  ['a proxy that has broken', 502, '', false],
  ['a service that is down', 503, '<html>Service Unavailable</html>', false],
  ['a request that took too long', 504, 'upstream request timeout', false],
  ['a status that nobody knows', 599, '', false],
])('%s: whether somebody has to mend the set-up', async (_, status, body, isMisconfigured) => {
  const call = callOn(() => [status, body], 'logActivity', { activityId: 'one' });
  const reason = isMisconfigured ? 'misconfigured' : 'unreachable';
  await expect(call).rejects.toMatchObject({ reason, isFinal: false });
  if (!isMisconfigured) return;
  const address = /http:..127.0.0.1:\d+.demo-client.us-central1.logActivity/;
  await expect(call).rejects.toThrow(address);
  await expect(call).rejects.toThrow('region');
});

describe('a function that something else answers for', () => {
  /** What a server answers that has these functions; undefined: one that cannot say. */
  const server =
    (deployed: readonly string[] | undefined): Answer =>
    ({ name }) =>
      name === 'getStreak' && deployed
        ? [200, { result: { about: { callables: deployed } } }]
        : [404, '<html>Not Found</html>'];

  test.each([
    ['is not deployed', ['getStreak'], 'not-deployed'],
    ['is not where it is called', ['getStreak', 'getLeaderboard'], 'misconfigured'],
    ['may be anything, where the server cannot say', undefined, 'misconfigured'],
  ])('%s', async (_, deployed, reason) => {
    const call = callOn(server(deployed), 'getLeaderboard', { board: 'weekly' });
    await expect(call).rejects.toMatchObject({ reason, isFinal: false });
  });

  test('is not asked for where it is unreachable or refuses: the server may be busy', async () => {
    const asked: string[] = [];
    const call = callOn(
      ({ name }) => {
        asked.push(name);
        return [503, '<html>Service Unavailable</html>'];
      },
      'getLeaderboard',
      { board: 'weekly' },
    );
    await expect(call).rejects.toMatchObject({ reason: 'unreachable' });
    expect(asked).toEqual(['getLeaderboard']);
  });
});

test('too many calls says how long to wait', async () => {
  const details = { reason: 'too-many-calls', retryAfterMs: 14_400 };
  const call = callOn(() => [429, refusal('RESOURCE_EXHAUSTED', details)], 'logActivity', {});
  await expect(call).rejects.toMatchObject({ reason: 'too-many-calls', retryAfterMs: 14_400 });
});

test.each(['logActivity', 'createShare'] as const)(
  'what cannot be sent to %s is a mistake of the caller’s',
  async (name) => {
    const call = callOn(() => [200, { result: null }], name, { quantity: 1n });
    await expect(call).rejects.toMatchObject({ reason: 'malformed-request', isFinal: true });
  },
);

test('the address of a function is that of its region, its domain or its emulator', () => {
  const app = { options: { projectId: 'p' } };
  const of = (functions: object) => addresses({ app, ...functions } as never)('getStreak');
  const at = { region: 'europe-west1', customDomain: null };
  expect(of(at)).toBe('https://europe-west1-p.cloudfunctions.net/getStreak');
  expect(of({ ...at, customDomain: 'https://x.dev/api' })).toBe('https://x.dev/api/getStreak');
  expect(of({ ...at, emulatorOrigin: 'http://[::1]:5001' })).toBe(
    'http://[::1]:5001/p/europe-west1/getStreak',
  );
});

test.each([
  [{}, 'getStreak'],
  [{ instance: 'reading' }, 'kit-reading-getStreak'],
  [{ prefix: 'learning' }, 'learning-getStreak'],
  [{ prefix: '' }, 'getStreak'],
])(
  'with %j the functions are called by the names they were deployed under',
  async (options, name) => {
    const called: string[] = [];
    const { functions, end } = await functionsThat((call) => {
      called.push(call.name);
      return [200, { result: {} }];
    });
    await callables(functions, namePrefix(options)).getStreak();
    await callables(functions, namePrefix(options)).deleteMyData();
    expect(called).toEqual([name, name.replace('getStreak', 'deleteMyData')]);
    await end();
  },
);

test('functions have the name of an instance or a prefix, not both', () => {
  expect(() => namePrefix({ instance: 'reading', prefix: 'learning' })).toThrow(/one of them/);
});

test('no network is an error with its reason', async () => {
  const { functions, end } = await functionsThat(() => [200, {}]);
  const methods = callables(functions);
  await end();
  const call = methods.getStreak();
  await expect(call).rejects.toMatchObject({ reason: 'unreachable', isFinal: false });
});
