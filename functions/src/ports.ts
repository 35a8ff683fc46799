import type { Firestore } from 'firebase-admin/firestore';
import type { Settings } from './config/settings';
import type { FeatureName } from './contracts/features';
import type { Program } from './engine/program';
import type { Catalogues } from './languages/catalogues';
import type { AccountsOf } from './platform/accounts';
import type { ActedBy, Token } from './platform/administration';
import type { OpenStore } from './platform/bulkStore';
import type { PublishToChannel } from './platform/eventarc';
import type { LogContext } from './platform/log';
import type { Mail } from './platform/mail';
import type { Publish } from './platform/publish';
import type { Push } from './platform/push';
import type { Redis } from './platform/redis';
import type { Enqueue } from './platform/tasks';
import type { SendWebhook } from './platform/webhook';

/**
 * Everything that Firestreak needs of the world around it. `cloud.ts` has what is deployed; tests,
 * simulations and benchmarks bring their own.
 */
export interface Ports {
  readonly db: Firestore;
  /** Firestore for work on many users: one RPC a call, with no hidden retries. */
  readonly open: OpenStore;
  /** Publishes a JSON message; it arrives at least once. */
  readonly publish: Publish;
  readonly enqueue: Enqueue;
  /** Publishes an event for the app on the channel of Eventarc. */
  readonly toChannel: PublishToChannel;
  readonly sendWebhook: SendWebhook;
  readonly push: Push;
  readonly mail: Mail;
  /** The verified address of an account, or undefined where there is none. */
  readonly addressOf: (uid: string) => Promise<string | undefined>;
  /** The accounts of at most 100 users, as Auth has them now; one that is missing does not exist. */
  readonly accountsOf: AccountsOf;
  /** Makes sure that a token is an administrator's now. @throws FirestreakError saying why not */
  readonly verifyAdministrator: (token: Token | undefined, context: LogContext) => Promise<ActedBy>;
  /** The Redis server of the calendar cache, connected when first used. */
  readonly redis: () => Promise<Redis>;
  /** Draws an SVG as PNG. */
  readonly renderPng: (svg: string) => Promise<Buffer>;
  /** The time, in milliseconds since the epoch. */
  readonly now: () => number;
  /** A number from 0 up to, and without, 1. */
  readonly random: () => number;
  /** A new id that nobody can guess. */
  readonly newId: () => string;
  /** Memory in use as a share of what a worker's instance has, 0 to 1. */
  readonly memoryShare: () => number;
  readonly program: Program;
  /** The features that are deployed. */
  readonly features: ReadonlySet<FeatureName>;
  /** Whether the app is told of what happens. */
  readonly publishes: boolean;
  /** The texts of messages and pages. */
  readonly texts: Catalogues;
  readonly settings: Settings;
}
