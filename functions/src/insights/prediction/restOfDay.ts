/** Active days at everyone's hours that a user's own hours start from. */
const PRIOR_DAYS = 8;

const HOURS = 24;

/** On how many days the first activity was in each hour of the wall clock, 0 to 23. */
export type FirstHours = readonly number[];

/**
 * The likelihood that a user who has not been active yet today still will be. Their drive to act is
 * spent over the day as their active days usually begin: of −ln(1 − `ofDay`), what the hours to come
 * have is left. Who usually acts at eight in the morning has little left at noon; who acts at midnight
 * has nearly all. And the likelier a day is, the earlier it begins.
 *
 * @param ofDay likelihood of the whole day, as it was at its start
 * @param passed hours of the day that have passed, 0 to 24
 * @param everyone as `Model.hours`
 * @param startHour wall-clock hour at which days start
 */
export function restOfDay(
  ofDay: number,
  passed: number,
  own: FirstHours,
  everyone: readonly number[],
  startHour: number,
): number {
  return 1 - (1 - ofDay) ** shareAfter(passed, own, everyone, startHour);
}

/** The share of the user's active days whose first activity is later in the day than this. */
function shareAfter(
  passed: number,
  own: FirstHours,
  everyone: readonly number[],
  startHour: number,
): number {
  let total = 0;
  let after = 0;
  for (let hour = 0; hour < HOURS; hour += 1) {
    const onClock = (startHour + hour) % HOURS;
    const days = (own[onClock] ?? 0) + PRIOR_DAYS * (everyone[onClock] ?? 0);
    total += days;
    after += days * Math.min(Math.max(hour + 1 - passed, 0), 1);
  }
  return total === 0 ? 0 : after / total;
}
