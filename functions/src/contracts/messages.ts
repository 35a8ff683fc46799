import { z } from 'zod';
import { channels } from '../events';
import { isDocumentId, isDocumentPath } from './ids';
import { SHARD_COUNT } from './shards';
import { givenDay, givenInstant } from './timeRange';

/** Due users that one worker is given at a time. */
const USERS_PER_MESSAGE = 2000;

/** The most values that one `in` filter takes. */
const SHARDS_PER_QUERY = 30;

/** Every shard. */
export const allShards: readonly number[] = Array.from(
  { length: SHARD_COUNT },
  (_, shard) => shard,
);

const shard = z
  .int()
  .min(0)
  .max(SHARD_COUNT - 1);

/** The full name of a user's document, where a query goes on. */
const userName = z
  .string()
  .max(2000)
  .regex(/^projects\/[^/]+\/databases\/[^/]+\/documents\/users\/[^/]+$/);

/** What a maintenance worker is told: judge the users of these shards who are due. */
export const shardMessage = z.object({
  /** The schedule time of the run, ISO 8601. The same run may be announced more than once. */
  runId: givenInstant,
  shards: z.array(shard).min(1).max(SHARD_COUNT),
});

export type ShardMessage = z.infer<typeof shardMessage>;

/** What a worker is told: build the insights of the users of these shards who were active lately. */
export const insightsMessage = shardMessage.extend({
  /** Read by one query, which `after` is a place in. */
  shards: shardMessage.shape.shards.max(SHARDS_PER_QUERY),
  /** Those who were active on this day or later. */
  activeSince: givenDay,
  /** How many messages about them came before this one. */
  part: z.int().min(0).default(0),
  /** The last user who is done, in the order of the query, by the full name of their document. */
  after: z.object({ day: givenDay, name: userName }).optional(),
});

export type InsightsMessage = z.infer<typeof insightsMessage>;

/** What a worker is told: erase users of these shards who have been silent. */
export const retentionMessage = shardMessage.extend({
  /** Read by one query, which `after` is a place in. */
  shards: shardMessage.shape.shards.max(SHARDS_PER_QUERY),
  /** Whoever gave a sign of life at this instant or later stays. ISO 8601. */
  since: givenInstant,
  /** Whoever was active later than on this day need not be looked at. */
  lastActiveDay: givenDay,
  /** How many users may still be erased in this run; the others have their turn in the next. */
  left: z.int().min(1),
  /** The last user who was looked at, in the order of the query, by the full name of their document. */
  after: z.object({ day: givenDay.nullable(), name: userName }).optional(),
});

export type RetentionMessage = z.infer<typeof retentionMessage>;

/** What a worker is told: settle the users of a shard who were judged on some days once more. */
export const sweepMessage = z.object({
  first: givenDay,
  last: givenDay,
  shard: z
    .int()
    .min(0)
    .max(SHARD_COUNT - 1),
  /** Where an earlier worker stopped: the day and path of the last event, or user, it has seen. */
  after: z.object({ day: givenDay, path: z.string().refine(isDocumentPath) }).optional(),
  correlationId: z.string(),
});

export type SweepMessage = z.infer<typeof sweepMessage>;

/** Tells a worker to end the participations of these shards in a challenge that is over. */
export const closeMessage = z.object({
  challengeId: z.string().refine(isDocumentId),
  shards: z.array(shard).min(1).max(SHARD_COUNT),
  correlationId: z.string(),
});

export type CloseMessage = z.infer<typeof closeMessage>;

/** What a task of `deliverNotification` carries: ids only. */
export const deliveryTask = z.object({
  uid: z.string().refine(isDocumentId),
  eventId: z.string().refine(isDocumentId),
  channel: z.enum(channels),
  /** When it is to run, ISO 8601. */
  at: givenInstant,
  correlationId: z.string(),
});

/** What a task of `deliverWebhook` carries: ids only. */
export const webhookTask = z.object({
  uid: z.string().refine(isDocumentId),
  /** Of the endpoint: what its address is called in ids. */
  endpoint: z.string().regex(/^[0-9a-f]{12}$/),
  correlationId: z.string(),
});

export type WebhookTask = z.output<typeof webhookTask>;

/** Clocks of servers differ by less. */
const SKEW_MS = 60_000;

/**
 * The instant that a task runs for, in milliseconds since the epoch: its own, when this clock is a
 * little behind; undefined when it comes far too early and must not run.
 */
export function instantOfTask(at: string, now: number): number | undefined {
  const due = Date.parse(at);
  return now >= due - SKEW_MS ? Math.max(now, due) : undefined;
}

/** Every topic. Payloads carry ids, never content. */
export const topics = {
  maintenance: 'streak-maintenance',
  deadLetters: 'streak-dead-letters',
  outageSweeps: 'streak-outage-sweeps',
  reminders: 'streak-reminders',
  challenges: 'streak-challenges',
  insights: 'streak-insights',
  retention: 'streak-retention',
  events: 'streak-events',
} as const;

/** The name of a topic. */
export type TopicName = (typeof topics)[keyof typeof topics];

/** Every task queue: the name of the function that takes its tasks. */
export const queues = {
  deliverNotification: 'deliverNotification',
  deliverWebhook: 'deliverWebhook',
  finishErasure: 'finishErasure',
  setUp: 'setUp',
} as const;

/** The name of a task queue. */
export type QueueName = (typeof queues)[keyof typeof queues];

/** What the CLI enqueues for `setUp` after a deployment. */
export const setUpTask = z.object({ correlationId: z.string() });

/** Shards in groups that one query can look into. */
export function queriedTogether(shards: readonly number[]): number[][] {
  return split(shards, Math.ceil(shards.length / SHARDS_PER_QUERY));
}

/** How shards with so many due users are shared out among messages. */
export function planShards(shards: readonly number[], due: number): number[][] {
  return split(shards, Math.min(Math.ceil(due / USERS_PER_MESSAGE), shards.length));
}

/** The items in so many runs of nearly equal length. */
function split<T>(items: readonly T[], parts: number): T[][] {
  return Array.from({ length: parts }, (_, part) =>
    items.slice(
      Math.floor((part * items.length) / parts),
      Math.floor(((part + 1) * items.length) / parts),
    ),
  );
}

/**
 * What a task of `finishErasure` carries. `of`: whether the user asked for their data to go, or the
 * account was deleted, or they have been silent for long, which the deletion of the user document
 * decides, or the account was merged into another. Whoever it is may have begun anew since.
 */
export const erasureTask = z.object({
  uid: z.string().refine(isDocumentId),
  of: z.enum(['data', 'account', 'silence', 'merge']),
  /** ISO 8601, by the clock of the store or of Auth: it is compared with when documents were written. */
  requestedAt: givenInstant,
  correlationId: z.string(),
  /** Of Identity Platform, that the account belongs to. */
  tenant: z.string().min(1).optional(),
});

export type ErasureTask = z.output<typeof erasureTask>;
