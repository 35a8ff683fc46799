import { projectId } from '../../support/env';
import '../../../local/suite/quietLogs';
import { initializeApp } from 'firebase-admin/app';
import { getFunctions } from 'firebase-admin/functions';
import type { TaskQueue } from 'firebase-admin/functions';
import type { Request } from 'firebase-functions/v2/tasks';
import { onTaskDispatched } from 'firebase-functions/v2/tasks';
import type { Host } from '../../../local/host/index';
import { startHost } from '../../../local/host/index';

let host: Host;
let queue: TaskQueue<{ n: number }>;

const seen: Request<{ n: number }>[] = [];

const functions = {
  remind: onTaskDispatched<{ n: number }>({ retryConfig: { maxAttempts: 3 } }, (request) => {
    seen.push(request);
    if (request.data.n < 0) throw new Error('negative');
  }),
};

beforeAll(async () => {
  host = await startHost({ functions, projectId, settled: () => Promise.resolve() });
  process.env['CLOUD_TASKS_EMULATOR_HOST'] = host.address;
  queue = getFunctions(initializeApp()).taskQueue('remind');
});

beforeEach(() => {
  seen.length = 0;
});

afterAll(() => host.close());

const later = (hours: number) => new Date(Date.now() + hours * 3_600_000);

test('a task without a time runs at once, as a request of its queue', async () => {
  await queue.enqueue({ n: 1 }, { id: 'one' });
  await host.idle();
  expect(seen).toEqual([
    expect.objectContaining({ data: { n: 1 }, queueName: 'remind', id: 'one', retryCount: 0 }),
  ]);
});

test('a task that fails is run again, as often as its queue allows', async () => {
  await queue.enqueue({ n: -1 });
  await host.idle();
  expect(seen.map(({ retryCount }) => retryCount)).toEqual([0, 1, 2]);
  expect(host.failures.map(({ retried }) => retried)).toEqual([true, true, false]);
});

test('a task with a time waits for it; the earlier ones run first', async () => {
  await queue.enqueue({ n: 3 }, { scheduleTime: later(3) });
  await queue.enqueue({ n: 2 }, { scheduleTime: later(2) });
  await queue.enqueue({ n: 1 }, { scheduleDelaySeconds: 3600 });
  await host.idle();
  expect(seen).toEqual([]);
  expect(host.tasks.scheduled.map(({ data }) => data)).toEqual([{ n: 1 }, { n: 2 }, { n: 3 }]);
  await host.tasks.runUntil(later(2.5));
  expect(seen.map(({ data }) => data.n)).toEqual([1, 2]);
  expect(host.tasks.scheduled).toHaveLength(1);
});

test('a deleted task does not run', async () => {
  await queue.enqueue({ n: 1 }, { id: 'gone', scheduleTime: later(1) });
  await queue.delete('gone');
  await host.tasks.runUntil(later(2));
  expect(seen).toEqual([]);
});

test('the id of a task cannot be used again', async () => {
  await queue.enqueue({ n: 1 }, { id: 'same' });
  await host.idle();
  await expect(queue.enqueue({ n: 1 }, { id: 'same' })).rejects.toMatchObject({
    code: 'functions/task-already-exists',
  });
});
