import { onSchedule } from 'firebase-functions/scheduler';
import { retentionDays } from '../config';
import { callable } from '../platform/callable';
import { giveUp } from '../platform/giveUp';
import { log } from '../platform/log';
import { metric } from '../platform/metric';
import { topics } from '../platform/publish';
import { reported } from '../platform/reported';
import { subscriber } from '../platform/subscriber';
import { scaled } from '../scaling';
import { previewRetentionContract } from './contract';
import { expireUsers as expire } from './expireUsers';
import { retentionMessage } from './message';
import { previewRetention as preview } from './previewRetention';
import { scheduleRetention as schedule } from './scheduleRetention';
import { retention } from './wiring';

/** `previewRetention`, see docs/api.md. */
export const previewRetention = callable(previewRetentionContract, (caller, request) =>
  preview(retention(), caller, request),
);

/** Announces users who have been silent for RETENTION_DAYS, every day when little else runs. */
export const scheduleRetention = onSchedule(
  {
    ...scaled('scheduleRetention'),
    schedule: '41 3 * * *',
    timeZone: 'Etc/UTC',
    retryCount: 3,
  },
  reported(
    'scheduleRetention',
    ({ scheduleTime }) => scheduleTime,
    async (event) => {
      const days = retentionDays();
      if (days === 0) return;
      const context = { operation: 'scheduleRetention', correlationId: event.scheduleTime };
      const announced = await schedule(retention(), days, new Date(event.scheduleTime));
      log.info('silent_users_announced', context, { days, ...announced });
    },
  ),
);

/** Erases silent users of the announced shards; a few run side by side. */
export const expireUsers = subscriber({
  operation: 'expireUsers',
  topic: topics.retention,
  message: retentionMessage,
  giveUp,
  handle: async (message, context, deadline) => {
    if (retentionDays() === 0) return; // switched off since
    const done = await expire(retention(), message, context, deadline);
    log.info('silent_users_expired', context, { ...done });
    if (done.expired > 0) metric('users_expired', done.expired, context, {});
  },
});
