import { projectID } from 'firebase-functions/params';
import { onMessagePublished } from 'firebase-functions/pubsub';
import { onSchedule } from 'firebase-functions/scheduler';
import { commitOnce } from '../platform/commitOnce';
import { clock } from '../platform/clock';
import { database } from '../platform/firestore';
import { log } from '../platform/log';
import { publish, topics } from '../platform/publish';
import { program } from '../program';
import type { MaintenanceDeps } from './deps';
import { maintainShard as maintain } from './maintainShard';
import { shardMessage } from './message';
import { scheduleMaintenance as schedule } from './scheduleMaintenance';

const WORKER_TIMEOUT_SECONDS = 300;

/** A worker stops taking pages when this much of its time is used. */
const WORKER_BUDGET_MS = WORKER_TIMEOUT_SECONDS * 1000 * 0.8;

let shared: MaintenanceDeps | undefined;

function deps(): MaintenanceDeps {
  shared ??= {
    db: database(),
    program,
    now: () => clock.now(),
    commit: commitOnce(projectID.value()),
    announce: (message) => publish(topics.maintenance, message, message.runId),
  };
  return shared;
}

/**
 * Announces the users whose day has ended. Seven minutes past each quarter of an hour: zones start
 * their day on a quarter, so everyone is judged within minutes of it.
 */
export const scheduleMaintenance = onSchedule(
  { schedule: '7,22,37,52 * * * *', timeZone: 'Etc/UTC', retryCount: 3 },
  async (event) => {
    const announced = await schedule(deps(), new Date(event.scheduleTime));
    const context = { operation: 'scheduleMaintenance', correlationId: event.scheduleTime };
    log.info('maintenance_announced', context, { ...announced });
  },
);

/** Judges the due users of the announced shards; many run side by side. */
export const maintainShard = onMessagePublished(
  {
    topic: topics.maintenance,
    retry: true,
    timeoutSeconds: WORKER_TIMEOUT_SECONDS,
    memory: '256MiB',
    concurrency: 1,
    maxInstances: 32,
  },
  async ({ data, id }) => {
    const message = shardMessage.safeParse(jsonOf(data.message.data));
    if (!message.success) {
      const context = { operation: 'maintainShard', correlationId: id };
      log.error('malformed_message', context, message.error);
      return;
    }
    const progress = await maintain(deps(), message.data, clock.now() + WORKER_BUDGET_MS);
    const context = { operation: 'maintainShard', correlationId: message.data.runId };
    log.info('shards_maintained', context, { shards: message.data.shards, ...progress });
  },
);

function jsonOf(base64: string): unknown {
  try {
    return JSON.parse(Buffer.from(base64, 'base64').toString('utf8'));
  } catch {
    return undefined;
  }
}
