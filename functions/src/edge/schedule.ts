import {
  onSchedule,
  type ScheduleFunction,
  type ScheduleOptions,
} from 'firebase-functions/scheduler';
import { log } from '../platform/log';
import { logFailures } from './logFailures';
import type { HandlerOf, ScheduleRow } from './rows';

/** A function that Cloud Scheduler runs. What it has done is logged; what it throws is retried. */
export function schedule(
  operation: string,
  { cron, logs, level = 'info' }: ScheduleRow,
  handle: HandlerOf<ScheduleRow>,
  options: Omit<ScheduleOptions, 'schedule'>,
): ScheduleFunction {
  return onSchedule(
    { ...options, schedule: cron, timeZone: 'Etc/UTC', retryCount: 3 },
    logFailures(
      operation,
      ({ scheduleTime }) => scheduleTime,
      async ({ scheduleTime }) => {
        const context = { operation, correlationId: scheduleTime };
        const done = await handle(new Date(scheduleTime), context);
        if (done) log[level](logs, context, { ...done });
      },
    ),
  );
}
