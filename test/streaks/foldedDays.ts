import { program as lawSchool } from '../../functions/src/program';
import { addDays } from '../../functions/src/engine/days';
import type { Program } from '../../functions/src/engine/program';
import { type DayRecord, emptyDay, withActivity } from '../../functions/src/engine/dayRecord';
import { type JudgedDay, fold } from '../../functions/src/engine/fold';
import { type Tally, newTally } from '../../functions/src/engine/tally';

/**
 * Days in short: one word a day from a Monday on. `.` is a day without activity, `~` one that a
 * flight has skipped, `+` one that was recovered, `0` one whose record is empty, and any other word lists activities by letter and quantity: `V10f` is ten high
 * evaluations and one flash card set, 505 XP.
 */
const typeOf: Record<string, string> = {
  f: 'flashcard_set_completed', // 5 XP
  g: 'study_guide_completed', // 15 XP
  e: 'quiz_easy_passed', // 10 XP
  h: 'quiz_hard_passed', // 25 XP
  l: 'evaluation_low', // 20 XP
  V: 'evaluation_high', // 50 XP
};

export interface FoldedDays {
  readonly tally: Tally;
  readonly days: readonly JudgedDay[];
  /** Initials of the verdicts, `-` for days that were passed over. */
  readonly verdicts: string;
}

export interface Circumstances {
  /** The law school's, or another with its activities. */
  readonly program?: Program;
  /** The first day. */
  readonly monday?: string;
  /** The tally before it. */
  readonly before?: Partial<Tally>;
}

/** The days of a text, judged. */
export function foldDays(
  text: string,
  { program = lawSchool, monday = '2026-01-05', before = {} }: Circumstances = {},
): FoldedDays {
  const words = text.trim().split(/\s+/);
  const records = new Map<string, DayRecord>();
  const skipped = new Set<string>();
  for (const [index, word] of words.entries()) {
    const day = addDays(monday, index);
    if (word === '~') skipped.add(day);
    else if (word !== '.') records.set(day, recordOf(word, program));
  }
  const last = addDays(monday, words.length - 1);
  const tally = { ...newTally(addDays(monday, -1)), ...before };
  const after = addDays(last, 1);
  const folded = fold(
    tally,
    { first: after, last: after },
    {
      ...{ program, records },
      planned: () => undefined,
      // By flights that are far apart, so that each keeps what it has passed over.
      passedOver: (day) => (skipped.has(day) ? [8 * Date.parse(day)] : []),
      isSkippedDate: () => false,
      keptByOutage: () => false,
      isWonBack: (day) => records.get(day)?.granted === 'recovered',
    },
  );
  const initials = new Map(folded.days.map(({ day, verdict }) => [day, verdict.slice(0, 1)]));
  const verdicts = words.map((_, index) => initials.get(addDays(monday, index)) ?? '-');
  return { ...folded, verdicts: verdicts.join(' ') };
}

/** A word for `count` days in a row. */
export function times(count: number, word: string): string {
  return Array.from({ length: count }, () => word).join(' ');
}

function recordOf(word: string, program: Program): DayRecord {
  if (word === '+') return { ...emptyDay, granted: 'recovered' };
  let record = emptyDay;
  for (const [, letter = '', quantity = ''] of word.matchAll(/([A-Za-z])(\d*)/g)) {
    const type = typeOf[letter] ?? '';
    const activity = { type, quantity: Number(quantity || 1), localHour: 12, occurredAt: 0 };
    record = withActivity(record, activity, program);
  }
  return record;
}
