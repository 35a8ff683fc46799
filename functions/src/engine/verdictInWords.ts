import type { KeptReason } from './keptDay';
import type { LedgerDay } from './ledger';
import type { Outage } from './outages';
import { type OverCap, totalReward } from './xp';

/** Each reason in words: of a day that is over, and of one that is not. */
const because: Record<KeptReason, (day: LedgerDay) => readonly [was: string, is: string]> = {
  paused: () => ['The streak was paused', 'the streak is paused, so nothing has to be done.'],
  rest: () => ['It was a day of rest', 'it is a day of rest, so nothing has to be done.'],
  travel: () => [
    'A change of time zone passed over the day, so it is kept',
    'a change of time zone has passed over it, so nothing has to be done.',
  ],
  'skipped-date': () => [
    'The time zone left this date out of its calendar, so it is kept',
    'the time zone leaves this date out, so nothing has to be done.',
  ],
  'off-day': (day) => [
    `It was a ${offInWords(day)}`,
    `without activity it is a ${offInWords(day)}.`,
  ],
  outage: () => [
    'The service was down, so the day is kept',
    'without activity it is kept, since the service was down.',
  ],
  recovered: () => [
    'Extra activities within 24 hours of its end have made up for it',
    'extra activities have made up for it.',
  ],
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
  const details = [inWords(day, outage, capped), givenInWords(day), ...zonesInWords(day)];
  return details.join('');
}

/** What there is to say of a day before the first activity. */
export function beforeInWords(day: LedgerDay): string {
  return `Nothing had been done yet.${givenInWords(day)}`;
}

/** Which zones the day counts in, whose days its activities were, and why a journey does not keep it. */
function zonesInWords({ verdict, zones, fromOtherDays = [], passedOver }: LedgerDay): string[] {
  const others = fromOtherDays.map(({ day, zone, count }) => {
    const were = count === 1 ? 'was' : 'were';
    return ` ${plural(count, 'activity', 'activities')} ${were} logged on ${day} by the clock of ${zone}, a day that had activity already.`;
  });
  const isLost = verdict === 'frozen' || verdict === 'broken';
  const again =
    passedOver && isLost
      ? ' A change of time zone passed over the day, but one less than seven days before had kept a day already.'
      : '';
  const counts = verdict === 'open' ? 'counts until it has' : 'counted until it had';
  const where = zones ? ` It ${counts} ended in ${zones.join(' and ')}.` : '';
  return [...others, again, where];
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
      return `The day is not over; ${openInWords(day, outage)}`;
  }
}

function keptInWords(day: LedgerDay): string {
  const { keptReason = 'paused' } = day;
  return because[keptReason](day)[0];
}

/** `day off: 2 of 4 this week` where the user took it, else one that the weekday gives. */
function offInWords({ dayOff }: LedgerDay): string {
  if (!dayOff) return 'weekday on which nothing has to be done';
  return `day off: ${dayOff.nth} of ${dayOff.of} this week`;
}

function openInWords(day: LedgerDay, outage: Outage | undefined): string {
  if (outage) return `without activity it is kept: the service was down ${timesInWords(outage)}.`;
  return day.keptReason ? because[day.keptReason](day)[1] : 'it is judged when it ends.';
}

function outageInWords(outage: Outage): string {
  return `The service was down ${timesInWords(outage)}, so the day is kept`;
}

/** When an outage was, and why. */
function timesInWords({ from, to, reason }: Outage): string {
  const why = reason.replace(/[.\s]+$/, '');
  return `from ${minute(from)} to ${minute(to)} UTC (${why})`;
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
