import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import express from 'express';
import { call } from './call';
import { callAsStream } from './callAsStream';
import type { HostContext } from './context';
import type { Deployed } from './deployed';
import { deployed } from './deployed';
import type { Failure } from './failure';
import { serveFirestoreTriggers } from './firestoreTriggers';
import { serveHttpFunctions } from './httpFunctions';
import { servePubsubTriggers } from './pubsubTriggers';
import { runSchedule } from './runSchedule';
import type { TaskQueues } from './taskQueues';
import { serveTaskQueues } from './taskQueues';
import type { Auth } from './unsignedToken';
import { unsignedToken } from './unsignedToken';
import { Work } from './work';

export interface HostOptions {
  /** The exports of a module with Cloud Functions v2; other exports are passed over. */
  functions: Readonly<Record<string, unknown>>;
  projectId: string;
  /** Default: us-central1. */
  region?: string;
  /** `host:port`; needed when there are functions on topics. */
  pubsubHost?: string;
  /** `host:port`; needed when there are functions on documents. */
  firestoreHost?: string;
  /** Default: any free port. */
  port?: number;
  /**
   * Resolves when Firestore and Pub/Sub have handed all their events to the host; {@link Host.idle}
   * asks it. Default: 300 ms have passed, for servers that cannot be asked.
   */
  settled?: () => Promise<void>;
  /** The clock that tasks wait by, in milliseconds since the epoch. Default: this machine's. */
  now?: () => number;
}

/** Runs Cloud Functions in this process as production would, over the real protocols. */
export interface Host {
  /** `127.0.0.1:PORT`, also the value for CLOUD_TASKS_EMULATOR_HOST. */
  readonly address: string;
  /** Where an HTTP function is: `http://127.0.0.1:PORT/PROJECT/REGION/NAME`. */
  url(name: string): string;
  /**
   * Calls a callable over HTTP.
   * @throws CallableError
   */
  call(name: string, data?: unknown, auth?: Auth): Promise<unknown>;
  /**
   * Calls a callable as a stream and gives what it sends before its answer.
   * @throws CallableError
   */
  stream(name: string, data?: unknown, auth?: Auth): AsyncGenerator;
  /**
   * Runs a scheduled function as Cloud Scheduler does, once.
   * @throws when the function failed
   */
  runSchedule(name: string, scheduleTime: Date): Promise<void>;
  /**
   * Runs what follows when Auth has deleted an account, as Auth does, once; now or when it tells late.
   * @throws when a function failed
   */
  deleteAccount(uid: string, deletedAt?: Date): Promise<void>;
  readonly tasks: TaskQueues;
  /** Resolves when every event and due task has been handled, retries and follow-ups included. */
  idle(): Promise<void>;
  /** What functions threw, in order. */
  readonly failures: readonly Failure[];
  close(): Promise<void>;
}

type Kind = Deployed['kind'];

const QUIET = 300;

/** Starts a host on 127.0.0.1; topics, subscriptions and triggers are there when it resolves. */
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
  const report = (failure: Failure) => failures.push(failure);
  const context: HostContext = { projectId, region, origin, work, url, report };

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
      for (const { handle } of of('account')) await handle({ uid }, accountDeleted(deletedAt));
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

/** The context of an event of the first generation. */
function accountDeleted(at: Date) {
  const eventType = 'providers/firebase.auth/eventTypes/user.delete';
  return { eventId: randomUUID(), timestamp: at.toISOString(), eventType, resource: '' };
}

function given(option: Record<string, string | undefined>): string {
  const [[name, value] = []] = Object.entries(option);
  if (value === undefined) throw new Error(`These functions need the option ${name ?? ''}.`);
  return value;
}
