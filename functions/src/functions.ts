import type { z } from 'zod';
import { type CallableName, callables, erasing } from './callables';
import {
  closeMessage,
  deliveryTask,
  erasureTask,
  insightsMessage,
  queues,
  retentionMessage,
  setUpTask,
  shardMessage,
  sweepMessage,
  type TopicName,
  topics,
  webhookTask,
} from './contracts/messages';
import { type OpenAccess, type Scale, WORKER_MEMORY_MIB } from './edge/access';
import type { HandlerOf, HttpsRow, Row, ScheduleRow, WorkerRow } from './edge/rows';

const onSchedule: Scale = {
  maxInstances: 1,
  concurrency: 1,
  memoryMiB: 256,
  timeoutSeconds: 120,
  why: 'One run at a time. A retry waits for the run before it. It counts and announces, in pages.',
};

/** For runs that do the work themselves. */
const atLength: Scale = {
  ...onSchedule,
  timeoutSeconds: 300,
  why: 'One run at a time, which goes through hundreds of users or all that is shown of them.',
};

const workers: Scale = {
  maxInstances: 32,
  concurrency: 1,
  memoryMiB: WORKER_MEMORY_MIB,
  timeoutSeconds: 300,
  why: 'Pages of users fill 160 MiB and its time; more side by side, never more in one.',
};

const open: Scale = {
  maxInstances: 10,
  concurrency: 80,
  memoryMiB: 256,
  timeoutSeconds: 60,
  why: 'Anyone may send to it, so it is the first to be flooded; real traffic is small.',
};

const messageSecrets = [
  'SENDGRID_API_KEY',
  'SENDGRID_WEBHOOK_KEYS',
  'UNSUBSCRIBE_SIGNING_KEYS',
] as const;

const https = (access: OpenAccess, more: Pick<HttpsRow, 'scale' | 'secrets'>): HttpsRow => ({
  kind: 'https',
  access,
  ...more,
});

const schedule = (
  cron: string,
  logs: string,
  more: Partial<Pick<ScheduleRow, 'level' | 'scale'>> = {},
): ScheduleRow => ({ kind: 'schedule', cron, logs, scale: onSchedule, ...more });

const worker = <Message extends z.ZodType<Record<string, unknown>>>(
  topic: TopicName,
  message: () => Message,
  logs: string,
  scale = workers,
): WorkerRow<Message> => ({ kind: 'worker', topic, message, logs, scale });

/**
 * The one table of functions. Each row is deployed by its name, on the handler of the same name in
 * `app.ts`; one without a handler does not compile.
 */
export const functions = {
  ...callables,

  // Schedules. Zones start their day, and have 20:00, on a quarter of an hour: what follows from it runs
  // within minutes.
  auditStreaks: schedule('30 1 * * *', 'streaks_audited', { scale: atLength }),
  buildLeaderboards: schedule('17 0 * * *', 'leaderboards_built', { scale: atLength }),
  closeChallenges: schedule('4,19,34,49 * * * *', 'challenges_gone_through'),
  rollUpDeliveries: schedule('25 1 * * *', 'deliveries_rolled_up', { scale: atLength }),
  scheduleInsights: schedule('11 2 * * 1', 'insights_announced'),
  scheduleMaintenance: schedule('7,22,37,52 * * * *', 'maintenance_announced'),
  scheduleReminders: schedule('1,16,31,46 * * * *', 'reminders_announced'),
  scheduleRetention: schedule('41 3 * * *', 'silent_users_announced'),
  scheduleSweeps: schedule('*/15 * * * *', 'sweeps_announced'),
  sweepDeliveries: schedule('41 * * * *', 'deliveries_taken_up', { level: 'warn' }),

  // Workers: the topic and what its messages say. Many run side by side.
  buildInsights: worker(topics.insights, () => insightsMessage, 'insights_built'),
  closeChallengeParts: worker(topics.challenges, () => closeMessage, 'challenge_parts_ended'),
  expireUsers: worker(topics.retention, () => retentionMessage, 'silent_users_expired', {
    ...workers,
    maxInstances: 4,
    why: "Nobody waits for it: thousands of deletes, which must not crowd out users' calls.",
  }),
  maintainShard: worker(topics.maintenance, () => shardMessage, 'shards_maintained'),
  remindShard: worker(topics.reminders, () => shardMessage, 'users_reminded'),
  sweepOutage: worker(topics.outageSweeps, () => sweepMessage, 'shard_swept'),

  // Tasks: what waits for its time.
  deliverNotification: {
    kind: 'task',
    queue: queues.deliverNotification,
    task: () => deliveryTask,
    retry: { maxAttempts: 20, minBackoffSeconds: 10, maxBackoffSeconds: 600, maxDoublings: 6 },
    maxConcurrentDispatches: 50,
    secrets: messageSecrets,
    scale: {
      maxInstances: 10,
      concurrency: 10,
      memoryMiB: 256,
      timeoutSeconds: 120,
      why: 'The queue hands out 50 tasks at once; the rest is room for a cold start. Providers are slow and take little.',
    },
  },
  deliverWebhook: {
    kind: 'task',
    queue: queues.deliverWebhook,
    task: () => webhookTask,
    // Endpoints that fail are tried again by tasks of their own: this is for a store that fails.
    retry: { maxAttempts: 20, minBackoffSeconds: 10, maxBackoffSeconds: 600, maxDoublings: 6 },
    maxConcurrentDispatches: 50,
    secrets: ['WEBHOOK_SIGNING_SECRETS'],
    scale: {
      maxInstances: 10,
      concurrency: 20,
      memoryMiB: 256,
      timeoutSeconds: 120,
      why: 'The queue hands out 50 tasks at once; it waits for servers of others and takes little.',
    },
  },
  finishErasure: {
    kind: 'task',
    queue: queues.finishErasure,
    task: () => erasureTask,
    retry: { maxAttempts: 20, minBackoffSeconds: 60, maxBackoffSeconds: 3_600 },
    givesUpAs: 'erasure-kept-failing',
    scale: erasing,
  },

  setUp: {
    kind: 'task',
    queue: queues.setUp,
    task: () => setUpTask,
    afterDeployment: { correlationId: 'deployment' },
    // Indexes take minutes until they are built, after a first deployment.
    retry: { maxAttempts: 8, minBackoffSeconds: 60, maxBackoffSeconds: 600 },
    scale: atLength,
  },

  // Firestore triggers.
  onLedgerWritten: {
    kind: 'document',
    on: 'written',
    document: 'users/{uid}/months/{month}',
    usesCache: true,
    scale: {
      maxInstances: 50,
      concurrency: 80,
      memoryMiB: 256,
      timeoutSeconds: 60,
      why: 'Every activity wakes it; it compares two documents and seldom writes.',
    },
  },
  publishEvents: {
    kind: 'document',
    on: 'created',
    document: 'users/{uid}/outbox/{outboxId}',
    scale: {
      maxInstances: 50,
      concurrency: 40,
      memoryMiB: 256,
      timeoutSeconds: 120,
      why: 'After a run of maintenance thousands come at once; each waits for Pub/Sub, event by event.',
    },
  },
  onStreakEvent: {
    kind: 'document',
    on: 'created',
    document: 'users/{uid}/events/{eventId}',
    secrets: messageSecrets,
    scale: {
      maxInstances: 50,
      concurrency: 20,
      memoryMiB: 256,
      timeoutSeconds: 120,
      why: 'After a run of maintenance thousands of events come at once, each a few round trips.',
    },
  },

  // Pages and webhooks, which anyone can reach.
  sendgridEvents: https(
    { proof: 'signed body', methods: ['POST'], maxBytes: 1_048_576 },
    { scale: open, secrets: ['SENDGRID_WEBHOOK_KEYS'] },
  ),
  share: https(
    { proof: 'none', methods: ['GET', 'HEAD'], maxBytes: 0 },
    {
      scale: {
        maxInstances: 20,
        concurrency: 10,
        memoryMiB: 512,
        timeoutSeconds: 60,
        why: 'Drawing takes the processor for tens of milliseconds, and the renderer 185 MiB; the CDN answers for most images.',
      },
    },
  ),
  unsubscribe: https(
    { proof: 'signed token', methods: ['GET', 'HEAD', 'POST'], maxBytes: 4_096 },
    { scale: open, secrets: ['UNSUBSCRIBE_SIGNING_KEYS'] },
  ),

  // Auth.
  onAccountDeleted: {
    kind: 'account',
    scale: erasing,
  },
} as const satisfies Record<string, Row>;

export { type CallableName, callables };

type Functions = typeof functions;

/** The name of a function of this project. */
export type FunctionName = keyof Functions;

/** Names of functions of one kind. */
export type Named<Kind extends Row['kind']> = {
  [Name in FunctionName]: Functions[Name]['kind'] extends Kind ? Name : never;
}[FunctionName];

/** What each function does; `createApp` makes it. */
export type App = { readonly [Name in FunctionName]: HandlerOf<Functions[Name]> };

/** The rows of one kind. */
export const ofKind = <Kind extends Row['kind']>(kind: Kind) =>
  Object.fromEntries(
    Object.entries<Row>(functions).filter(([, row]) => row.kind === kind),
  ) as unknown as { readonly [Name in Named<Kind>]: Functions[Name] };

/** The pages and webhooks among them. */
export const httpsFunctions = ofKind('https');
