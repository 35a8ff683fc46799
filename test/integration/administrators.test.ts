import { Timestamp } from 'firebase-admin/firestore';
import { everyDocument } from '../support/everyDocument';
import { aChallenge, requestsOfUser } from '../support/doEverything';
import { type TestAccount, administrator } from '../support/accountsServer';
import { type CallableName, callables } from '../../functions/src/functions';
import { contracts } from '../../tools/apiDocs/contracts';
import { type App, startApp } from './app';

const UID = 'Root-whom-nobody-shall-know';
const NOW = '2026-03-10T12:00:00Z';

type ByAdmins = {
  [Name in CallableName]: (typeof callables)[Name]['access']['by'] extends 'admin' ? Name : never;
}[CallableName];

/** What an administrator does who leaves no function out, in this order. A new callable does not compile here. */
const requestsOfAdmin: Record<ByAdmins, object> = {
  createChallenge: { ...aChallenge, repeats: { every: 'monthly', times: 3 } },
  declareOutage: {
    from: '2026-03-09T00:00:00Z',
    to: '2026-03-09T06:00:00Z',
    reason: 'It was down',
  },
  listOutages: {},
  revokeOutage: { id: '2026-03-09T00:00:00.000Z_2026-03-09T06:00:00.000Z' },
  setWebhookEndpoint: { url: 'https://api.example.com/streaks', reason: 'A new server' },
  listWebhookEndpoints: {},
  testWebhookEndpoint: { id: 'a1b2c3d4e5f6' },
  removeWebhookEndpoint: { id: 'a1b2c3d4e5f6', reason: 'It is gone' },
  adjustFreezes: { uid: 'ada', adjustmentId: 'one', freezes: 1, reason: 'A mistake of ours' },
  mergeUsers: { from: 'ben', into: 'ada', reason: 'One person' },
  repairStreak: { uid: 'ada' },
  listDeadLetters: {},
  replayDeadLetters: { ids: ['closeChallengeParts.ada'] },
  previewRetention: { days: 365 },
  rebuildLeaderboards: {},
  runMaintenance: {},
};
const names = Object.keys(requestsOfAdmin) as ByAdmins[];

let app: App;

beforeAll(async () => {
  app = await startApp();
});

beforeEach(async () => {
  await app.backend.clear();
  app.auth.fail();
  app.auth.accounts.set(UID, administrator);
  app.at('2026-03-09T12:00:00Z');
  for (const uid of ['ada', 'ben']) {
    await app.log(uid, { timeZone: 'Europe/Berlin', type: 'evaluation_high' });
  }
  app.at(NOW);
  const addedAt = Timestamp.now();
  const secret = { value: 'whsec_YW55IHNlY3JldA==', since: addedAt, until: null };
  const endpoint = { id: 'a1b2c3d4e5f6', url: 'http://127.0.0.1:1/', isOn: true, types: null };
  await app.db
    .doc('settings/webhooks')
    .set({ endpoints: [{ ...endpoint, secrets: [secret], addedAt }] });
  await app.db.doc('deadLetters/closeChallengeParts.ada').set({
    operation: 'closeChallengeParts',
    payload: { challengeId: 'everybody', shards: [1], correlationId: 'a-letter', uid: 'ada' },
    ...{ reason: 'message-kept-failing', attempts: 1, codes: [], correlationId: 'a-letter' },
    ...{ status: 'open', failedAt: Timestamp.now(), expireAt: Timestamp.now() },
  });
});

afterAll(() => app.close());

const call = (name: ByAdmins, { admin = true }: { admin?: unknown } = {}) =>
  app.host.call(
    name,
    { ...requestsOfAdmin[name], correlationId: `an-admin-${name}` },
    { uid: UID, claims: { admin } },
  );

const actions = async () => {
  const { docs } = await app.db.collection('operatorActions').get();
  return docs.map((action) => action.data());
};

const seconds = (instant: number) => String(Math.floor(instant / 1000));
const WEEK_MS = 604_800_000;

/** What has become of an account whose ID token still says that it is an administrator's. */
const fates: [string, TestAccount | undefined, code: string, reason: string][] = [
  ['was deleted', undefined, 'unauthenticated', 'account-deleted'],
  ['was disabled', { ...administrator, disabled: true }, 'permission-denied', 'account-disabled'],
  [
    'had its sign-ins revoked',
    { ...administrator, validSince: seconds(Date.now() + WEEK_MS) },
    'unauthenticated',
    'sign-in-revoked',
  ],
  ['lost the claim', {}, 'permission-denied', 'admin-required'],
  [
    'has a claim that is no more than true in words',
    { customAttributes: '{"admin":"true"}' },
    'permission-denied',
    'admin-required',
  ],
];

describe.each(names)('%s', (name) => {
  test.each(fates)('is refused at once when the account %s', async (_, account, code, reason) => {
    if (account) app.auth.accounts.set(UID, account);
    else app.auth.accounts.delete(UID);
    const before = await everyDocument(app.db);
    await expect(call(name)).rejects.toMatchObject({ code, details: { reason } });
    expect(await everyDocument(app.db)).toEqual(before);
  });

  test('lets nobody in while Auth does not answer', async () => {
    app.auth.fail(500);
    const before = await everyDocument(app.db);
    await expect(call(name)).rejects.toMatchObject({
      code: 'unavailable',
      details: { reason: 'temporarily-unavailable' },
    });
    expect(await everyDocument(app.db)).toEqual(before);
  });

  test('does not ask about whose token says that they are none', async () => {
    const before = app.auth.asked();
    await expect(call(name, { admin: 'true' })).rejects.toMatchObject({
      details: { reason: 'admin-required' },
    });
    expect(app.auth.asked()).toBe(before);
  });

  test('is open to an administrator, and is recorded if it changes something', async () => {
    const outcome = await call(name).then(
      () => ({ outcome: 'done' }),
      (thrown: unknown) => {
        const { details } = thrown as { details: { reason: string } };
        return { outcome: 'refused', refusal: details.reason };
      },
    );
    const contract = contracts.find((each) => each.name === name);
    const record = {
      call: name,
      uid: UID,
      request: JSON.stringify(contract?.request.parse(requestsOfAdmin[name])),
      correlationId: `an-admin-${name}`,
      at: Timestamp.fromDate(new Date(NOW)),
      ...outcome,
      v: 1,
    };
    expect(await actions()).toEqual(callables[name].access.recorded ? [record] : []);
  });

  test('does nothing that cannot be recorded', async () => {
    if (!callables[name].access.recorded) return;
    const collection = jest.spyOn(app.db, 'collection').mockImplementationOnce(() => {
      throw Object.assign(new Error('down'), { code: 14 });
    });
    const before = await everyDocument(app.db);
    await expect(call(name)).rejects.toMatchObject({
      details: { reason: 'temporarily-unavailable' },
    });
    collection.mockRestore();
    expect(await everyDocument(app.db)).toEqual(before);
  });
});

test('a record that was made is not lost when what was done fails', async () => {
  const running = jest
    .spyOn(app.db, 'runTransaction')
    .mockRejectedValueOnce(new TypeError('a bug'));
  await expect(call('declareOutage')).rejects.toMatchObject({ code: 'internal' });
  running.mockRestore();
  expect(await actions()).toEqual([
    expect.objectContaining({ call: 'declareOutage', outcome: 'failed', codes: ['TypeError'] }),
  ]);
});

test('an administrator of a tenant is looked up there', async () => {
  const claims = { admin: true, firebase: { sign_in_provider: 'custom', tenant: 'blue' } };
  const list = () => app.host.call('listOutages', {}, { uid: 'tess', claims });
  await expect(list()).rejects.toMatchObject({ details: { reason: 'account-deleted' } });
  app.auth.accounts.set('blue/tess', administrator);
  expect(await list()).toEqual({ outages: [] });
});

test('a token of no sign-in, as one may be where tokens are not verified, is asked about as any other', async () => {
  const claims = { admin: true, firebase: undefined };
  const list = (uid: string) => app.host.call('listOutages', {}, { uid, claims });
  expect(await list(UID)).toEqual({ outages: [] });
  await expect(list('nobody')).rejects.toMatchObject({ details: { reason: 'account-deleted' } });
});

test('an Auth that says nothing is asked once and not waited for', async () => {
  app.auth.fail('silence');
  const before = app.auth.asked();
  await expect(call('listOutages')).rejects.toMatchObject({
    details: { reason: 'temporarily-unavailable' },
  });
  expect(app.auth.asked()).toBe(before + 1);
});

test('a user’s call asks Auth nothing', async () => {
  const before = app.auth.asked();
  await app.call('ada', 'getStreak');
  expect(app.auth.asked()).toBe(before);
});

test('who an administrator is stands in the record and nowhere else', async () => {
  process.env['MANAGED_WEBHOOKS'] = 'true';
  for (const name of names) await call(name);
  delete process.env['MANAGED_WEBHOOKS'];
  await app.host.idle();
  await app.call('ada', 'joinChallenge', { challengeId: aChallenge.challengeId });
  await app.host.runSchedule('closeChallenges', new Date(NOW)); // creates the next of the series
  await app.host.idle();
  const naming = [...(await everyDocument(app.db))].filter(([path, data]) =>
    (path + data).includes(UID),
  );
  const places = new Set(naming.map(([path]) => path.split('/')[0]));
  expect([...places]).toEqual(['operatorActions']);
  expect(naming).toHaveLength(names.filter((name) => callables[name].access.recorded).length);
  for (const [name, request] of Object.entries(requestsOfUser)) {
    const answer = await app
      .call('ada', name as CallableName, request('ada'))
      .catch((refusal: unknown) => refusal);
    expect([name, JSON.stringify(answer)]).toEqual([name, expect.not.stringContaining(UID)]);
  }
});
