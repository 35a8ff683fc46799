import { type Day, monthOf } from '../shared/day';
import { type DayMark, markOf } from './dayMark';
import type { KeptReason } from './dayRecord';
import type { Verdict } from './fold';
import type { LedgerDay } from './ledgerDay';

/**
 * The days of the month of the last sealed day, up to it, as a calendar shows them: so that the user
 * document says all of the present month. It is text because it is written with every commit and read by
 * calendars only: for each day that there is something to say of, its number, a letter for its
 * verdict, activities, XP and the run after it, such as `05a2.35.12`, with a space between days.
 */
export interface SealedDays {
  /** The first day that it speaks of, which is the first of a month. */
  readonly from: Day;
  readonly text: string;
}

/** Of a user of whom it has not been written down since the month began. */
export const unknownSealedDays: SealedDays = { from: '9999-12-01', text: '' };

/** Letters of verdicts; a kept day has that of its reason. */
const letters: Readonly<Record<Verdict | KeptReason, string>> = {
  ...{ active: 'a', frozen: 'f', broken: 'b', missed: 'm', kept: 'k' },
  ...{ travel: 't', 'skipped-date': 's', recovered: 'r', paused: 'p' },
  ...{ rest: 'd', outage: 'o', 'off-day': 'n' },
};

type Judged = Pick<DayMark, 'verdict' | 'keptReason'>;

const verdicts: ReadonlyMap<string, Judged> = new Map(
  Object.entries(letters).map(([name, letter]): [string, Judged] => {
    const isVerdict = ['active', 'frozen', 'broken', 'missed', 'kept'].includes(name);
    return isVerdict
      ? [letter, { verdict: name as Verdict }]
      : [letter, { verdict: 'kept', keptReason: name as KeptReason }];
  }),
);

/**
 * The sealed days after more days have been sealed.
 *
 * @param before up to the last day that was sealed before
 * @param recent the ledger's entries of all days after that
 */
export function sealedDaysThrough(
  { before, sealedBefore }: { readonly before: SealedDays; readonly sealedBefore: Day },
  through: Day,
  recent: Readonly<Record<Day, LedgerDay>>,
): SealedDays {
  if (through === sealedBefore) return before;
  const first = `${monthOf(through)}-01`;
  const isNewMonth = sealedBefore < first;
  const { from, text } = isNewMonth ? { from: first, text: '' } : before;
  const more = Object.entries(recent)
    .filter(([day]) => day >= first && day <= through)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([day, entry]) => textOf(day, entry));
  return { from, text: [text, ...more].filter((each) => each !== '').join(' ') };
}

/** The sealed days up to a day that was sealed before. */
export function sealedDaysUpTo({ from, text }: SealedDays, through: Day): SealedDays {
  const days = text.split(' ').filter((each) => dayOf(from, each) <= through);
  return { from, text: days.join(' ') };
}

/** What a calendar shows of each sealed day. @throws Error when the text makes no sense */
export function marksOfSealedDays({ from, text }: SealedDays): Record<Day, DayMark> {
  if (text === '') return {};
  return Object.fromEntries(
    text.split(' ').map((each) => {
      const [, letter = '', count, xp, current] =
        /^\d\d([a-z])(\d+)\.(\d+)\.(\d+)$/.exec(each) ?? [];
      const verdict = verdicts.get(letter);
      if (!verdict) throw new Error(`No sealed day: ${each}`);
      const numbers = { count: Number(count), xp: Number(xp), current: Number(current) };
      return [dayOf(from, each), { ...verdict, ...numbers }];
    }),
  );
}

function textOf(day: Day, entry: LedgerDay): string {
  const { verdict, keptReason, count, xp, current } = markOf(entry);
  if (verdict === 'open') return '';
  return `${day.slice(8)}${letters[keptReason ?? verdict]}${count}.${xp}.${current}`;
}

/** @param from of the same month */
function dayOf(from: Day, each: string): Day {
  return `${monthOf(from)}-${each.slice(0, 2)}`;
}
