import type { Outage } from '../outages/outage';
import type { KeptReason } from './dayRecord';
import type { LedgerDay } from './ledgerDay';
import { totalReward } from './reward';
import type { OverCap } from './xp';

const keptBecause: Record<Exclude<KeptReason, 'off-day'>, string> = {
  travel: 'A flight east ended the day early or skipped it, so it is kept',
  'skipped-date': 'The time zone left this date out of its calendar, so it is kept',
  recovered: 'Extra activities within 24 hours of its end have made up for it',
  paused: 'The streak was paused',
  rest: 'It was a day of rest',
  outage: 'The service was down, so the day is kept',
};

/**
 * Why a day was judged as it was, in a sentence or two of English.
 *
 * @param outage the one that the day is kept for
 * @param capped types that went over their cap on it
 */
export function verdictInWords(
  day: LedgerDay,
  outage?: Outage,
  capped: readonly OverCap[] = [],
): string {
  return `${inWords(day, outage, capped)}${givenInWords(day)}`;
}

function inWords(day: LedgerDay, outage: Outage | undefined, capped: readonly OverCap[]): string {
  switch (day.verdict) {
    case 'active':
      return `${plural(day.count, 'activity', 'activities')}: ${ordinal(day.current)} active day of the run.${cappedInWords(capped)}${rewardInWords(day)}`;
    case 'kept':
      return `No activity. ${outage ? outageInWords(outage) : keptInWords(day)}; ${theRun(day)}`;
    case 'frozen':
      return `No activity. A freeze was used, ${day.freezes} left; ${theRun(day)}`;
    case 'broken':
      return `No activity and no freeze held: the run of ${plural(day.lost ?? 0, 'day', 'days')} ended.`;
    case 'missed':
      return 'No activity. There was no run to lose.';
    case 'open':
      return `The day is not over; ${openInWords(day)}`;
  }
}

function keptInWords(day: LedgerDay): string {
  const { keptReason = 'paused' } = day;
  return keptReason === 'off-day' ? `It was a ${offInWords(day)}` : keptBecause[keptReason];
}

/** `day off: 2 of 4 this week` where the user took it, else one that the weekday gives. */
function offInWords({ dayOff }: LedgerDay): string {
  if (!dayOff) return 'weekday on which nothing has to be done';
  return `day off: ${dayOff.nth} of ${dayOff.of} this week`;
}

function openInWords(day: LedgerDay): string {
  const { keptReason } = day;
  if (keptReason === 'off-day') return `without activity it is a ${offInWords(day)}.`;
  if (keptReason === 'paused') return 'the streak is paused, so nothing has to be done.';
  if (keptReason === 'rest') return 'it is a day of rest, so nothing has to be done.';
  return 'it is judged when it ends.';
}

function outageInWords({ from, to, reason }: Outage): string {
  const why = reason.replace(/[.\s]+$/, '');
  return `The service was down from ${minute(from)} to ${minute(to)} UTC (${why}), so the day is kept`;
}

/** An instant to the minute, as `2026-03-04 02:00`. */
function minute(instant: number): string {
  return new Date(instant).toISOString().slice(0, 16).replace('T', ' ');
}

function cappedInWords(capped: readonly OverCap[]): string {
  return capped
    .map(({ type, xp, counted }) => ` Of ${xp} XP for ${type}, ${counted} count on one day.`)
    .join('');
}

function rewardInWords({ rewards }: LedgerDay): string {
  if (!rewards) return '';
  const { xp, freezes } = totalReward(rewards);
  const challenges = Object.keys(rewards).join(', ');
  return ` Completed ${challenges}: ${xp} XP and ${plural(freezes, 'freeze', 'freezes')} as a reward.`;
}

function givenInWords({ freezesGiven = 0 }: LedgerDay): string {
  if (freezesGiven === 0) return '';
  const freezes = plural(Math.abs(freezesGiven), 'freeze', 'freezes');
  const was = Math.abs(freezesGiven) === 1 ? 'was' : 'were';
  return ` ${freezes} ${was} ${freezesGiven > 0 ? 'given' : 'taken'} by those who run the service.`;
}

function theRun({ current }: LedgerDay): string {
  return current > 0
    ? `the run stays at ${plural(current, 'day', 'days')}.`
    : 'there was no run to lose.';
}

function plural(count: number, one: string, many: string): string {
  return `${count} ${count === 1 ? one : many}`;
}

function ordinal(n: number): string {
  const suffixes: Record<string, string> = { one: 'st', two: 'nd', few: 'rd' };
  const rule = new Intl.PluralRules('en', { type: 'ordinal' }).select(n);
  return `${n}${suffixes[rule] ?? 'th'}`;
}
