import { PubSub } from '@google-cloud/pubsub';
import { logger } from 'firebase-functions';
import { sendgridError } from '../../local/messages';
import { type Messaging, startMessaging } from './messaging';
import { topics } from '../../functions/src/contracts/messages';

const ID = 'follow-me-0001';

let world: Messaging;

beforeAll(async () => {
  world = await startMessaging();
});

afterAll(() => world.close());

test('one id is followed from the call over event, task, delivery, dead letter and topic, and the logs', async () => {
  const { app } = world;
  const entries: Record<string, unknown>[] = [];
  for (const severity of ['debug', 'info', 'warn'] as const) {
    jest.spyOn(logger, severity).mockImplementation((_, fields) => {
      entries.push(fields as Record<string, unknown>);
    });
  }
  jest.spyOn(logger, 'write').mockImplementation((entry) => {
    entries.push(entry);
  });
  const pubsub = new PubSub();
  const topic = pubsub.topic(topics.deadLetters);
  await topic.create().catch(() => undefined); // it may be there
  const [subscription] = await topic.createSubscription('followed');
  const published: (string | undefined)[] = [];
  subscription.on('message', (message) => {
    published.push(message.attributes['correlationId']);
    message.ack();
  });

  await world.user('ann');
  for (const day of [2, 3, 4, 5, 6, 7]) {
    app.at(`2026-03-0${day}T12:00:00Z`);
    await app.log('ann', { timeZone: 'Europe/Berlin' });
  }
  app.at('2026-03-08T22:30:00Z'); // quiet hours: messages have to wait
  await app.log('ann', { correlationId: ID });
  await app.host.idle();

  const event = 'milestone.7.2026-03-02';
  const stored = async (path: string) =>
    (await app.db.doc(path).get()).get('correlationId') as unknown;
  expect(await stored(`users/ann/events/${event}`)).toBe(ID);
  expect(await stored(`deliveries/ann_${event}_email`)).toBe(ID);
  expect(app.host.tasks.scheduled.map(({ data }) => data)).toContainEqual(
    expect.objectContaining({ eventId: event, channel: 'email', correlationId: ID }),
  );

  world.fail(({ service }) => (service === 'sendgrid' ? sendgridError(400, 'No') : undefined));
  await world.until('2026-03-09T12:00:00Z');
  await app.host.idle();
  expect(await stored(`deadLetters/deliverNotification.ann_${event}_email`)).toBe(ID);
  while (published.length === 0) await new Promise((resolve) => setTimeout(resolve, 20));
  expect(published).toEqual([ID]);
  await subscription.delete();
  await pubsub.close();

  const refused = app.call('ann', 'logActivity', { type: 'x', activityId: 'y', correlationId: ID });
  await expect(refused).rejects.toMatchObject({ details: { correlationId: ID } });

  const operations = entries
    .filter((entry) => entry['correlationId'] === ID)
    .map((entry) => entry['operation']);
  expect(operations).toEqual(
    expect.arrayContaining(['deliver', 'deliverNotification', 'logActivity']),
  );
  for (const { operation, correlationId } of entries) {
    expect([typeof operation, typeof correlationId]).toEqual(['string', 'string']);
  }
});
