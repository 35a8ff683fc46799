import { addDays } from '../shared/day';
import type { Day } from '../shared/day';
import type { Program } from '../shared/programSchema';
import type { LedgerDay } from '../streaks/ledgerDay';
import { levelOf } from '../streaks/level';
import type { Settled } from '../streaks/settle';
import type { Card } from './card';
import type { CreateShareRequest } from './contract';

/** Days that a calendar strip shows. */
export const STRIP_DAYS = 14;

const MOST_BADGES = 3;

/** The snapshot of a streak with the fields that were chosen, and nothing else. */
export function cardOf(
  { kind, fields, theme }: CreateShareRequest,
  { standing, today, state, changedDays }: Settled,
  ledger: ReadonlyMap<Day, LedgerDay>,
  displayName: string,
  program: Program,
): Card {
  const days = new Map([
    ...ledger,
    ...Object.entries(state.recent),
    ...Object.entries(changedDays),
  ]);
  const { level, tier } = levelOf(standing.xp, program);
  const badges = Object.entries(standing.badges)
    .sort(([, a], [, b]) => (a < b ? 1 : -1))
    .slice(0, MOST_BADGES)
    .map(([id]) => program.badges[id]?.name ?? id);
  const strip = Array.from({ length: STRIP_DAYS }, (_, index) => {
    const verdict = days.get(addDays(today, index - STRIP_DAYS + 1))?.verdict;
    if (verdict === 'active') return 2;
    return verdict === 'kept' || verdict === 'frozen' ? 1 : 0;
  });
  const has = (field: (typeof fields)[number]) => fields.includes(field);
  return {
    kind,
    theme,
    ...(has('name') && { name: displayName }),
    ...(has('streak') && { streak: standing.current }),
    ...(has('longest') && { longest: standing.longest }),
    ...(has('level') && { level: { level, tier } }),
    ...(has('badges') && { badges }),
    ...(has('calendar') && { calendar: strip }),
  };
}
