import { defaultPreferences } from '../../functions/src/contracts/preferences';
import { addDays, type Day } from '../../functions/src/engine/days';
import type { Program } from '../../functions/src/engine/program';
import { REMIND_HOUR } from '../../functions/src/engine/userFields';
import { usualRemindHour } from '../../functions/src/features/notifications/remindHour';
import {
  afterReminder,
  isReminded,
  neverReminded,
} from '../../functions/src/features/notifications/reminder';
import type { UserDays } from '../evaluatePrediction/userDays';

/** What came of reminders. */
export interface Reminders {
  readonly sent: number;
  /** To people who were active later on the day. */
  readonly toWhoCame: number;
  /** Days on which a run of three days or more ended. */
  readonly ends: number;
  /** Those of them of which nobody was warned. */
  readonly unwarned: number;
}

/** Who is reminded of a day on which a run may end, and when. */
interface Rule {
  /** The hour of the wall clock; undefined: not at all. */
  readonly hourFor: (life: Life) => number | undefined;
  /** That a reminder has been sent. */
  readonly sent: (life: Life, day: Day) => void;
}

interface Life {
  readonly current: number;
  readonly freezes: number;
  readonly runStart: Day | null;
  /** First activities of the last 53 weeks, by hour of the wall clock. */
  readonly firstHours: readonly number[];
}

const YEAR_DAYS = 371;
const WORTH_A_REMINDER = 3;

/** Everybody, each evening at eight. */
const everyEvening = (): Rule => ({ hourFor: () => REMIND_HOUR, sent: () => undefined });

/** As it is deployed, for people who have chosen nothing. */
function asDeployed({ dayStartHour }: Program): Rule {
  let reminded = neverReminded;
  return {
    hourFor: (life) =>
      isReminded(life, defaultPreferences, reminded, 'push')
        ? usualRemindHour(life.firstHours, defaultPreferences.quietHours, dayStartHour)
        : undefined,
    sent: (life, day) => {
      reminded = afterReminder(reminded, day, life);
    },
  };
}

/** The rules that are compared, by name: each is made anew for each user. */
export const rules = { everyEvening, asDeployed } as const;

/** What comes of a rule for reminders in the lives of a log. */
export function evaluate(
  lives: readonly UserDays[],
  ruleFor: (program: Program) => Rule,
  program: Program,
): Reminders {
  const sum = { sent: 0, toWhoCame: 0, ends: 0, unwarned: 0 };
  for (const life of lives) evaluateLife(life, ruleFor(program), program, sum);
  return sum;
}

function evaluateLife(
  { judged, firstHours }: UserDays,
  rule: Rule,
  { dayStartHour }: Program,
  sum: { -readonly [Name in keyof Reminders]: number },
): void {
  const intoDay = (hour: number) => (hour - dayStartHour + 24) % 24;
  for (const [day, { before, verdict }] of judged) {
    if (before.current === 0 || verdict === 'kept') continue;
    const since = addDays(day, -YEAR_DAYS);
    const hours = Array.from({ length: 24 }, () => 0);
    for (const [each, hour] of firstHours) {
      const index = Math.floor(hour);
      if (each >= since && each < day) hours[index] = (hours[index] ?? 0) + 1;
    }
    const first = firstHours.get(day);
    const standing = { ...before, firstHours: hours };
    const hour = rule.hourFor(standing);
    const at = hour !== undefined && (first === undefined || intoDay(first) >= intoDay(hour));
    if (at) rule.sent(standing, day);
    const isEnd = verdict === 'broken' && before.current >= WORTH_A_REMINDER;
    if (at) sum.sent += 1;
    if (at && first !== undefined) sum.toWhoCame += 1;
    if (isEnd) sum.ends += 1;
    if (isEnd && !at) sum.unwarned += 1;
  }
}
