import type { ResponseOf } from 'firestreak-client';
import { counted, dayInWords, momentInWords } from './formats';

export type Challenge = ResponseOf<'listChallenges'>['challenges'][number];
interface Goal {
  readonly kind: Challenge['goal']['kind'];
  readonly target: number;
}

/** What a challenge asks for, such as "7 active days". */
export function goalInWords({ kind, target }: Goal, lang: string): string {
  switch (kind) {
    case 'active-days':
      return counted(target, 'active day', 'active days', lang);
    case 'every-day':
      return `${counted(target, 'active day', 'active days', lang)} (every day)`;
    case 'activities':
      return counted(target, 'activity', 'activities', lang);
    case 'xp':
      return counted(target, 'XP', 'XP', lang);
    case 'run':
      return counted(target, 'day in a row', 'days in a row', lang);
    case 'categories':
      return counted(target, 'category', 'categories', lang);
  }
}

/** When it counts: days are the user's own, instants are shown in their zone. */
export function windowInWords(
  { state, window }: Challenge,
  timeZone: string,
  lang: string,
): string {
  const isAhead = state === 'upcoming';
  if (window.kind === 'days') {
    const { first, last } = window;
    return isAhead ? `from ${dayInWords(first, lang)}` : `until ${dayInWords(last, lang)}`;
  }
  const instant = isAhead ? window.from : window.to;
  return `${isAhead ? 'from' : 'until'} ${momentInWords(instant, timeZone, lang)}`;
}

/** What there is to win. */
export function rewardInWords({ reward }: Challenge, lang: string): string[] {
  const { xp, freezes, badge } = reward;
  return [
    ...(xp > 0 ? [`+${counted(xp, 'XP', 'XP', lang)}`] : []),
    ...(freezes > 0 ? [`+${counted(freezes, 'freeze', 'freezes', lang)}`] : []),
    ...(badge ? [`badge ${badge.name}`] : []),
  ];
}
