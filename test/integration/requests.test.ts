import { z } from 'zod';
import { type CallableName, callables } from '../../functions/src/functions';
import { contracts } from '../../tools/apiDocs/contracts';
import { callExamples } from '../e2e/callExamples';
import { aChallenge, requestsOfUser } from '../support/doEverything';
import { withValues } from '../support/withValues';
import { type App, startApp } from './app';

let app: App;

beforeAll(async () => {
  process.env['LIFT_RATE_LIMITS'] = 'true'; // there are thousands of calls
  app = await startApp();
  await app.log('ada', { timeZone: 'Europe/Berlin' });
  await app.call('ada', 'setLeaderboardProfile', { displayName: 'Ada' });
});

afterAll(() => app.close());

const names = contracts.map(({ name }) => name);

const exampleOf = (name: CallableName) => callExamples[name].data ?? {};

function callerOf(name: CallableName) {
  return callables[name].access.by === 'admin'
    ? { uid: 'root', claims: { admin: true } }
    : { uid: 'ada' };
}

/** What a call is refused with; undefined where it is answered. */
async function refusalOf(name: CallableName, data: unknown, caller = callerOf(name)) {
  try {
    await app.host.call(name, data, caller);
    return undefined;
  } catch (error) {
    const { message, details } = error as Error & {
      details: { reason: unknown; correlationId: unknown };
    };
    return { ...details, message };
  }
}

test.each(names)('%s refuses a field that it does not know, by its name', async (name) => {
  expect(await refusalOf(name, { ...exampleOf(name), uidd: 'ben' })).toMatchObject({
    reason: 'malformed-request',
    message: expect.stringContaining('"uidd"') as string,
  });
});

test.each(names)('%s takes a correlation id beside its fields', async (name) => {
  const data = { ...exampleOf(name), unknown: 1, correlationId: 'client-0001' };
  expect(await refusalOf(name, data)).toMatchObject({ correlationId: 'client-0001' });
});

test.each(['', 'short', 'a'.repeat(65), 'with a space', 7, ['client-0001'], {}])(
  'a correlation id that is none is refused by its name: %j',
  async (correlationId) => {
    expect(await refusalOf('getStreak', { correlationId })).toMatchObject({
      reason: 'malformed-request',
      message: expect.stringContaining('correlationId') as string,
      correlationId: expect.stringMatching(/^[\da-f-]{36}$/) as string,
    });
  },
);

test.each([[null], [{}], [{ correlationId: null }]])('%j asks for nothing', async (data) => {
  expect(await refusalOf('getStreak', data)).toBeUndefined();
});

test('a request that is wrong in many places is told some of them', async () => {
  const fields = Object.fromEntries(Array.from({ length: 1_000 }, (_, n) => [`field${n}`, n]));
  const { message } = (await refusalOf('createShare', { fields: Array(900).fill('x') })) ?? {};
  expect(message?.length).toBeLessThan(1_100);
  const refusal = await refusalOf('getStreak', fields);
  expect(refusal?.message).toContain('"field0"');
  expect(refusal?.message.length).toBeLessThan(1_100);
});

type Schema = z.core.JSONSchema.BaseSchema;

/** The paths of all fields of a schema, those in lists and unions too. */
function pathsOf(schema: Schema, path = ''): string[] {
  const options = schema.anyOf ?? schema.oneOf ?? [];
  const below = options.flatMap((option) => pathsOf(option, path));
  const items = schema.type === 'array' ? pathsOf(schema.items as Schema, `${path}.0`) : [];
  const fields = Object.entries(schema.properties ?? {}).flatMap(([name, property]) =>
    pathsOf(property as Schema, path === '' ? name : `${path}.${name}`),
  );
  return [...new Set([...(path === '' ? [] : [path]), ...below, ...items, ...fields])];
}

const oddValues: readonly unknown[] = [
  ...[null, true, [], {}, { constructor: 1 }, { toString: 1, push: true }, { length: 1e9 }],
  ...[-0, 0, -1, 0.5, 365, 1_000_000, 2 ** 31, 2 ** 53, 1e21, 1e308, -1e308, 5e-324],
  ...[
    '',
    ' ',
    '.',
    '..',
    '/',
    'a/b',
    '__x__',
    '__proto__',
    'x.',
    '\u0000',
    'a\u0000b',
    'NaN',
    '1e400',
  ],
  ...[
    'constructor',
    'toString',
    'hasOwnProperty',
    'maintainShard.constructor',
    'finishErasure.__x__',
  ],
  ...[
    'x'.repeat(1_024),
    'x'.repeat(1_500),
    'x'.repeat(1_501),
    'é'.repeat(128),
    'é'.repeat(751),
    '😀'.repeat(376),
  ],
  ...['x'.repeat(4_096), 'x'.repeat(30_000), `maintainShard.${'é'.repeat(743)}`],
  ...['+05:30', 'GMT+02:00', 'UTC+1', 'Etc/GMT+99', 'Etc/', 'Factory', 'GMT0', 'europe/berlin'],
  ...['a'.repeat(64), 'A/'.repeat(32), `2026-03-10T12:00:00.${'9'.repeat(20_000)}Z`],
];

test.each(
  contracts.map(({ name, request }) => [name, pathsOf(z.toJSONSchema(request, { io: 'input' }))]),
)('%s answers or refuses whatever is in its fields', async (name, paths) => {
  for (const path of paths) {
    for (const value of oddValues) {
      const refusal = await refusalOf(name, withValues(exampleOf(name), { [path]: value }));
      const what = `${path}: ${JSON.stringify(value).slice(0, 100)}`;
      expect([what, refusal?.reason]).not.toEqual([what, 'unexpected']);
    }
  }
  await app.host.idle();
  expect(app.host.failures).toEqual([]);
});

describe('users of odd names', () => {
  const admin = { uid: 'root', claims: { admin: true } };

  test.each([
    'constructor',
    '.a',
    'a"b',
    'a\u0000b',
    '😀'.repeat(64),
    'é'.repeat(128),
    'x'.repeat(128),
  ])('%j can do what users do', async (uid) => {
    await app.host.call('createChallenge', aChallenge, admin);
    for (const [name, request] of Object.entries(requestsOfUser)) {
      const refusal = await refusalOf(name as CallableName, request(uid), { uid });
      expect([name, refusal?.reason]).not.toEqual([name, 'unexpected']);
    }
    await app.host.idle();
    expect(app.host.failures).toEqual([]);
  });

  test.each(['a/b', '..', '__x__', 'x'.repeat(129), 'é'.repeat(129)])(
    '%j is refused',
    async (uid) => {
      for (const name of names.filter((each) => callables[each].access.by === 'user')) {
        expect(await refusalOf(name, exampleOf(name), { uid })).toMatchObject({
          reason: 'unsupported-user',
        });
      }
    },
  );
});
