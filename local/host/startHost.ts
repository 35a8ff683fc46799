import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import express from 'express';
import { accountDeleted } from './accountEvents';
import { call, callAsStream } from './call';
import type { HostContext } from './context';
import type { Deployed } from './deployed';
import { deployed } from './deployed';
import type { Failure, Host, HostOptions } from './host';
import { serveFirestoreTriggers } from './firestoreTriggers';
import { serveHttpFunctions } from './httpFunctions';
import { servePubsubTriggers } from './pubsubTriggers';
import { runSchedule } from './runSchedule';
import { serveTaskQueues } from './taskQueues';
import { unsignedToken } from './unsignedToken';
import { Work } from './work';

type Kind = Deployed['kind'];

const QUIET = 300;

/** Production retries for up to a day; a test wants to see the end of it. */
const MAX_ATTEMPTS = 6;

/**
 * Starts a host on 127.0.0.1; topics, subscriptions and triggers are there when it resolves.
 *
 * @throws Error for a trigger that it does not know, and when a function needs a server that is not named
 */
export async function startHost(options: HostOptions): Promise<Host> {
  const { projectId, region = 'us-central1', pubsubHost, firestoreHost, port = 0 } = options;
  const { settled = () => sleep(QUIET) } = options;
  const all = deployed(options.functions);
  const of = <K extends Kind>(...kinds: K[]) =>
    all.filter((fn): fn is Extract<Deployed, { kind: K }> =>
      kinds.some((kind) => kind === fn.kind),
    );

  const app = express().set('query parser', 'extended');
  const server = createServer(app).listen(port, '127.0.0.1');
  await once(server, 'listening');
  const address = `127.0.0.1:${(server.address() as AddressInfo).port}`;

  const failures: Failure[] = [];
  const work = new Work();
  const origin = `http://${address}`;
  const url = (name: string) => `${origin}/${projectId}/${region}/${name}`;
  const report = (failure: Failure) => {
    failures.push(failure);
    options.onFailure?.(failure);
  };
  const { maxAttempts = MAX_ATTEMPTS } = options;
  const context: HostContext = { projectId, region, origin, work, url, maxAttempts, report };

  serveHttpFunctions(app, context, of('callable', 'https', 'schedule', 'task'));
  const tasks = serveTaskQueues(app, context, of('task'), options.now ?? Date.now);
  const onDocuments = of('firestore');
  if (onDocuments.length > 0) {
    await serveFirestoreTriggers(app, context, onDocuments, given({ firestoreHost }));
  }
  const onTopics = of('pubsub');
  const unsubscribe =
    onTopics.length > 0
      ? await servePubsubTriggers(app, context, onTopics, given({ pubsubHost }))
      : undefined;

  return {
    address,
    url,
    tasks,
    failures,
    call: (name, data, auth) =>
      call(url(name), data, auth && unsignedToken(projectId, auth, new Date())),
    deleteAccount: async (uid, deletedAt = new Date()) => {
      const event = accountDeleted(projectId, uid, deletedAt);
      for (const { handle } of of('account')) await handle({ ...event });
    },
    stream: (name, data, auth) =>
      callAsStream(url(name), data, auth && unsignedToken(projectId, auth, new Date())),
    runSchedule: (name, time) => runSchedule(context, name, time),
    idle: () => work.idle(settled),
    async close() {
      await unsubscribe?.();
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

function given(option: Record<string, string | undefined>): string {
  const [[name, value] = []] = Object.entries(option);
  if (value === undefined) throw new Error(`These functions need the option ${name ?? ''}.`);
  return value;
}
