import type { ResponseOf } from 'firestreak-client';
import { dayInWords, momentInWords } from './formats';
import type { Say } from './words/elementWords';

export type Challenge = ResponseOf<'listChallenges'>['challenges'][number];
interface Goal {
  readonly kind: Challenge['goal']['kind'];
  readonly target: number;
}

/** What a challenge asks for, such as "7 active days". */
export function goalInWords({ kind, target: count }: Goal, say: Say): string {
  switch (kind) {
    case 'active-days':
      return say('activeDays', { count });
    case 'every-day':
      return say('challenges.everyDay', { count });
    case 'activities':
      return say('activities', { count });
    case 'xp':
      return say('xp', { xp: count });
    case 'run':
      return say('challenges.daysInARow', { count });
    case 'categories':
      return say('challenges.categories', { count });
  }
}

/** When it counts: days are the user's own, instants are shown in their zone. */
export function windowInWords({ state, window }: Challenge, timeZone: string, say: Say): string {
  const isAhead = state === 'upcoming';
  const key = isAhead ? 'challenges.from' : 'challenges.until';
  if (window.kind === 'days') {
    const { first, last } = window;
    return say(key, { when: dayInWords(isAhead ? first : last, say.lang) });
  }
  const instant = isAhead ? window.from : window.to;
  return say(key, { when: momentInWords(instant, timeZone, say.lang) });
}

/** What there is to win. */
export function rewardInWords({ reward }: Challenge, say: Say): string[] {
  const { xp, freezes, badge } = reward;
  return [
    ...(xp > 0 ? [say('gainedXp', { xp })] : []),
    ...(freezes > 0 ? [say('challenges.freezes', { count: freezes })] : []),
    ...(badge ? [say('challenges.badge', { name: badge.name })] : []),
  ];
}
