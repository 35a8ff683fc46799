import { type Day, addDays, isoWeekStart } from '../shared/day';
import { FirestreakError } from '../shared/errors';
import type { Program } from '../shared/programSchema';
import type { Plan } from './plan';

/** Rules of rest are remembered for so many days; days before are sealed with their reason. */
const REMEMBERED_DAYS = 400;

/**
 * The plan with other weekdays of rest, from next Monday on: so nobody can rest on more days of a
 * week than are allowed, and no day can be made one of rest when it turns out to be missed.
 *
 * @param weekdays 1 is Monday, 7 is Sunday
 * @throws FirestreakError `too-many-rest-days`
 */
export function withRestDays(
  { pauses, rest }: Plan,
  weekdays: readonly number[],
  today: Day,
  program: Program,
): Plan {
  const chosen = [...new Set(weekdays)].sort();
  const most = program.planning.restDaysPerWeek;
  if (chosen.length > most) {
    const message = `At most ${most} days of a week can be days of rest.`;
    throw new FirestreakError('too-many-rest-days', message);
  }
  const from = addDays(isoWeekStart(today), 7);
  const before = rest.filter((rule, index) => {
    const next = rest[index + 1];
    const isOver = next !== undefined && next.from <= addDays(today, -REMEMBERED_DAYS);
    return rule.from < from && !isOver;
  });
  return { pauses, rest: [...before, { from, weekdays: chosen }] };
}
