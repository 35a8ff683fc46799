import { projectId } from '../../support/env';
import '../../../local/suite/quietLogs';
import { HttpsError, onCall, onRequest } from 'firebase-functions/v2/https';
import type { CloudEvent } from 'firebase-functions/v2';
import { auth as firstGeneration } from 'firebase-functions/v1';
import { onUserDeleted } from 'firebase-functions/v2/identity';
import { onMessagePublished } from 'firebase-functions/v2/pubsub';
import type { MessagePublishedData } from 'firebase-functions/v2/pubsub';
import { onSchedule } from 'firebase-functions/v2/scheduler';
import { PubSub } from '@google-cloud/pubsub';
import type { Host } from '../../../local/host/index';
import { startHost } from '../../../local/host/index';
import type { Backend } from '../../support/backend';
import { startBackend } from '../../support/backend';

let backend: Backend;
let client: PubSub;
let host: Host;

const events: CloudEvent<MessagePublishedData>[] = [];
const schedules: { jobName?: string | undefined; scheduleTime: string }[] = [];

const goodbyes: string[][] = [];

const functions = {
  notAFunction: 42,
  whoAmI: onCall(({ auth, data }) => ({
    uid: auth?.uid ?? null,
    admin: auth?.token['admin'] === true,
    data: data as unknown,
  })),
  refuse: onCall(() => {
    throw new HttpsError('failed-precondition', 'Not now.', { reason: 'too-early' });
  }),
  crash: onCall(() => {
    throw new Error('secret');
  }),
  echo: onRequest((request, response) => {
    const { method, path, query, rawBody } = request;
    const body = request.body as unknown;
    response.json({ method, path, query, body, raw: String(rawBody) });
  }),
  nightly: onSchedule('every day 00:00', ({ jobName, scheduleTime }) => {
    schedules.push({ jobName, scheduleTime });
  }),
  brokenNightly: onSchedule('every day 00:00', () => {
    throw new Error('no night');
  }),
  relay: onMessagePublished('first', async ({ data }) => {
    await client.topic('second').publishMessage({ json: data.message.json as object });
  }),
  throwsTwice: onMessagePublished({ topic: 'second', retry: true }, (event) => {
    events.push(event);
    if (events.length < 3) throw new Error(`attempt ${events.length}`);
  }),
  throwsOnce: onMessagePublished('third', () => {
    throw new Error('not retried');
  }),
  throwsAlways: onMessagePublished({ topic: 'fourth', retry: true }, () => {
    throw new Error('never');
  }),
  goodbye: onUserDeleted(({ data, time }) => {
    goodbyes.push(['goodbye', data.uid, time]);
  }),
  goodbyeOfOld: firstGeneration.user().onDelete(({ uid }, { timestamp }) => {
    goodbyes.push(['goodbyeOfOld', uid, timestamp]);
  }),
};

beforeAll(async () => {
  backend = await startBackend();
  client = new PubSub({ projectId });
  host = await startHost({ ...backend, functions });
});

beforeEach(() => {
  events.length = 0;
});

afterAll(async () => {
  await host.close();
  await client.close();
  await backend.close();
});

const failuresOf = (name: string) => host.failures.filter((failure) => failure.name === name);

describe('callables', () => {
  test('a call without auth has none', async () => {
    const answer = await host.call('whoAmI', { a: [1, 'ü'] });
    expect(answer).toEqual({ uid: null, admin: false, data: { a: [1, 'ü'] } });
  });

  test('a call carries the uid and the custom claims', async () => {
    const auth = { uid: 'u1', claims: { admin: true } };
    const answer = await host.call('whoAmI', undefined, auth);
    expect(answer).toEqual({ uid: 'u1', admin: true, data: null });
  });

  test('an HttpsError comes back with code, message and details', async () => {
    await expect(host.call('refuse')).rejects.toMatchObject({
      name: 'CallableError',
      code: 'failed-precondition',
      message: 'Not now.',
      details: { reason: 'too-early' },
    });
  });

  test('any other error comes back as internal and says nothing', async () => {
    await expect(host.call('crash')).rejects.toMatchObject({
      code: 'internal',
      message: 'INTERNAL',
    });
  });
});

test('an HTTP function gets its path, query, body and raw body', async () => {
  const response = await fetch(`${host.url('echo')}/a/b?c[d]=e`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: '{ "x": 1 }',
  });
  expect(await response.json()).toEqual({
    method: 'POST',
    path: '/a/b',
    query: { c: { d: 'e' } },
    body: { x: 1 },
    raw: '{ "x": 1 }',
  });
});

test('functions of both generations hear of an account that was deleted', async () => {
  await host.deleteAccount('ada', new Date('2026-03-01T00:00:00Z'));
  expect(goodbyes).toEqual([
    ['goodbye', 'ada', '2026-03-01T00:00:00.000Z'],
    ['goodbyeOfOld', 'ada', '2026-03-01T00:00:00.000Z'],
  ]);
});

describe('schedules', () => {
  const time = new Date('2026-03-01T00:00:00Z');

  test('a scheduled function gets its job name and time', async () => {
    await host.runSchedule('nightly', time);
    const scheduleTime = '2026-03-01T00:00:00.000Z';
    expect(schedules).toEqual([{ jobName: 'firebase-schedule-nightly-us-central1', scheduleTime }]);
  });

  test('a scheduled function that throws fails the run', async () => {
    await expect(host.runSchedule('brokenNightly', time)).rejects.toThrow(
      'brokenNightly answered 500',
    );
    expect(failuresOf('brokenNightly')).toHaveLength(1);
  });
});

describe('messages', () => {
  test('with retry a failed message comes again as the same event; idle waits for all of it', async () => {
    await client.topic('first').publishMessage({ json: { n: 1 } });
    await host.idle();
    expect(events.map(({ data }) => data.message.json as unknown)).toEqual(Array(3).fill({ n: 1 }));
    const [first] = events;
    expect(first).toMatchObject({
      id: first?.data.message.messageId,
      source: `//pubsub.googleapis.com/projects/${projectId}/topics/second`,
      type: 'google.cloud.pubsub.topic.v1.messagePublished',
      specversion: '1.0',
      time: first?.data.message.publishTime,
    });
    expect(new Set(events.map(({ id }) => id)).size).toBe(1);
    expect(failuresOf('throwsTwice').map(({ attempt, retried }) => [attempt, retried])).toEqual([
      [1, true],
      [2, true],
    ]);
  });

  test('without retry a failed message is gone', async () => {
    await client.topic('third').publishMessage({ data: Buffer.from('x') });
    await host.idle();
    expect(failuresOf('throwsOnce')).toEqual([
      expect.objectContaining({ attempt: 1, retried: false, error: new Error('not retried') }),
    ]);
  });

  test('a message that always fails is given up in the end', async () => {
    await client.topic('fourth').publishMessage({ data: Buffer.from('x') });
    await host.idle();
    const failures = failuresOf('throwsAlways');
    expect(failures.length).toBeGreaterThan(3);
    expect(failures.map(({ retried }) => retried).lastIndexOf(true)).toBe(failures.length - 2);
  });
});
