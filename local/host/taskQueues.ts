import { randomUUID } from 'node:crypto';
import type { Express } from 'express';
import { json } from 'express';
import { runAttempts } from './attempts';
import type { HostContext } from './context';
import type { Deployed } from './deployed';
import type { ScheduledTask, TaskQueues } from './host';
import { unsignedToken } from './unsignedToken';

type TaskFunction = Extract<Deployed, { kind: 'task' }>;

interface EnqueueRequest {
  task: {
    name?: string;
    scheduleTime?: string;
    httpRequest: { body: string; headers?: Record<string, string> };
  };
}

/** Serves the part of Cloud Tasks that firebase-admin uses with CLOUD_TASKS_EMULATOR_HOST. */
export function serveTaskQueues(
  app: Express,
  context: HostContext,
  functions: readonly TaskFunction[],
  now: () => number,
): TaskQueues {
  const { projectId, region, work } = context;
  const byName = new Map(functions.map((fn) => [fn.name, fn]));
  const used = new Set<string>();
  const scheduled = new Map<string, ScheduledTask & { readonly run: () => Promise<void> }>();
  const queue = `/projects/${projectId}/locations/${region}/queues/:queue/tasks`;

  app.post(queue, json({ limit: '1mb' }), (request, response) => {
    const fn = byName.get(String(request.params['queue']));
    const { task } = request.body as EnqueueRequest;
    const id = task.name?.split('/').at(-1) ?? randomUUID();
    const key = `${request.path}/${id}`;
    if (!fn || used.has(key)) {
      response
        .status(fn ? 409 : 404)
        .json({ error: { status: fn ? 'ALREADY_EXISTS' : 'NOT_FOUND' } });
      return;
    }
    used.add(key);
    const time = new Date(task.scheduleTime ?? 0);
    const run = async () => {
      const done = work.begin();
      await dispatch(context, fn, id, task);
      done();
    };
    if (time.getTime() > now()) {
      const { data } = JSON.parse(decode(task.httpRequest.body)) as { data: unknown };
      scheduled.set(key, { name: fn.name, id, time, data, run });
    } else {
      void run();
    }
    response.json({ name: key });
  });

  app.delete(`${queue}/:id`, ({ path }, response) => {
    const deleted = scheduled.delete(path);
    response.status(deleted ? 200 : 404).json({});
  });

  const inOrder = () => [...scheduled].sort(([, a], [, b]) => a.time.getTime() - b.time.getTime());
  const list = () => inOrder().map(([, { name, id, time, data }]) => ({ name, id, time, data }));
  return {
    get scheduled() {
      return list();
    },
    runUntil: async (until) => {
      for (const [key, { time, run }] of inOrder()) {
        if (time > until || !scheduled.delete(key)) continue;
        await run();
      }
    },
  };
}

const decode = (base64: string) => Buffer.from(base64, 'base64').toString();

/** https://cloud.google.com/tasks/docs/creating-http-target-tasks#handler */
async function dispatch(
  { projectId, url, report }: HostContext,
  { name, maxAttempts }: TaskFunction,
  id: string,
  { scheduleTime, httpRequest }: EnqueueRequest['task'],
): Promise<void> {
  const token = unsignedToken(projectId, { uid: 'cloud-tasks' }, new Date());
  const eta = scheduleTime === undefined ? Date.now() : Date.parse(scheduleTime);
  const post = async (attempt: number) => {
    const headers = new Headers(httpRequest.headers);
    headers.set('content-type', 'application/json');
    headers.set('authorization', `Bearer ${token}`);
    headers.set('x-cloudtasks-queuename', name);
    headers.set('x-cloudtasks-taskname', id);
    headers.set('x-cloudtasks-taskretrycount', `${attempt - 1}`);
    headers.set('x-cloudtasks-taskexecutioncount', `${attempt - 1}`);
    headers.set('x-cloudtasks-tasketa', `${eta / 1000}`);
    const body = decode(httpRequest.body);
    const response = await fetch(url(name), { method: 'POST', headers, body });
    if (response.ok) return;
    throw new Error(`${name} answered ${response.status}: ${await response.text()}`);
  };
  await runAttempts({ name, id, maxAttempts }, post, report);
}
