import { onSchedule } from 'firebase-functions/scheduler';
import { outagesInForce } from '../outages/inForce';
import { callable } from '../platform/callable';
import { clock } from '../platform/clock';
import { giveUp } from '../platform/giveUp';
import { type LogContext, log } from '../platform/log';
import { metric } from '../platform/metric';
import { topics } from '../platform/publish';
import { reported } from '../platform/reported';
import { subscriber } from '../platform/subscriber';
import { scaled } from '../scaling';
import { runMaintenanceContract } from './contract';
import { maintainShard as maintain } from './maintainShard';
import { type ShardMessage, shardMessage } from './message';
import { scheduleMaintenance as schedule } from './scheduleMaintenance';
import { maintenance } from './wiring';
import type { Report } from './worker';

/**
 * Announces the users whose day has ended. Seven minutes past each quarter of an hour: zones start
 * their day on a quarter, so everyone is judged within minutes of it.
 */
export const scheduleMaintenance = onSchedule(
  {
    ...scaled('scheduleMaintenance'),
    schedule: '7,22,37,52 * * * *',
    timeZone: 'Etc/UTC',
    retryCount: 3,
  },
  reported(
    'scheduleMaintenance',
    ({ scheduleTime }) => scheduleTime,
    async (event) => {
      const announced = await schedule(maintenance, new Date(event.scheduleTime));
      const context = { operation: 'scheduleMaintenance', correlationId: event.scheduleTime };
      log.info('maintenance_announced', context, { ...announced });
      metric('users_due', announced.due, context, {});
    },
  ),
);

/** `runMaintenance`, see docs/api.md. */
export const runMaintenance = callable(runMaintenanceContract, () =>
  schedule(maintenance, new Date(clock.now())),
);

/** Judges the due users of the announced shards; many run side by side. */
export const maintainShard = subscriber({
  operation: 'maintainShard',
  topic: topics.maintenance,
  message: shardMessage,
  giveUp,
  handle: async (message, context, deadline) => {
    const start = performance.now();
    const report = await outagesInForce.use((outages) =>
      maintain({ ...maintenance, outages }, message, deadline),
    );
    tell(message, report, Math.round(performance.now() - start), context);
  },
});

function tell(
  { shards }: ShardMessage,
  { progress, usersPerCommit, lagMs }: Report,
  durationMs: number,
  context: LogContext,
): void {
  log.info('shards_maintained', context, { shards, ...progress, usersPerCommit });
  metric('shard_duration', durationMs, context, {});
  metric('users_judged', progress.judged, context, {});
  if (lagMs !== null) metric('lapse_lag', Math.round(lagMs / 1000), context, {});
  if (progress.failed > 0) metric('users_given_up', progress.failed, context, {});
  if (progress.conflicts > 0) metric('commit_conflict', progress.conflicts, context, {});
}
