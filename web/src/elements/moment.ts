import { counted, durationInWords, numberInWords } from './formats';

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
export function momentOf(facts: Facts, now: number, lang: string): Moment {
  const { current, activities, activeToday, yesterday } = facts;
  if (activities === 0) {
    const details = ['One activity today, and the flame is lit. That is all there is to do.'];
    return { name: 'first', headline: 'Your streak starts here', details };
  }
  if (current === 0) return broken(facts, lang);
  if (activeToday) {
    if (yesterday !== 'recovered') return { name: 'alive', headline: '', details: [] };
    return { name: 'won-back', headline: 'You won it back. Welcome back.', details: [] };
  }
  const stake = stakeOf(facts, now, lang);
  if (yesterday === 'recovered') {
    return { name: 'won-back', headline: 'You won it back', details: stake.details };
  }
  if (yesterday === 'frozen') {
    const headline = 'A freeze kept your streak yesterday';
    return { name: 'frozen', headline, details: stake.details };
  }
  if (!stake.isToday) return { name: 'open', headline: '', details: [] };
  const headline = `${run(current, lang)} ${current === 1 ? 'is' : 'are'} at stake`;
  if (stake.isLate) return { name: 'at-risk', headline, details: stake.details };
  return { name: 'open', headline: '', details: stake.details };
}

function broken({ lost, activeToday }: Facts, lang: string): Moment {
  const headline = lost > 0 ? `${run(lost, lang)} are yours to keep` : 'A new run is one step away';
  const details = [
    ...(lost > 0 ? ['The run has ended. What you did in it still counts.'] : []),
    ...(activeToday ? [] : ['One activity starts the next one.']),
  ];
  return {
    name: 'broken',
    headline: lost === 1 ? headline.replace(' are ', ' is ') : headline,
    details,
  };
}

/** What is lost if nothing is done today, when, and whether a freeze stands in for it. */
function stakeOf({ dayEndsAt, lapsesAt, freezes }: Facts, now: number, lang: string) {
  const end = Date.parse(dayEndsAt);
  const left = end - now;
  const isToday = dayEndsAt !== '' && !(Date.parse(lapsesAt) > end);
  const isKnown = left > 0 && left < LONGEST_DAY_MS;
  const cover =
    freezes > 0
      ? `If you miss today, a freeze covers it: ${numberInWords(freezes - 1, lang)} would be left.`
      : 'No freeze covers today.';
  return {
    isToday,
    isLate: isKnown && left < LATE_MS,
    details: isToday
      ? [...(isKnown ? [`${durationInWords(left, lang)} left today.`] : []), cover]
      : [],
  };
}

function run(days: number, lang: string): string {
  return counted(days, 'day', 'days', lang);
}
