import type { KeptReason } from './dayRecord';
import type { LedgerDay } from './ledgerDay';

const keptBecause: Record<KeptReason, string> = {
  travel: 'A flight east ended the day early or skipped it, so it is kept',
  'skipped-date': 'The time zone left this date out of its calendar, so it is kept',
  recovered: 'The day was recovered',
  paused: 'The streak was paused',
  outage: 'The service was down, so the day is kept',
};

/** Why a day was judged as it was, in a sentence or two of English. */
export function verdictInWords(day: LedgerDay): string {
  switch (day.verdict) {
    case 'active':
      return `${plural(day.count, 'activity', 'activities')}: ${ordinal(day.current)} active day of the run.`;
    case 'kept':
      return `No activity. ${keptBecause[day.keptReason ?? 'paused']}; ${theRun(day)}`;
    case 'frozen':
      return `No activity. A freeze was used, ${day.freezes} left; ${theRun(day)}`;
    case 'broken':
      return `No activity and no freeze held: the run of ${plural(day.lost ?? 0, 'day', 'days')} ended.`;
    case 'missed':
      return 'No activity. There was no run to lose.';
    case 'open':
      return 'The day is not over; it is judged when it ends.';
  }
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
