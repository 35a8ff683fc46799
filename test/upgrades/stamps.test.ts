import '../integration/fewShards';
import { cloud } from '../../functions/src/cloud';
import { setUpTask } from '../../functions/src/contracts/messages';
import { shapeOf, shapes } from '../../functions/src/contracts/shapes';
import { type CallableName, type callables, functions } from '../../functions/src/functions';
import { giveUpWith } from '../../functions/src/platform/deadLetter';
import { type Messaging, startMessaging } from '../integration/messaging';
import { aChallenge, requestsOfUser } from '../support/doEverything';
import { everyDocument } from '../support/everyDocument';
import { doEverything } from './everything';
import { collectionOf } from './keptDocuments';

/** Whatever writes a document writes the version of its shape: readers go by it while functions are replaced. */

type ByAdministrators = {
  [Name in CallableName]: (typeof callables)[Name]['access']['by'] extends 'admin' ? Name : never;
}[CallableName];

const admin = { uid: 'root', claims: { admin: true } };

/** What an administrator does who leaves no function out. A new callable does not compile here. */
const requestsOfAdministrator: Record<
  ByAdministrators,
  (outage: string, endpoint: string) => object
> = {
  adjustFreezes: () => ({
    ...{ uid: 'Ada', adjustmentId: 'two', freezes: 1, reason: 'A test', day: '2026-03-08' },
  }),
  createChallenge: () => ({ ...aChallenge, challengeId: 'another' }),
  declareOutage: () => ({
    ...{ from: '2026-03-06T03:00:00Z', to: '2026-03-07T03:00:00Z', reason: 'A flood' },
  }),
  listDeadLetters: () => ({}),
  listWebhookEndpoints: () => ({}),
  setWebhookEndpoint: (_, id) => ({ id, secret: 'rotate', reason: 'A test' }),
  testWebhookEndpoint: (_, id) => ({ id }),
  removeWebhookEndpoint: (_, id) => ({ id, reason: 'A test' }),
  listOutages: () => ({}),
  previewRetention: () => ({ days: 365 }),
  rebuildLeaderboards: () => ({}),
  repairStreak: () => ({ uid: 'Ada' }),
  replayDeadLetters: () => ({ ids: ['maintainShard.Ada'] }),
  revokeOutage: (outage) => ({ id: outage }),
  runMaintenance: () => ({}),
  mergeUsers: () => ({ from: 'Ben', into: 'Ada', reason: 'A test' }),
};

/** Written only where the app is told of events; test/integration/appEvents.test.ts sees to those. */
const ofAppEvents = ['outbox', 'webhookLetters', 'webhooks'];

let world: Messaging;

beforeAll(async () => {
  world = await startMessaging();
});

afterAll(() => world.close());

test('no use case leaves a document without the version of its shape', async () => {
  const { app } = world;
  const { host, db } = app;
  const written = new Set<string>();
  const check = async (after: string) => {
    await host.idle();
    const unstamped: string[] = [];
    for (const [path, json] of await everyDocument(db)) {
      written.add(collectionOf(path));
      if ((JSON.parse(json) as { v?: unknown }).v !== shapeOf(path)) unstamped.push(path);
    }
    expect([after, unstamped]).toEqual([after, []]);
  };

  await doEverything(world);
  await check('what users do');

  await fetch(host.url('setUp'), {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ data: setUpTask.parse({ correlationId: 'deployment' }) }),
  });
  expect((await db.doc('settings/installation').get()).exists).toBe(true);
  await check('a deployment');

  const work = { operation: 'maintainShard', key: 'Ada', payload: { uid: 'Ada' } };
  const failure = { reason: 'user-not-judged', attempts: 3, codes: [], correlationId: 'a-test' };
  await giveUpWith(cloud)({ ...work, ...failure });
  await check('work that failed');

  await db.doc('users/Ada').update({ 'streak.xp': 1 }); // so that there is something to repair
  const outages = await db.collection('outages').get();
  process.env['MANAGED_WEBHOOKS'] = 'true';
  const added = { url: 'http://127.0.0.1:1/', enabled: false, reason: 'A test' };
  const { endpoint } = (await host.call('setWebhookEndpoint', added, admin)) as {
    endpoint: { id: string };
  };
  await check('an endpoint');
  for (const [name, request] of Object.entries(requestsOfAdministrator)) {
    await host.call(name, request(outages.docs[0]?.id ?? '', endpoint.id), admin);
    await host.idle();
  }
  delete process.env['MANAGED_WEBHOOKS'];
  await check('what administrators do');

  const cards = await db.collection('shares').where('uid', '==', 'Ada').get();
  const shareId = cards.docs[0]?.id ?? '';
  await fetch(`${host.url('share')}/s/${shareId}`);
  await app.call('Ada', 'trackOpen', requestsOfUser.trackOpen('Ada'));
  await app.call('Ada', 'revokeShare', { shareId });
  await app.call('Ada', 'leaveChallenge', { challengeId: aChallenge.challengeId });
  await check('who takes back what they did');

  await app.log('Cleo', { timeZone: 'Asia/Tokyo' });
  await app.call('Ada', 'deleteMyData');
  await app.log('Ada', { timeZone: 'Europe/Berlin' });
  await check('an erasure');

  app.at('2027-03-12T12:00:00Z');
  for (const [name, { kind }] of Object.entries(functions)) {
    if (kind !== 'schedule') continue;
    await host.runSchedule(name, new Date('2027-03-12T12:00:00Z'));
    await host.idle();
  }
  await check('a year');
  const others = Object.keys(shapes).filter((collection) => !ofAppEvents.includes(collection));
  expect([...written].sort()).toEqual(others);
});
