const MINUTE_MS = 60_000;

/** Minutes of the hour at which maintenance is scheduled; a test holds them against the function. */
const SCHEDULED_MINUTES = [7, 22, 37, 52];

/** The first schedule time at or after an instant, both in milliseconds since the epoch. */
export function nextScheduleTime(instant: number): number {
  let minute = Math.ceil(instant / MINUTE_MS);
  while (!SCHEDULED_MINUTES.includes(minute % 60)) minute += 1;
  return minute * MINUTE_MS;
}
