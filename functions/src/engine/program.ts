import { type Day, daysOnWeekdays, isoWeekday, isoWeekStart } from './days';

/** On which days a run asks for activity, see docs/rules.md. */
export type Cadence =
  | { readonly kind: 'daily' }
  /** Weekdays that ask for activity: 1 is Monday, 7 is Sunday; ascending. */
  | { readonly kind: 'weekdays'; readonly weekdays: readonly number[] }
  /** So many active days in each ISO week. */
  | { readonly kind: 'perWeek'; readonly days: number };

/** What a badge is given for. */
export type BadgeRule =
  /** A run of so many days. */
  | { readonly kind: 'run'; readonly days: number }
  /** A run of `days` after having lost one of `afterLosing` days or more. */
  | { readonly kind: 'comeback'; readonly days: number; readonly afterLosing: number }
  | { readonly kind: 'xp'; readonly xp: number }
  /** So many weeks in a row that each earned the weekly bonus. */
  | { readonly kind: 'bonusWeeks'; readonly weeks: number }
  /** So many activities whose local hour is in [from, to), which may pass midnight. */
  | {
      readonly kind: 'hours';
      readonly from: number;
      readonly to: number;
      readonly activities: number;
    }
  /** So many active days in one ISO week. */
  | { readonly kind: 'activeWeek'; readonly days: number }
  /** Given as the reward of a challenge. */
  | { readonly kind: 'reward' };

/** The rules of one app, as data. `contracts/program.ts` says what each number may be. */
export interface Program {
  readonly version: string;
  /** The local hour at which a streak day starts. */
  readonly dayStartHour: number;
  readonly cadence: Cadence;
  readonly activities: Readonly<
    Record<
      string,
      {
        readonly xp: number;
        readonly category: string;
        /** Units of quantity whose XP counts on one day; no limit, if left out. */
        readonly maxPerDay?: number;
      }
    >
  >;
  /** The most that one activity's `quantity` may multiply its XP by. */
  readonly maxQuantity: number;
  readonly freeze: { readonly xpPerFreeze: number; readonly maxHeld: number };
  /** Winning a broken run back, see docs/rules.md. */
  readonly recovery: {
    /** The shortest run that can be won back, in days. */
    readonly minRun: number;
    /** How many days after a recovered day the next one may be. */
    readonly everyDays: number;
    /** How long after the break it is possible. */
    readonly windowHours: number;
    /** How many times the activities of a normal day it takes. */
    readonly factor: number;
    /** What counts as normal at most. */
    readonly maxNormal: number;
  };
  /** What users may plan ahead: kept days, see docs/rules.md. */
  readonly planning: {
    /** Days of a calendar year that may be paused. */
    readonly pauseDaysPerYear: number;
    /** Weekdays that may be days of rest. */
    readonly restDaysPerWeek: number;
  };
  /** Lengths of a run, in days, that are celebrated. */
  readonly milestones: readonly number[];
  /** What the XP of a week is multiplied by when the week before had every category. */
  readonly weeklyBonus: { readonly factor: number };
  readonly levels: {
    /** Equal levels that each tier but the last is divided into. */
    readonly perTier: number;
    /** The level of the last tier. */
    readonly last: number;
    readonly tiers: readonly { readonly name: string; readonly fromXp: number }[];
  };
  readonly badges: Readonly<Record<string, { readonly name: string; readonly rule: BadgeRule }>>;
  /** Words that nobody may be shown by: roles, and the app's own name. */
  readonly reservedNames: readonly string[];
  /**
   * By kind of message, on which channels users who have not chosen are told; false: nobody is told at all.
   * Kinds that are left out are told as the catalogue of events says, those of badges and levels not at all.
   * These are no rules: the version does not follow from them.
   */
  readonly messages?: Readonly<
    Record<string, false | { readonly push: boolean; readonly email: boolean }>
  >;
}

/** Kinds of messages that come too often for most apps: they are told only where the program says so. */
const onlyIfAsked: readonly string[] = ['badge_earned', 'level_reached'];

/** Whether a program tells of a kind of message at all. */
export function tells({ messages }: Pick<Program, 'messages'>, kind: string): boolean {
  const choice = messages?.[kind];
  return choice === undefined ? !onlyIfAsked.includes(kind) : choice !== false;
}

/** How many days of a week a cadence asks for. */
export function daysAskedFor(asked: Cadence): number {
  if (asked.kind === 'daily') return 7;
  return asked.kind === 'weekdays' ? asked.weekdays.length : asked.days;
}

const knownCategories = new WeakMap<Program, readonly string[]>();

/** The categories that a program's activities belong to, sorted. */
export function categoriesOf(program: Program): readonly string[] {
  const known = knownCategories.get(program);
  if (known) return known;
  const named = Object.values(program.activities).map(({ category }) => category);
  const categories = [...new Set(named)].sort();
  knownCategories.set(program, categories);
  return categories;
}

/** How many days off a run has had in an ISO week of streak days: that of the last one. */
export interface DaysOff {
  readonly monday: Day;
  readonly used: number;
}

type Rule = Pick<Program, 'cadence'>;

/** Days off in a week that a user may take on whatever days; none unless the cadence is `perWeek`. */
export function daysOffPerWeek({ cadence }: Rule): number {
  return cadence.kind === 'perWeek' ? 7 - cadence.days : 0;
}

/** Whether the program asks for nothing on a day's weekday, whatever was done in its week. */
export function isOffWeekday(day: Day, { cadence }: Rule): boolean {
  return cadence.kind === 'weekdays' && !cadence.weekdays.includes(isoWeekday(day));
}

/** The days from `from` to `to` that `isOffWeekday` holds of. */
export function offWeekdays({ cadence }: Rule, from: Day, to: Day): Day[] {
  if (cadence.kind !== 'weekdays') return [];
  const off = [1, 2, 3, 4, 5, 6, 7].filter((weekday) => !cadence.weekdays.includes(weekday));
  return daysOnWeekdays(off, from, to);
}

/** How many days off the week of a day has had. */
export function daysOffUsed(daysOff: DaysOff | undefined, day: Day): number {
  return daysOff?.monday === isoWeekStart(day) ? daysOff.used : 0;
}

/** Whether a day of a run can be one off when nothing is done on it. */
export function canBeOff(daysOff: DaysOff | undefined, day: Day, rule: Rule): boolean {
  return isOffWeekday(day, rule) || daysOffUsed(daysOff, day) < daysOffPerWeek(rule);
}

/** The count with one more day off. */
export function withDayOff(daysOff: DaysOff | undefined, day: Day): DaysOff {
  return { monday: isoWeekStart(day), used: daysOffUsed(daysOff, day) + 1 };
}
