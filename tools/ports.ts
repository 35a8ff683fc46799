import { randomUUID } from 'node:crypto';
import { allFeatures } from '../functions/src/contracts/features';
import type { CachedOutages } from '../functions/src/features/outages/cachedOutages';
import { catalogues } from '../functions/src/languages/catalogues';
import { noOutages } from '../functions/src/engine/outages';
import type { Stream } from '../functions/src/platform/request';
import type { Ports } from '../functions/src/ports';
import { program } from '../functions/src/program';
import type { Settings } from '../functions/src/config/settings';

/** As the defaults are, with no limits to how often somebody calls. */
const settings: Settings = {
  enforceAppCheck: false,
  consumeAppCheck: false,
  rateLimitsLifted: true,
  installation: '',
  retentionDays: 0,
  clientLogging: true,
  placesNeedAccount: true,
  calendarCache: 'firestore',
  sendsPush: false,
  sendsMail: false,
  mailFrom: 'Streaks <streak@example.com>',
  postalAddress: '',
  appUrl: 'https://app.example.com',
  shareBase: 'https://app.example.com/s',
  unsubscribeUrl: 'https://app.example.com/unsubscribe',
  unsubscribeKeys: ['a key of a simulation'],
  webhookKeys: [],
  publishesEvents: false,
  eventarcChannel: '',
  managesWebhooks: false,
  allowsLocalWebhooks: true,
  webhookUrls: [],
  webhookSecrets: [],
};

/** What a simulation brings: its Firestore, its clock, and whatever else it reaches. */
export type OwnPorts = Pick<Ports, 'now'> &
  Partial<Omit<Ports, 'settings'>> & {
    readonly settings?: Partial<Settings>;
  };

/**
 * Ports of a simulation: its own, and none to services that it does not have, which fail. Its Firestore
 * takes real time, whatever the clock says, so no work is broken off.
 */
export function simulatedPorts({ db, open, settings: chosen, ...own }: OwnPorts): Ports {
  return {
    publish: missing('Pub/Sub'),
    enqueue: missing('Cloud Tasks'),
    toChannel: missing('Eventarc'),
    sendWebhook: missing('an endpoint'),
    push: missing('FCM'),
    mail: missing('SendGrid'),
    addressOf: missing('Auth'),
    accountsOf: missing('Auth'),
    verifyAdministrator: missing('Auth'),
    redis: missing('Redis'),
    renderPng: missing('a renderer'),
    random: Math.random,
    newId: () => randomUUID().replaceAll('-', '').slice(0, 16),
    memoryShare: () => 0,
    program,
    features: allFeatures,
    publishes: false,
    texts: catalogues,
    ...own,
    get db() {
      if (!db) throw new Error('There is no Firestore in this simulation.');
      return db;
    },
    open: (context) => {
      if (!open) throw new Error('There is no Firestore for many users in this simulation.');
      return open(context, Infinity);
    },
    settings: { ...settings, ...chosen },
  };
}

function missing(service: string): () => Promise<never> {
  return () => Promise.reject(new Error(`There is no ${service} in this simulation.`));
}

/** Where there are no outages: that takes no read. */
export const noneDeclared: CachedOutages = {
  use: (useCase) => useCase(noOutages),
  forget: () => undefined,
};

/** The stream of a call that takes nothing before its answer. */
export const noStream: Stream<unknown> = {
  isOpen: false,
  send: () => Promise.resolve(),
  signal: new AbortController().signal,
};
