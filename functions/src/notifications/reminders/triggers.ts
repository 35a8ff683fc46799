import { onSchedule } from 'firebase-functions/scheduler';
import { shardMessage } from '../../maintenance/message';
import { outagesInForce } from '../../outages/inForce';
import { giveUp } from '../../platform/giveUp';
import { log } from '../../platform/log';
import { topics } from '../../platform/publish';
import { reported } from '../../platform/reported';
import { subscriber } from '../../platform/subscriber';
import { scaled } from '../../scaling';
import { remindShard as remind } from './remindShard';
import { scheduleReminders as schedule } from './scheduleReminders';
import { reminders } from './wiring';

/**
 * Announces the users who have something to lose tonight and have not been active. A minute past each
 * quarter of an hour: it is 20:00 on a quarter in every zone.
 */
export const scheduleReminders = onSchedule(
  {
    ...scaled('scheduleReminders'),
    schedule: '1,16,31,46 * * * *',
    timeZone: 'Etc/UTC',
    retryCount: 3,
  },
  reported(
    'scheduleReminders',
    ({ scheduleTime }) => scheduleTime,
    async (event) => {
      const announced = await schedule(reminders, new Date(event.scheduleTime));
      const context = { operation: 'scheduleReminders', correlationId: event.scheduleTime };
      log.info('reminders_announced', context, { ...announced });
    },
  ),
);

/** Reminds the due users of the announced shards; many run side by side. */
export const remindShard = subscriber({
  operation: 'remindShard',
  topic: topics.reminders,
  message: shardMessage,
  giveUp,
  handle: async (message, context, deadline) => {
    const done = await outagesInForce.use((outages) =>
      remind({ ...reminders, outages }, message, deadline),
    );
    log.info('users_reminded', context, { ...done });
  },
});
