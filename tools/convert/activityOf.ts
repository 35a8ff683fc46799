import type { OldActivity } from './oldDocuments';

/** What an old activity is today. */
export interface Worth {
  readonly type: string;
  readonly quantity: number;
}

/** Why an activity is not carried over. */
type NotCarried = 'earned nothing' | 'unknown type';

/** Share of a quiz that must be right, in percent. */
const PASSED_PERCENT = 60;

/** Flashcards answered right that make a set. */
const CARDS_A_SET = 10;

/** The lowest grade, and the lowest of the high ones. */
const GRADES = { lowest: 1, high: 7 };

/**
 * What an activity of the old service is in the default program, by that service's own rules of what
 * earns XP. What earned nothing there did not keep a streak either.
 */
export function activityOf({
  activity_type: type,
  activity_data: data,
}: OldActivity): Worth | NotCarried {
  switch (type) {
    case 'quiz_completed': {
      const questions = numberOf(data['total_questions'], 1);
      const percent = questions > 0 ? (numberOf(data['score'], 0) / questions) * 100 : 0;
      if (percent < PASSED_PERCENT) return 'earned nothing';
      const isHard = data['difficulty'] === 'hard';
      return { type: isHard ? 'quiz_hard_passed' : 'quiz_easy_passed', quantity: 1 };
    }
    case 'flashcard_set_completed': {
      const sets = Math.floor(numberOf(data['correct_count'], 0) / CARDS_A_SET);
      return sets > 0 ? { type, quantity: sets } : 'earned nothing';
    }
    case 'study_guide_completed':
      return { type, quantity: 1 };
    case 'evaluation_completed': {
      const grade = numberOf(data['grade'], 0);
      if (grade < GRADES.lowest) return 'earned nothing';
      return { type: grade >= GRADES.high ? 'evaluation_high' : 'evaluation_low', quantity: 1 };
    }
    default:
      return 'unknown type';
  }
}

/** The types that `activityOf` answers with. */
export const activityTypes = [
  'quiz_hard_passed',
  'quiz_easy_passed',
  'flashcard_set_completed',
  'study_guide_completed',
  'evaluation_high',
  'evaluation_low',
];

/**
 * An activity as rows of a log: more than one where its quantity is above the most that one may have.
 *
 * @param id of the activity in the old service
 */
export function rowsOf(id: string, { type, quantity }: Worth, maxQuantity: number) {
  const rows: { activityId: string; type: string; quantity: number }[] = [];
  for (let left = quantity; left > 0; left -= maxQuantity) {
    const activityId = rows.length === 0 ? id : `${id}.${rows.length + 1}`;
    rows.push({ activityId, type, quantity: Math.min(left, maxQuantity) });
  }
  return rows;
}

function numberOf(value: unknown, otherwise: number): number {
  return typeof value === 'number' && Number.isFinite(value) ? value : otherwise;
}
