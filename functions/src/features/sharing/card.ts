import type { Card, CreateShareRequest } from '../../contracts/shares';
import { addDays, type Day, daysBetween } from '../../engine/days';
import type { LedgerDay } from '../../engine/ledger';
import type { Program } from '../../engine/program';
import type { Settled } from '../../engine/settle';
import { levelOf } from '../../engine/xp';

/** Days that a calendar strip shows. */
export const STRIP_DAYS = 14;

const MOST_BADGES = 3;

/** The snapshot of a streak with the fields that were chosen, and nothing else. */
export function cardOf(
  { kind, fields, theme }: CreateShareRequest,
  { tally, today, open, state, changedDays }: Settled,
  ledger: ReadonlyMap<Day, LedgerDay>,
  displayName: string | undefined,
  language: string,
  program: Program,
): Card {
  const days = new Map([
    ...ledger,
    ...Object.entries(state.recent),
    ...Object.entries(changedDays),
  ]);
  const { level, tier } = levelOf(tally.xp, program);
  const badges = Object.entries(tally.badges)
    .sort(([, a], [, b]) => (a < b ? 1 : -1))
    .slice(0, MOST_BADGES)
    .map(([id]) => program.badges[id]?.name ?? id);
  const calendar = Array.from({ length: STRIP_DAYS }, (_, index) => {
    const verdict = days.get(addDays(today, index - STRIP_DAYS + 1))?.verdict;
    if (verdict === 'active') return 2;
    return verdict === 'kept' || verdict === 'frozen' ? 1 : 0;
  });
  const has = (field: (typeof fields)[number]) => fields.includes(field);
  return {
    kind,
    theme,
    language,
    ...(has('name') && { name: displayName }),
    ...(has('streak') && { streak: tally.current }),
    ...(has('longest') && { longest: tally.longest }),
    ...(has('level') && { level: { level, tier } }),
    ...(has('badges') && { badges }),
    ...(has('calendar') && {
      calendar,
      strip: { last: today, open: Math.max(0, daysBetween(open.first, today) + 1) },
    }),
  };
}
