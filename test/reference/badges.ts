import type { Program } from '../../functions/src/engine/program';
import { daysLater, mondayOf } from './calendar';

/** All that was true of a user at the end of an active day. */
export interface Achieved {
  readonly day: string;
  readonly done: readonly { readonly day: string; readonly hour: number }[];
  readonly current: number;
  readonly lostRuns: readonly number[];
  readonly xp: number;
  /** Whether the week that starts on a Monday has earned the weekly bonus. */
  readonly hasBonus: (monday: string) => boolean;
}

/** Ids of the badges that are deserved, earned before or not. */
export function referenceBadges(program: Program, achieved: Achieved): string[] {
  return Object.entries(program.badges)
    .filter(([, { rule }]) => isDeserved(rule, achieved))
    .map(([id]) => id);
}

type Rule = Program['badges'][string]['rule'];

function isDeserved(rule: Rule, { day, done, current, lostRuns, xp, hasBonus }: Achieved): boolean {
  switch (rule.kind) {
    case 'run':
      return current >= rule.days;
    case 'comeback':
      return current >= rule.days && lostRuns.some((lost) => lost >= rule.afterLosing);
    case 'xp':
      return xp >= rule.xp;
    case 'bonusWeeks': {
      let monday = mondayOf(day);
      for (let week = 0; week < rule.weeks; week++) {
        if (!hasBonus(monday)) return false;
        monday = daysLater(monday, -7);
      }
      return true;
    }
    case 'hours': {
      const hours = new Set<number>();
      for (let hour = rule.from; hour !== rule.to; hour = (hour + 1) % 24) hours.add(hour);
      return done.filter((activity) => hours.has(activity.hour)).length >= rule.activities;
    }
    case 'reward':
      return false;
    case 'activeWeek': {
      const inWeek = done.filter((activity) => mondayOf(activity.day) === mondayOf(day));
      return new Set(inWeek.map((activity) => activity.day)).size >= rule.days;
    }
  }
}
