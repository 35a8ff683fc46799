import type { CallableRequest } from 'firebase-functions/https';
import { cloud } from '../../functions/src/cloud';
import { deploy } from '../../functions/src/deploy';
import type { Access } from '../../functions/src/edge/access';
import { type CallableName, callables } from '../../functions/src/functions';

/** Auth has nothing against anyone here: test/integration/administrators.test.ts has what it may say. */
const functions = deploy({
  ...cloud,
  verifyAdministrator: (token) => Promise.resolve({ uid: token?.uid ?? '' }),
});

const names = Object.keys(callables) as CallableName[];

interface Runs {
  run(request: CallableRequest<unknown>): Promise<unknown>;
}

/** No callable takes a number, so whoever is told that the request is malformed was let in. */
const LET_IN = 'malformed-request';

async function refusalOf(name: CallableName, request: object): Promise<unknown> {
  const callable = functions[name] as unknown as Runs;
  const call = {
    data: 17,
    rawRequest: { headers: {}, socket: {} },
    acceptsStreaming: false,
    ...request,
  };
  try {
    await callable.run(call as CallableRequest<unknown>);
  } catch (refusal) {
    return (refusal as { details?: { reason?: unknown } }).details?.reason;
  }
  throw new Error(`${name} took 17.`);
}

const signedIn = (uid: string, claims: object = {}, provider = 'password', identities = {}) => ({
  auth: { uid, token: { uid, ...claims, firebase: { sign_in_provider: provider, identities } } },
});

const app = (alreadyConsumed?: boolean) => ({ app: { appId: 'app', token: {}, alreadyConsumed } });
const user = signedIn('ada');
const admin = signedIn('root', { admin: true });

const forUsers = ({ by }: Access) => (by === 'user' ? LET_IN : 'admin-required');

/** Each way of calling, with what it gets by a row of the table. */
const situations: [string, object, (row: Access) => string][] = [
  ['nobody', {}, () => 'sign-in-required'],
  ['nobody with an App Check token', app(), () => 'sign-in-required'],
  ['a user', user, forUsers],
  ['an administrator', admin, () => LET_IN],
  ['a user who has the text "true" as claim', signedIn('eve', { admin: 'true' }), forUsers],
  [
    'an anonymous user',
    signedIn('ghost', {}, 'anonymous'),
    (row) => (row.by === 'user' && !row.anonymous ? 'account-required' : forUsers(row)),
  ],
  [
    'an anonymous user who has linked an account since',
    signedIn('ghost', {}, 'anonymous', { email: ['ghost@example.com'] }),
    forUsers,
  ],
  [
    'an anonymous user who has the claim',
    signedIn('ghost', { admin: true }, 'anonymous'),
    ({ anonymous }) => (anonymous ? LET_IN : 'account-required'),
  ],
  [
    'a user whose uid leads to another’s documents',
    signedIn('ada/months/x', { admin: true }),
    () => 'unsupported-user',
  ],
];

const whereEnforced: typeof situations = [
  ['without an App Check token', admin, () => 'app-check-required'],
  ['without one, and nobody', {}, () => 'sign-in-required'],
  ['with a fresh one', { ...admin, ...app(false) }, () => LET_IN],
  [
    'with one that was used up',
    { ...admin, ...app(true) },
    ({ consumesAppCheck }) => (consumesAppCheck ? 'app-check-replayed' : LET_IN),
  ],
];

describe.each(names)('%s', (name) => {
  test.each(situations)('called by %s', async (_, request, expected) => {
    expect(await refusalOf(name, request)).toBe(expected(callables[name].access));
  });

  test('a used-up App Check token is no matter where there is no replay protection', async () => {
    expect(await refusalOf(name, { ...admin, ...app(true) })).toBe(LET_IN);
  });

  describe('where App Check is enforced', () => {
    beforeEach(() => {
      process.env['ENFORCE_APP_CHECK'] = 'true';
      process.env['REPLAY_PROTECTION'] = 'true';
    });

    afterEach(() => {
      delete process.env['ENFORCE_APP_CHECK'];
      delete process.env['REPLAY_PROTECTION'];
    });

    test.each(whereEnforced)('called %s', async (_, request, expected) => {
      expect(await refusalOf(name, request)).toBe(expected(callables[name].access));
    });
  });
});

test('only administrators change or see what concerns everyone', () => {
  expect(names.filter((name) => callables[name].access.by === 'admin').sort()).toEqual([
    'adjustFreezes',
    'createChallenge',
    'declareOutage',
    'listDeadLetters',
    'listOutages',
    'listWebhookEndpoints',
    'mergeUsers',
    'previewRetention',
    'rebuildLeaderboards',
    'removeWebhookEndpoint',
    'repairStreak',
    'replayDeadLetters',
    'revokeOutage',
    'runMaintenance',
    'setWebhookEndpoint',
    'testWebhookEndpoint',
  ]);
});
