import { durationInWords } from './formats';
import type { Say } from './words/elementWords';

/** What the hero knows of a streak. */
export interface Facts {
  readonly current: number;
  readonly freezes: number;
  readonly activeToday: boolean;
  /** An instant, ISO 8601, as `lapsesAt`. */
  readonly dayEndsAt: string;
  readonly lapsesAt: string;
  /** All activities ever. */
  readonly activities: number;
  /** The verdict on the day before today; empty where it is not known. */
  readonly yesterday: string;
  /** Days of the run that has ended last; 0 where it is not known. */
  readonly lost: number;
}

/** What matters now about a streak: its look, a headline and what follows from it. */
export interface Moment {
  readonly name: 'first' | 'broken' | 'won-back' | 'frozen' | 'at-risk' | 'open' | 'alive';
  readonly headline: string;
  readonly details: readonly string[];
}

const HOUR_MS = 3_600_000;

/** With less of the day left than this, a run that is not safe is told to be at risk, in milliseconds. */
const LATE_MS = 6 * HOUR_MS;

/** No day is longer, in any zones; a device whose clock says otherwise is not believed. */
const LONGEST_DAY_MS = 60 * HOUR_MS;

/** @param now milliseconds since the epoch */
export function momentOf(facts: Facts, now: number, say: Say): Moment {
  const { current, activities, activeToday, yesterday } = facts;
  if (activities === 0) {
    const details = [say('moment.firstStep')];
    return { name: 'first', headline: say('moment.first'), details };
  }
  if (current === 0) return broken(facts, say);
  if (activeToday) {
    if (yesterday !== 'recovered') return { name: 'alive', headline: '', details: [] };
    return { name: 'won-back', headline: say('moment.welcomeBack'), details: [] };
  }
  const stake = stakeOf(facts, now, say);
  if (yesterday === 'recovered') {
    return { name: 'won-back', headline: say('moment.wonBack'), details: stake.details };
  }
  if (yesterday === 'frozen') {
    const headline = say('moment.frozen');
    return { name: 'frozen', headline, details: stake.details };
  }
  if (!stake.isToday) return { name: 'open', headline: '', details: [] };
  const headline = say('moment.atStake', { count: current });
  if (stake.isLate) return { name: 'at-risk', headline, details: stake.details };
  return { name: 'open', headline: '', details: stake.details };
}

function broken({ lost, activeToday }: Facts, say: Say): Moment {
  const headline = lost > 0 ? say('moment.yours', { count: lost }) : say('moment.newRun');
  const details = [
    ...(lost > 0 ? [say('moment.ended')] : []),
    ...(activeToday ? [] : [say('moment.nextRun')]),
  ];
  return { name: 'broken', headline, details };
}

/** What is lost if nothing is done today, when, and whether a freeze stands in for it. */
function stakeOf({ dayEndsAt, lapsesAt, freezes }: Facts, now: number, say: Say) {
  const end = Date.parse(dayEndsAt);
  const left = end - now;
  const isToday = dayEndsAt !== '' && !(Date.parse(lapsesAt) > end);
  const isKnown = left > 0 && left < LONGEST_DAY_MS;
  const cover =
    freezes > 0 ? say('moment.covered', { left: freezes - 1 }) : say('moment.uncovered');
  return {
    isToday,
    isLate: isKnown && left < LATE_MS,
    details: isToday
      ? [...(isKnown ? [say('moment.left', { time: durationInWords(left, say.lang) })] : []), cover]
      : [],
  };
}
