import { functions } from '../../functions/src/functions';

const MINUTE_MS = 60_000;

/** Minutes of the hour at which schedules run. */
export const scheduledMinutes = {
  maintenance: minutesOf(functions.scheduleMaintenance.cron),
  reminders: minutesOf(functions.scheduleReminders.cron),
};

/** @throws Error for a schedule that does not run at minutes of every hour */
function minutesOf(cron: string): number[] {
  const [, minutes] = /^([\d,]+) \* \* \* \*$/.exec(cron) ?? [];
  if (minutes === undefined) throw new Error(`${cron} is not at minutes of every hour.`);
  return minutes.split(',').map(Number);
}

/** The first schedule time at or after an instant, both in milliseconds since the epoch. */
export function nextScheduleTime(
  instant: number,
  minutes: readonly number[] = scheduledMinutes.maintenance,
): number {
  let minute = Math.ceil(instant / MINUTE_MS);
  while (!minutes.includes(minute % 60)) minute += 1;
  return minute * MINUTE_MS;
}
