import type { Express } from 'express';
import { raw } from 'express';
import { runAttempts } from './attempts';
import { cloudEvent } from './cloudEvent';
import type { HostContext } from './context';
import type { CloudEvent, Deployed } from './deployed';

type DocumentFunction = Extract<Deployed, { kind: 'firestore' }>;

/** Takes the events that a Firestore emulator posts, and asks it to post them. */
export async function serveFirestoreTriggers(
  app: Express,
  context: HostContext,
  functions: readonly DocumentFunction[],
  firestoreHost: string,
): Promise<void> {
  const { projectId, region } = context;
  const triggerId = (name: string) => `${region}-${name}-0`;
  const byTrigger = new Map(functions.map((fn) => [triggerId(fn.name), fn]));
  app.post(
    `/functions/projects/${projectId}/triggers/:trigger`,
    raw({ type: () => true, limit: '32mb' }),
    ({ params, headers, body }, response) => {
      const fn = byTrigger.get(params.trigger);
      if (fn) void run(context, fn, cloudEvent(headers, body as Buffer));
      response.sendStatus(fn ? 200 : 404);
    },
  );
  for (const { name, filter } of functions) {
    const url = `http://${firestoreHost}/emulator/v1/projects/${projectId}/eventarcTrigger`;
    const response = await fetch(`${url}?eventarcTriggerId=${triggerId(name)}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(filter),
    });
    if (!response.ok) throw new Error(`No trigger for ${name}: ${await response.text()}`);
  }
}

async function run(
  { work, report, ...context }: HostContext,
  fn: DocumentFunction,
  event: CloudEvent,
) {
  const done = work.begin();
  const { name, handle, retry } = fn;
  const maxAttempts = retry ? context.maxAttempts : 1;
  await runAttempts(
    { name, id: event.id, maxAttempts },
    async () => {
      await handle({ ...event });
    },
    report,
  );
  done();
}
