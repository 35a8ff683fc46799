import { isDeepStrictEqual } from 'node:util';
import type { Check } from './verdict';

const fields = [
  'current',
  'longest',
  'lastActiveDay',
  'freezes',
  'xp',
  'level',
  'activeDays',
  'frozenDays',
  'activities',
] as const;

/** The streak, each judged day and the badges are what the rules say. */
export const streakIsRight: Check = async ({ db, uid, expected, streak }) => {
  const wrong: string[] = [];
  const compare = (what: string, is: unknown, should: unknown) => {
    if (isDeepStrictEqual(is, should)) return;
    wrong.push(`${uid}: ${what} is ${JSON.stringify(is)}, not ${JSON.stringify(should)}`);
  };
  for (const field of fields) compare(field, streak[field], expected[field]);
  compare('badges', Object.fromEntries(streak.badges.map((b) => [b.id, b.earnedOn])), {
    ...expected.badges,
  });
  const months = await db.collection(`users/${uid}/months`).get();
  const ledger = months.docs.flatMap((month) =>
    Object.entries(month.get('days') as Record<string, { verdict: string }>),
  );
  const verdicts = new Map(ledger.map(([day, { verdict }]) => [day, verdict]));
  for (const [day, verdict] of Object.entries(expected.verdicts)) {
    const stored = verdicts.get(day);
    // Nothing is lost with such a day, so nobody is woken for it: it is judged when next asked.
    if (stored === undefined && (verdict === 'missed' || verdict === 'kept')) continue;
    compare(`the verdict of ${day}`, stored, verdict);
  }
  return wrong;
};
