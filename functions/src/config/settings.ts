/** What was chosen at a deployment, as the functions ask for it, and whether it can be kept. */

import { projectID } from 'firebase-functions/params';
import type { FeatureName } from '../contracts/features';
import { parseRetentionDays } from '../contracts/retentionDays';
import { parseWebhookUrls } from '../contracts/webhookUrls';
import { cardsPath, deployedName, region } from '../installation';
import {
  emulatorHost,
  isEmulated,
  localFunctionsOrigin,
  localShareOrigin,
  messagesHost,
  textOf,
} from './environment';
import * as parameters from './parameters';

/** What whoever deploys has chosen; parameters.ts has the defaults. */
export interface Settings {
  /** Whether callables refuse calls without a valid App Check token. */
  readonly enforceAppCheck: boolean;
  /** Whether costly calls use their App Check token up. */
  readonly consumeAppCheck: boolean;
  readonly rateLimitsLifted: boolean;
  /** What the names of this installation's functions begin with; empty where there is only one. */
  readonly installation: string;
  /** Days of silence after which users expire; 0: never. */
  readonly retentionDays: number;
  /** Whether clients may log activities; if not, only the app's servers do. */
  readonly clientLogging: boolean;
  /** Whether limited places of challenges are for users with an account. */
  readonly placesNeedAccount: boolean;
  readonly calendarCache: 'firestore' | 'redis';
  readonly sendsPush: boolean;
  readonly sendsMail: boolean;
  readonly mailFrom: string;
  /** Stands at the foot of mail; empty: none does. */
  readonly postalAddress: string;
  /** Where a tap on a message leads. */
  readonly appUrl: string;
  /** Where cards are shown: an origin and `/s`, without a slash at the end. */
  readonly shareBase: string;
  /** Where the function `unsubscribe` is. */
  readonly unsubscribeUrl: string;
  /** Keys of unsubscribe links: the first signs, all are accepted. */
  readonly unsubscribeKeys: readonly string[];
  /** Public keys of SendGrid's signed event webhook; none where no reports come. */
  readonly webhookKeys: readonly string[];
  /** Whether events for the app are published on the topic. */
  readonly publishesEvents: boolean;
  /** The channel of Eventarc that events for the app are published on; empty: none. */
  readonly eventarcChannel: string;
  /** Whether administrators may add endpoints that events for the app are sent to. */
  readonly managesWebhooks: boolean;
  /** Whether endpoints may be on this machine, without TLS. */
  readonly allowsLocalWebhooks: boolean;
  /** Where events for the app are sent to. */
  readonly webhookUrls: readonly string[];
  /** Secrets that they are signed with, all of them. */
  readonly webhookSecrets: readonly string[];
}

/** Whether an app is told of what happens, in any way. */
export function tellsApp(
  features: ReadonlySet<FeatureName>,
  { publishesEvents, eventarcChannel, managesWebhooks, webhookUrls }: Settings,
): boolean {
  if (!features.has('events')) return false;
  return publishesEvents || managesWebhooks || eventarcChannel !== '' || webhookUrls.length > 0;
}

/** What was chosen at the deployment. Each value is read when it is asked for, which a deployment does not. */
export const settings: Settings = {
  get enforceAppCheck() {
    return parameters.enforceAppCheck.value();
  },
  get consumeAppCheck() {
    return parameters.consumeAppCheck.value();
  },
  get rateLimitsLifted() {
    return parameters.rateLimitsLifted.value();
  },
  get installation() {
    return deployedName('');
  },
  get retentionDays() {
    return retentionDays();
  },
  get clientLogging() {
    return isOn(parameters.clientLogging);
  },
  get placesNeedAccount() {
    return isOn(parameters.limitedPlaces);
  },
  get calendarCache() {
    return parameters.calendarCache.value() === 'redis' ? 'redis' : 'firestore';
  },
  get sendsPush() {
    return parameters.pushEnabled.value();
  },
  get sendsMail() {
    return sendsMail();
  },
  get mailFrom() {
    return parameters.mailFrom.value();
  },
  get postalAddress() {
    return parameters.postalAddress.value();
  },
  get appUrl() {
    return appAddress();
  },
  get shareBase() {
    return shareBase(projectID.value());
  },
  get unsubscribeUrl() {
    return unsubscribeAddress(projectID.value());
  },
  get unsubscribeKeys() {
    return valuesOf(parameters.secrets.UNSUBSCRIBE_SIGNING_KEYS().value());
  },
  get webhookKeys() {
    return valuesOf(parameters.secrets.SENDGRID_WEBHOOK_KEYS().value());
  },
  get publishesEvents() {
    return parameters.publishEvents.value();
  },
  get eventarcChannel() {
    return textOf('EVENTARC_CHANNEL') ?? '';
  },
  get managesWebhooks() {
    return parameters.managedWebhooks.value();
  },
  get allowsLocalWebhooks() {
    return allowsLocalWebhooks();
  },
  get webhookUrls() {
    return webhookUrls();
  },
  get webhookSecrets() {
    return valuesOf(parameters.secrets.WEBHOOK_SIGNING_SECRETS().value());
  },
};

/**
 * After how many days of silence users expire; 0: never. The text is read, not the parameter's number,
 * which would be 90 for "90 weeks".
 *
 * @throws Error saying what RETENTION_DAYS must be
 */
function retentionDays(): number {
  return parseRetentionDays(textOf('RETENTION_DAYS') ?? '0');
}

retentionDays(); // nonsense ends a deployment, not the data of somebody

/**
 * Where webhooks are sent to. It is no parameter: the CLI would ask for it once it has made up its mind which
 * functions need the secret.
 *
 * @throws Error saying what WEBHOOK_URLS must be
 */
function webhookUrls(): string[] {
  return parseWebhookUrls(textOf('WEBHOOK_URLS') ?? '', allowsLocalWebhooks());
}

/** Whether endpoints may be on this machine: beside emulated functions, and for commands of a local suite. */
function allowsLocalWebhooks(): boolean {
  return isEmulated() || emulatorHost() !== undefined;
}

webhookUrls(); // nonsense ends a deployment

/** Whether something is on that is so unless it is switched off. */
function isOn(parameter: typeof parameters.clientLogging): boolean {
  // Where nothing has a value, as in a process that was not deployed, a boolean reads as false.
  return textOf(parameter.name) === undefined || parameter.value();
}

/** Where messages lead: on a developer's machine to the dashboard there, unless an app was chosen. */
function appAddress(): string {
  const chosen = parameters.appUrl.value();
  return (chosen === parameters.NO_APP ? localShareOrigin() : undefined) ?? chosen;
}

/** Where cards are shown, without a slash at the end. @param projectId where none was chosen */
function shareBase(projectId: string): string {
  const local = localShareOrigin();
  return `${local ?? (parameters.shareUrl.value() || `https://${projectId}.web.app`)}${cardsPath}`;
}

/** Where the function `unsubscribe` is. @param projectId where none was chosen */
function unsubscribeAddress(projectId: string): string {
  const name = deployedName('unsubscribe');
  const emulator = localFunctionsOrigin();
  if (emulator !== undefined) return `${emulator}/${projectId}/${region()}/${name}`;
  return (
    parameters.unsubscribeUrl.value() ||
    `https://${region()}-${projectId}.cloudfunctions.net/${name}`
  );
}

/** Whether mail goes out: when it is switched on, and locally always, to where it is shown. */
function sendsMail(): boolean {
  return parameters.emailEnabled.value() || messagesHost() !== undefined;
}

const LOCAL_ORIGIN = /^https?:\/\/(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/;

/** Origins of web pages that may call, for CORS: as configured, and locally those of this machine. */
export function allowedOrigins(): true | (string | RegExp)[] {
  const listed = valuesOf(parameters.allowedOriginsList.value());
  if (listed.includes('*')) return true;
  const project = projectID.value();
  const hosting = [`https://${project}.web.app`, `https://${project}.firebaseapp.com`];
  const local = isEmulated() ? [LOCAL_ORIGIN] : [];
  return [...(listed.length > 0 ? listed : hosting), ...local];
}

/**
 * Holds the parameters against the features that are deployed.
 *
 * @throws Error naming each parameter that promises what no deployed function would keep
 */
export function assertKept(features: ReadonlySet<FeatureName>): void {
  const promises = [
    { feature: 'retention', name: 'RETENTION_DAYS', isMade: retentionDays() > 0 },
    { feature: 'email', name: 'EMAIL_ENABLED', isMade: textOf('EMAIL_ENABLED') === 'true' },
    { feature: 'events', name: 'PUBLISH_EVENTS', isMade: textOf('PUBLISH_EVENTS') === 'true' },
    { feature: 'events', name: 'MANAGED_WEBHOOKS', isMade: textOf('MANAGED_WEBHOOKS') === 'true' },
    { feature: 'events', name: 'WEBHOOK_URLS', isMade: webhookUrls().length > 0 },
  ] as const;
  const broken = promises.filter(({ feature, isMade }) => isMade && !features.has(feature));
  if (broken.length === 0) return;
  const faults = broken.map(
    ({ feature, name }) => `${name}=${textOf(name) ?? ''} needs the feature "${feature}".`,
  );
  throw new Error(`${faults.join(' ')} Name it in useFeatures(), or take the parameter back.`);
}

/** The values in a text that has several, by commas; none where it is `none` or not set. */
function valuesOf(text: string): string[] {
  const values = text.split(',').map((value) => value.trim());
  return values.filter((value) => value !== '' && value !== 'none');
}
