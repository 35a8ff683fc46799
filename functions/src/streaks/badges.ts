import type { Day } from '../shared/day';
import type { BadgeRule, Program } from '../shared/programSchema';
import type { Tally } from './tally';
import { bonusWeeks } from './week';

/** The tally's badges with those that it has come to deserve on its last day. */
export function withEarnedBadges(tally: Tally, day: Day, program: Program): Tally['badges'] {
  const earned = Object.entries(program.badges).filter(
    ([id, { rule }]) => !(id in tally.badges) && isEarned(id, rule, tally, program),
  );
  if (earned.length === 0) return tally.badges;
  return { ...tally.badges, ...Object.fromEntries(earned.map(([id]) => [id, day])) };
}

function isEarned(id: string, rule: BadgeRule, tally: Tally, program: Program): boolean {
  switch (rule.kind) {
    case 'run':
      return tally.current >= rule.days;
    case 'comeback':
      return tally.current >= rule.days && tally.longestLost >= rule.afterLosing;
    case 'xp':
      return tally.xp >= rule.xp;
    case 'bonusWeeks':
      return tally.week !== null && bonusWeeks(tally.week, program) >= rule.weeks;
    case 'hours':
      return (tally.hours[id] ?? 0) >= rule.activities;
    case 'reward':
      return false; // given, see reward.ts
    case 'activeWeek':
      return (tally.week?.activeDays ?? 0) >= rule.days;
  }
}
