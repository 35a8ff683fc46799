import { PubSub, type Message, type Subscription } from '@google-cloud/pubsub';
import type { Timestamp } from 'firebase-admin/firestore';
import { createApp } from '../../functions/src/app';
import { cloud } from '../../functions/src/cloud';
import { type AppEvent, appEvent } from '../../functions/src/contracts/appEvents';
import { topics } from '../../functions/src/contracts/messages';
import { deadLetterId, giveUpWith } from '../../functions/src/platform/deadLetter';
import type { Ports } from '../../functions/src/ports';
import { createServer } from '../../functions/src/server';
import { type Received, type Receiver, startReceiver } from '../../tools/webhookReceiver/receiver';
import { noStream } from '../../tools/ports';
import { type App, startApp } from './app';

const current = `whsec_${Buffer.from('a secret of the receiver').toString('base64')}`;
const previous = `whsec_${Buffer.from('the secret before it').toString('base64')}`;
const admin = { uid: 'operator', claims: { admin: true } };

let app: App;
let pubsub: PubSub;
let subscription: Subscription;
let receiver: Receiver;
let received: Received[] = [];
const published: Message[] = [];
const onChannel: AppEvent[] = [];
let answer: (received: Received) => number | null = () => 204;
let sendFault: (() => void) | undefined;

const ports = Object.create(cloud, {
  publish: {
    value: async (...message: Parameters<Ports['publish']>) => {
      sendFault?.();
      await cloud.publish(...message);
    },
  },
  toChannel: {
    value: (event: AppEvent) => {
      sendFault?.();
      onChannel.push(event);
      return Promise.resolve();
    },
  },
}) as Ports;

beforeAll(async () => {
  receiver = await startReceiver(current, (each) => {
    received.push(each);
    return answer(each);
  });
  Object.assign(process.env, {
    PUBLISH_EVENTS: 'true',
    WEBHOOK_URLS: receiver.url,
    WEBHOOK_SIGNING_SECRETS: `${current},${previous}`,
  });
  app = await startApp(ports);
  pubsub = new PubSub();
  const [topic] = await pubsub.createTopic(topics.events);
  [subscription] = await topic.createSubscription('an-app', { enableMessageOrdering: true });
  subscription.on('message', (message: Message) => {
    published.push(message);
    message.ack();
  });
});

beforeEach(async () => {
  await app.host.idle();
  await app.backend.clear();
  answer = () => 204;
  sendFault = undefined;
  received = [];
});

afterAll(async () => {
  await subscription.close();
  await pubsub.close();
  await app.close();
  await receiver.close();
  for (const name of ['PUBLISH_EVENTS', 'WEBHOOK_URLS', 'WEBHOOK_SIGNING_SECRETS']) {
    Reflect.deleteProperty(process.env, name);
  }
});

const eventOf = (text: string): AppEvent => appEvent.parse(JSON.parse(text));
const sent = (uid: string) =>
  received.map(({ body }) => eventOf(body)).filter(({ data }) => data.uid === uid);
const messagesOf = (uid: string) => published.filter(({ orderingKey }) => orderingKey === uid);

/** What the subscriber hears of a user, once it is so many events. */
async function heard(uid: string, count: number): Promise<AppEvent[]> {
  while (messagesOf(uid).length < count) await new Promise((resolve) => setImmediate(resolve));
  return messagesOf(uid).map(({ data }) => eventOf(data.toString()));
}
const typesOf = (events: readonly AppEvent[]) => events.map(({ type }) => type);

const DAYS = ['02', '03', '04', '05', '06', '07', '08'];

/** A week of activity, one a day. */
async function week(uid: string): Promise<void> {
  for (const day of DAYS) {
    app.at(`2026-03-${day}T12:00:00Z`);
    await app.log(uid, { timeZone: 'Europe/Berlin' });
    await app.host.idle();
  }
}

test('an app is told of a run from its beginning to its end, in order, on the topic and by webhook', async () => {
  await week('ada');
  app.at('2026-03-12T12:00:00Z');
  await app.runMaintenance();
  await app.host.call('updatePreferences', { dailyCap: 2 }, { uid: 'ada' });
  await app.host.idle();
  const events = sent('ada');
  expect(typesOf(events)).toEqual([
    ...['streak.started', 'badge.earned'],
    ...Array.from({ length: 5 }, () => 'streak.extended'),
    ...['streak.extended', 'milestone.reached', 'badge.earned', 'badge.earned'],
    'streak.broken',
    'preferences.changed',
  ]);
  expect(await heard('ada', events.length)).toEqual(events);
  const sequences = events.map(({ data }) => data.sequence);
  expect(sequences).toEqual([...new Set(sequences)].sort((a, b) => a - b));
  expect(events.find(({ type }) => type === 'milestone.reached')).toMatchObject({
    version: 1,
    timestamp: '2026-03-08T12:00:00.000Z',
    data: { uid: 'ada', day: '2026-03-08', days: 7, runStart: '2026-03-02', backdated: false },
  });
  expect(events.at(-2)?.data).toMatchObject({ lost: 7, streak: { current: 0, longest: 7 } });
  expect(events.at(-1)?.data).toMatchObject({ preferences: { dailyCap: 2 }, day: null });
  for (const { attributes, data } of messagesOf('ada')) {
    const { id, type } = eventOf(data.toString());
    expect(attributes).toMatchObject({ id, type, version: '1' });
  }
});

test('both secrets sign, so either of them verifies; another does not', async () => {
  app.at('2026-03-02T12:00:00Z');
  await app.log('bob', { timeZone: 'Europe/Berlin' });
  await app.host.idle();
  expect(received.map(({ isSigned }) => isSigned)).toEqual([true, true]);
  const [{ headers, body }] = received as [Received];
  expect(headers['webhook-signature']?.split(' ')).toHaveLength(2);
  const verifying = async (secret: string) => {
    const outcomes: boolean[] = [];
    const other = await startReceiver(secret, ({ isSigned }) => {
      outcomes.push(isSigned);
      return 204;
    });
    await fetch(other.url, { method: 'POST', body, headers: pick(headers) });
    await other.close();
    return outcomes;
  };
  expect(await verifying(previous)).toEqual([true]);
  expect(await verifying(`whsec_${Buffer.from('anybody else').toString('base64')}`)).toEqual([
    false,
  ]);
});

const pick = (headers: Received['headers']) =>
  Object.fromEntries(Object.entries(headers).filter(([name]) => name.startsWith('webhook-')));

test('an endpoint that fails gets the same event again, later each time, and then the next', async () => {
  let failures = 3;
  answer = () => ((failures -= 1) >= 0 ? 503 : 204);
  app.at('2026-03-02T12:00:00Z');
  await app.log('cy', { timeZone: 'Europe/Berlin' });
  await app.host.idle();
  expect(received).toHaveLength(1);
  app.at('2026-03-03T12:00:00Z');
  const waits: number[] = [];
  for (;;) {
    const [next] = app.host.tasks.scheduled.filter(({ name }) => name === 'deliverWebhook');
    if (!next) break;
    waits.push(next.time.getTime() - Date.parse('2026-03-02T12:00:00Z'));
    app.at(next.time.toISOString());
    await app.host.tasks.runUntil(next.time);
    await app.host.idle();
  }
  expect(waits).toEqual([...waits].sort((a, b) => a - b));
  expect(typesOf(sent('cy'))).toEqual([
    ...Array.from({ length: 4 }, () => 'streak.started'),
    'badge.earned',
  ]);
  const ids = new Set(received.slice(0, 4).map(({ headers }) => headers['webhook-id']));
  const bodies = new Set(received.slice(0, 4).map(({ body }) => body));
  expect([ids.size, bodies.size]).toEqual([1, 1]);
});

test('what an endpoint has not taken for a day is a dead letter, and a replay tries it for a day again', async () => {
  answer = () => 500;
  app.at('2026-03-02T12:00:00Z');
  await app.log('dot', { timeZone: 'Europe/Berlin' });
  await app.host.idle();
  const tryUntil = async (end: string) => {
    for (;;) {
      const [next] = app.host.tasks.scheduled.filter(({ name }) => name === 'deliverWebhook');
      if (!next) break;
      expect(next.time.getTime()).toBeLessThanOrEqual(Date.parse(end));
      app.at(next.time.toISOString());
      await app.host.tasks.runUntil(next.time);
      await app.host.idle();
    }
  };
  await tryUntil('2026-03-03T12:00:00Z');
  const letters = await app.db.collection('deadLetters').get();
  expect(letters.docs.map((letter) => letter.get('reason') as unknown)).toEqual([
    'endpoint-kept-failing',
    'endpoint-kept-failing',
  ]);
  expect(letters.docs.map((letter) => letter.get('codes') as unknown)).toEqual([['500'], ['500']]);
  const replay = async () => {
    const ids = letters.docs.map(({ id }) => id);
    const done = await app.host.call('replayDeadLetters', { ids }, admin);
    return (done as { results: { outcome: string }[] }).results.map(({ outcome }) => outcome);
  };
  const kept = async (collection: string) =>
    (await app.db.collection(`users/dot/${collection}`).get()).size;
  app.at('2026-03-05T12:00:00Z');
  expect(await replay()).toEqual(['replayed', 'replayed']);
  await app.host.idle();
  expect([await kept('webhooks'), await kept('webhookLetters')]).toEqual([2, 0]);
  await tryUntil('2026-03-06T12:00:00Z');
  expect([await kept('webhooks'), await kept('webhookLetters')]).toEqual([0, 2]);
  answer = () => 204;
  received = [];
  expect(await replay()).toEqual(['replayed', 'replayed']);
  await app.host.idle();
  expect(new Set(typesOf(sent('dot')))).toEqual(new Set(['streak.started', 'badge.earned']));
  expect([await kept('webhooks'), await kept('webhookLetters')]).toEqual([0, 0]);
});

test('what was given up by publishing is published where the functions run, whoever replays it', async () => {
  sendFault = () => {
    throw new Error('Pub/Sub is away.');
  };
  app.at('2026-03-02T12:00:00Z');
  await app.log('lou', { timeZone: 'Europe/Berlin' });
  await app.host.idle();
  sendFault = undefined;
  const [entry] = (await app.db.collection('users/lou/outbox').get()).docs;
  const payload = { uid: 'lou', outboxId: entry?.id ?? '' };
  const letter = { operation: 'publishEvents', key: `lou ${payload.outboxId}`, payload };
  const failure = { reason: 'not-published', attempts: 1, codes: ['14'], correlationId: 'a-test' };
  await giveUpWith(cloud)({ ...letter, ...failure });
  // As at a command line that knows nothing of what was chosen for the functions.
  const settings = { value: { publishesEvents: false, webhookUrls: [], eventarcChannel: '' } };
  const elsewhere = createApp(Object.create(cloud, { settings }) as Ports);
  const caller = { uid: 'operator', correlationId: 'a-test' };
  const { results } = await elsewhere.replayDeadLetters(
    caller,
    { ids: [deadLetterId(letter)] },
    noStream,
  );
  expect(results.map(({ outcome }) => outcome)).toEqual(['replayed']);
  await app.host.idle();
  expect(typesOf(await heard('lou', 2))).toEqual(['streak.started', 'badge.earned']);
  expect(typesOf(sent('lou'))).toEqual(['streak.started', 'badge.earned']);
  expect((await app.db.collection('users/lou/outbox').get()).size).toBe(0);
});

test('what could not be published at first comes later, in order, and once the trigger comes twice still once', async () => {
  let failures = 2;
  sendFault = () => {
    if ((failures -= 1) >= 0) throw new Error('Pub/Sub is away.');
  };
  await week('eve');
  const all = await heard('eve', 11);
  const sequences = all.map(({ data }) => data.sequence);
  const first = [...new Set(sequences)];
  expect(first).toEqual([...first].sort((a, b) => a - b));
  expect(typesOf(all)).toContain('milestone.reached');
  expect((await app.db.collection('users/eve/outbox').get()).size).toBe(0);
});

test('a channel of Eventarc alone is told as well, also of what it has not taken at first', async () => {
  const before = { ...process.env };
  process.env['PUBLISH_EVENTS'] = 'false';
  process.env['WEBHOOK_URLS'] = '';
  process.env['EVENTARC_CHANNEL'] = 'projects/p/locations/us-central1/channels/firebase';
  try {
    let failures = 2;
    sendFault = () => {
      if ((failures -= 1) >= 0) throw new Error('The channel is away.');
    };
    app.at('2026-03-02T12:00:00Z');
    await app.log('kim', { timeZone: 'Europe/Berlin' });
    while ((await app.db.collection('users/kim/outbox').get()).size > 0) await app.host.idle();
    expect(typesOf(onChannel)).toEqual(['streak.started', 'badge.earned']);
    expect([sent('kim'), messagesOf('kim')]).toEqual([[], []]);
  } finally {
    delete process.env['EVENTARC_CHANNEL'];
    Object.assign(process.env, before);
  }
});

test('an activity that is dated back is told with the mark', async () => {
  app.at('2026-03-12T12:00:00Z');
  await app.log('fay', { timeZone: 'Europe/Berlin' });
  const server = createServer({
    publishesEvents: true,
    databaseId: app.db.databaseId,
    now: () => Date.parse('2026-03-12T12:00:00Z'),
  });
  await server.logActivity('fay', {
    ...{ activityId: 'long-ago', type: 'quiz_easy_passed' },
    occurredAt: '2026-03-04T12:00:00Z',
  });
  await app.host.idle();
  const marks = sent('fay').map(({ data: { backdated } }) => backdated);
  expect(marks.slice(0, 2)).toEqual([false, false]);
  expect(marks.slice(2)).toContain(true);
});

test('what waits has the version of its shape, and goes when nobody has fetched it for 30 days', async () => {
  answer = () => 500;
  sendFault = () => {
    throw new Error('Pub/Sub is away.');
  };
  app.at('2026-03-02T12:00:00Z');
  await app.log('ivy', { timeZone: 'Europe/Berlin' });
  await app.host.idle();
  sendFault = undefined;
  app.at('2026-03-02T13:00:00Z');
  const outbox = await app.db.collection('users/ivy/outbox').get();
  await app.log('jan', { timeZone: 'Europe/Berlin' });
  await app.host.idle();
  for (let time = Date.parse('2026-03-02T13:00:00Z'), hours = 0; hours < 26; hours += 1) {
    time += 3_600_000;
    app.at(new Date(time).toISOString());
    await app.host.tasks.runUntil(new Date(time));
    await app.host.idle();
  }
  const letters = await app.db.collection('users/jan/webhookLetters').get();
  expect([outbox.size, letters.size]).toEqual([1, 2]);
  const kept = [...outbox.docs, ...letters.docs].map((doc) => [
    doc.get('v') as unknown,
    (doc.get('expireAt') as Timestamp).toDate().toISOString(),
  ]);
  expect(kept).toEqual([
    [1, '2026-04-01T12:00:00.000Z'],
    [1, '2026-04-01T13:00:00.000Z'],
    [1, '2026-04-01T13:00:00.000Z'],
  ]);
});

test('a user who is erased is told of no more, and nothing of it stays', async () => {
  answer = () => 500;
  app.at('2026-03-02T12:00:00Z');
  await app.log('gus', { timeZone: 'Europe/Berlin' });
  await app.host.idle();
  expect((await app.db.collection('users/gus/webhooks').get()).size).toBe(2);
  await app.host.call('deleteMyData', {}, { uid: 'gus' });
  await app.host.idle();
  expect((await app.db.collection('users/gus/webhooks').get()).size).toBe(0);
  received = [];
  answer = () => 204;
  for (const { time } of app.host.tasks.scheduled) {
    app.at(time.toISOString());
    await app.host.tasks.runUntil(time);
  }
  await app.host.idle();
  expect(received).toEqual([]);
});

test('nothing is kept for an app that does not ask', async () => {
  process.env['PUBLISH_EVENTS'] = 'false';
  process.env['WEBHOOK_URLS'] = '';
  try {
    app.at('2026-03-02T12:00:00Z');
    await app.log('hal', { timeZone: 'Europe/Berlin' });
    await app.host.idle();
    const user = await app.db.doc('users/hal').get();
    expect(user.get('lastSequence')).toBeUndefined();
    expect((await app.db.collection('users/hal/outbox').get()).size).toBe(0);
    expect([sent('hal'), messagesOf('hal')]).toEqual([[], []]);
  } finally {
    process.env['PUBLISH_EVENTS'] = 'true';
    process.env['WEBHOOK_URLS'] = receiver.url;
  }
});
