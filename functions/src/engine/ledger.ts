import type { DayRecord } from './dayRecord';
import { type Day, monthOf } from './days';
import { type Verdict, verdicts } from './fold';
import { type KeptReason, keptReasons } from './keptDay';
import { totalReward } from './xp';

/** A day as the ledger keeps it: what was done on it, how it was judged, and by what. */
export interface LedgerDay extends DayRecord {
  /** `open` until the day is judged; today is judged only once it is active. */
  readonly verdict: Verdict | 'open';
  readonly keptReason?: KeptReason;
  /** Of a day off that the user took: which one of its week it is, and how many a week allows. */
  readonly dayOff?: { readonly nth: number; readonly of: number };
  /** How often the verdict has changed since the day was first judged. */
  readonly changes: number;
  /** XP that counts for the day's activities. */
  readonly xp: number;
  /** Length of the run that ended on the day. */
  readonly lost?: number;
  /** The run after the day. */
  readonly current: number;
  /** Freezes held before and after the day. */
  readonly freezesBefore: number;
  readonly freezes: number;
  /** Zone in force when the day ends. */
  readonly zone: string;
  /** First instant of the day and of the next, in milliseconds since the epoch. */
  readonly start: number;
  readonly end: number;
  /** All zones that the day counted in, where that was not just the one in force. */
  readonly zones?: readonly string[];
  /** The changes of zone that passed over the day, in milliseconds since the epoch. */
  readonly passedOver?: readonly number[];
  readonly programVersion: string;
}

/** What a calendar shows of a ledger day; its XP is that of its activities and rewards. */
export type DayMark = Pick<LedgerDay, 'verdict' | 'keptReason' | 'count' | 'xp' | 'current'>;

/** What a calendar shows of a ledger day. */
export function markOf({ verdict, keptReason, count, xp, rewards, current }: LedgerDay): DayMark {
  const gained = xp + totalReward(rewards).xp;
  return { verdict, ...(keptReason && { keptReason }), count, xp: gained, current };
}

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

const judgedBy: ReadonlyMap<string, Judged> = new Map<string, Judged>([
  ...verdicts.map((verdict) => [letters[verdict], { verdict }] as const),
  ...keptReasons.map(
    (keptReason) => [letters[keptReason], { verdict: 'kept', keptReason }] as const,
  ),
]);

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

/** The sealed days without those that were kept although there was no run. */
export function withoutKeptWithoutRun({ from, text }: SealedDays): SealedDays {
  const isOne = (each: string) => /^\d\d[^afbm]0\.0\.0$/.test(each);
  const days = text.split(' ').filter((each) => !isOne(each));
  return { from, text: days.join(' ') };
}

/** What a calendar shows of each sealed day. @throws Error when the text is malformed */
export function marksOfSealedDays({ from, text }: SealedDays): Record<Day, DayMark> {
  if (text === '') return {};
  return Object.fromEntries(
    text.split(' ').map((each) => {
      const [, letter = '', count, xp, current] =
        /^\d\d([a-z])(\d+)\.(\d+)\.(\d+)$/.exec(each) ?? [];
      const verdict = judgedBy.get(letter);
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
