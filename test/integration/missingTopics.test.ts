import { type Message, PubSub } from '@google-cloud/pubsub';
import { cloud } from '../../functions/src/cloud';
import { topics } from '../../functions/src/contracts/messages';
import { giveUpWith } from '../../functions/src/platform/deadLetter';
import { log } from '../../functions/src/platform/log';
import { publish, TopicMissingError } from '../../functions/src/platform/publish';
import { isConflict, isTransient } from '../../functions/src/platform/statusCode';
import { type App, startApp } from './app';

let app: App;
let pubsub: PubSub;

const MONDAY = '2026-03-02T12:00:00Z';
const WEDNESDAY = '2026-03-04T12:00:00Z';

const error = jest.spyOn(log, 'error').mockReturnValue(undefined);

beforeAll(async () => {
  app = await startApp();
  pubsub = new PubSub();
});

beforeEach(async () => {
  await app.host.idle();
  await app.backend.clear();
  error.mockClear();
});

afterAll(async () => {
  await pubsub.close();
  await app.close();
});

/** What a person who looks after the service is told of topics. */
const told = () =>
  error.mock.calls.flatMap(([message, , , fields]) =>
    message === 'topic_missing' ? [fields?.['topic']] : [],
  );

const { deadLetters, ...ofWorkers } = topics;

test('a letter is kept where nobody has made the topic of dead letters, and nobody is alarmed', async () => {
  await pubsub
    .topic(deadLetters)
    .delete()
    .catch(() => undefined);
  app.at(WEDNESDAY);
  const work = { operation: 'maintainShard', key: 'ann', payload: { uid: 'ann' } };
  const failure = { reason: 'user-not-judged', attempts: 3, codes: ['4'], correlationId: 'run-1' };
  await giveUpWith(cloud)({ ...work, ...failure });
  expect((await app.db.collection('deadLetters').get()).size).toBe(1);
  expect(error.mock.calls.map(([message]) => message)).toEqual(['given_up']);
});

test('maintenance without its topic changes nobody, names the topic once, and goes on when it is there', async () => {
  app.at(MONDAY);
  for (const uid of ['ann', 'ben']) await app.log(uid, { timeZone: 'Europe/Berlin' });
  await app.host.idle();
  const before = await app.db.doc('users/ann').get();
  await pubsub.topic(topics.maintenance).delete();
  app.at(WEDNESDAY);

  for (let run = 0; run < 2; run += 1) {
    await expect(app.runMaintenance()).rejects.toThrow('answered 500'); // which Cloud Scheduler repeats
  }
  expect(told()).toEqual(['streak-maintenance']);
  expect(error).toHaveBeenLastCalledWith(
    'unexpected_failure',
    expect.objectContaining({ operation: 'scheduleMaintenance' }),
    expect.any(TopicMissingError),
  );
  expect((await app.db.doc('users/ann').get()).data()).toEqual(before.data());
  expect((await app.db.collection('deadLetters').get()).size).toBe(0);
  expect(await app.call('ann', 'getStreak')).toMatchObject({ current: 0 });
  await expect(
    app.host.call('runMaintenance', {}, { uid: 'root', claims: { admin: true } }),
  ).rejects.toMatchObject({ code: 'internal' });

  await pubsub.createTopic(topics.maintenance);
  const [subscription] = await pubsub.topic(topics.maintenance).createSubscription('judges');
  const arrived = new Promise<Message>((resolve) => {
    subscription.once('message', resolve);
  });
  await app.runMaintenance();
  const message = await arrived;
  message.ack();
  expect(JSON.parse(message.data.toString())).toMatchObject({ shards: expect.any(Array) as [] });
  await subscription.delete();
  await pubsub.topic(topics.maintenance).delete();
  await expect(app.runMaintenance()).rejects.toThrow('answered 500');
  expect(told()).toEqual(['streak-maintenance', 'streak-maintenance']); // missing once more
});

test.each(Object.values(ofWorkers))('nothing takes a missing %s for a conflict', async (topic) => {
  await pubsub
    .topic(topic)
    .delete()
    .catch(() => undefined);
  const refused: unknown = await publish(topic, {}, 'a-test').catch((thrown: unknown) => thrown);
  expect(refused).toBeInstanceOf(TopicMissingError);
  expect([isConflict(refused), isTransient(refused)]).toEqual([false, false]);
});
