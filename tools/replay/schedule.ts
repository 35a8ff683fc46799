const MINUTE_MS = 60_000;

/** Minutes of the hour at which schedules run; a test holds them against the functions. */
export const scheduledMinutes = { maintenance: [7, 22, 37, 52], reminders: [1, 16, 31, 46] };

/** The first schedule time at or after an instant, both in milliseconds since the epoch. */
export function nextScheduleTime(
  instant: number,
  minutes: readonly number[] = scheduledMinutes.maintenance,
): number {
  let minute = Math.ceil(instant / MINUTE_MS);
  while (!minutes.includes(minute % 60)) minute += 1;
  return minute * MINUTE_MS;
}
