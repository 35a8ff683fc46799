import { deleteApp, initializeApp } from 'firebase-admin/app';
import type { Firestore } from 'firebase-admin/firestore';
import { allFeatures } from '../../../functions/src/contracts/features';
import { catalogues } from '../../../functions/src/languages/catalogues';
import type { Account } from '../../../functions/src/platform/accounts';
import { stillAdministrator } from '../../../functions/src/platform/administration';
import { newBreaker } from '../../../functions/src/platform/circuitBreaker';
import { directStore } from '../../../functions/src/platform/bulkStore';
import { databaseOf } from '../../../functions/src/platform/firestore';
import { type FirestoreRpc, firestoreRpc } from '../../../functions/src/platform/firestoreRpc';
import { isTransient } from '../../../functions/src/platform/statusCode';
import type { Ports } from '../../../functions/src/ports';
import { program } from '../../../functions/src/program';
import { newShareId } from '../../../functions/src/documents/share';
import { type Taken, providers } from './providers';
import type { Rpc } from './rpc';
import { webhookKey } from './webhook';
import type { Settings } from '../../../functions/src/config/settings';

/** Clients of the store, which outlive the processes that use them one after the other. */
export interface Clients {
  readonly db: Firestore;
  readonly rpc: FirestoreRpc;
  close(): Promise<void>;
}

/** Makes the clients of a process. */
export function newClients(projectId: string, slot: number): Clients {
  const app = initializeApp({ projectId }, `${projectId} ${slot}`);
  return { db: databaseOf(app), rpc: firestoreRpc(projectId), close: () => deleteApp(app) };
}

/** What the services of the cloud do once a call has arrived. */
export interface Services {
  readonly rpc: Rpc;
  /** Pub/Sub takes a message. */
  readonly published: (...message: Parameters<Ports['publish']>) => void;
  /** Cloud Tasks takes a task. */
  readonly enqueued: (...task: Parameters<Ports['enqueue']>) => void;
  /** A provider takes a message to a user. */
  readonly taken: (message: Taken) => void;
  /** What Auth knows of a user; undefined where there is no account. */
  readonly accountOf: (uid: string) => Account | undefined;
  /** A number from 0 up to, and without, 1. */
  readonly chance: () => number;
}

/** Auth is waited for so long. */
const AUTH_TIMEOUT_MS = 5_000;

/** As the defaults are, with both channels on. */
const settings: Settings = {
  enforceAppCheck: false,
  consumeAppCheck: false,
  rateLimitsLifted: false,
  installation: '',
  retentionDays: 0,
  clientLogging: true,
  placesNeedAccount: true,
  calendarCache: 'firestore',
  sendsPush: true,
  sendsMail: true,
  mailFrom: 'Streaks <streak@example.com>',
  postalAddress: '',
  appUrl: 'https://app.example.com',
  shareBase: 'https://app.example.com/s',
  unsubscribeUrl: 'https://app.example.com/u',
  unsubscribeKeys: ['key'],
  webhookKeys: [webhookKey],
  publishesEvents: false,
  eventarcChannel: '',
  managesWebhooks: false,
  allowsLocalWebhooks: true,
  webhookUrls: [],
  webhookSecrets: [],
};

/**
 * The ports of a process as `cloud.ts` has them, breakers and all, to services that are played.
 *
 * @param now milliseconds since the epoch, by the clock of the process
 */
export function portsOf({ db, rpc: store }: Clients, now: () => number, services: Services): Ports {
  const { rpc, chance } = services;
  const pubsub = newBreaker('pubsub', { isTransient, now });
  const auth = newBreaker('auth', { isTransient: () => true, now, maxRetries: 0 });
  const accountsOf: Ports['accountsOf'] = (uids, context) => {
    const look = () => {
      const accounts = uids.map((uid) => [uid, services.accountOf(uid)] as const);
      const found = accounts.flatMap(([uid, account]) =>
        account ? [[uid, account] as const] : [],
      );
      return Promise.resolve(new Map(found));
    };
    return auth.call(() => rpc('auth', look, AUTH_TIMEOUT_MS), context);
  };
  return {
    db,
    open: directStore(store, newBreaker('firestore', { isTransient, now }), now),
    publish: (topic, json, correlationId) => {
      const publish = () => {
        services.published(topic, json, correlationId);
        return Promise.resolve();
      };
      const context = { operation: `publish ${topic}`, correlationId };
      return pubsub.call(() => rpc(`publish ${topic}`, publish), context);
    },
    enqueue: (...task) =>
      rpc('enqueue', () => {
        services.enqueued(...task);
        return Promise.resolve();
      }),
    toChannel: () => Promise.reject(new Error('There is no channel here.')),
    sendWebhook: () => Promise.reject(new Error('There are no webhooks here.')),
    ...providers(services, now),
    addressOf: (uid) =>
      rpc('auth', () => Promise.resolve(services.accountOf(uid) && `${uid}@mail.example.com`)),
    accountsOf,
    verifyAdministrator: (token, context) => stillAdministrator(accountsOf, token, context),
    redis: () => Promise.reject(new Error('Calendars are cached in Firestore here.')),
    renderPng: () => Promise.reject(new Error('Nobody looks at pictures here.')),
    now,
    random: chance,
    newId: () =>
      newShareId((bytes) =>
        Buffer.from(Array.from({ length: bytes }, () => Math.floor(chance() * 256))),
      ),
    memoryShare: () => 0,
    program,
    features: allFeatures,
    publishes: false,
    texts: catalogues,
    settings,
  };
}
