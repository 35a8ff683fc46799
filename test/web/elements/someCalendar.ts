import type { ResponseOf } from '../../../client/src';

type Calendar = ResponseOf<'getCalendar'>;
type Verdict = Calendar['days'][number]['verdict'];

/** Verdicts of the first days of any month; the others are to come. The 4th and the 12th are off. */
const verdicts: readonly Verdict[] = [
  ...(['active', 'active', 'frozen', 'kept', 'recovered', 'active', 'broken'] as const),
  ...(['missed', 'active', 'active', 'open'] as const),
];

/** A month (`YYYY-MM`) in which something has happened on the first eleven days. */
export function someCalendar(month: string): Calendar {
  const [year = 0, number = 0] = month.split('-').map(Number);
  const length = new Date(Date.UTC(year, number, 0)).getUTCDate();
  const days = Array.from({ length }, (_, index) => {
    const verdict = verdicts[index] ?? 'future';
    const activities = verdict === 'active' ? index + 1 : 0;
    const keptReason = index === 3 || index === 11 ? ('off-day' as const) : null;
    return {
      ...{ day: `${month}-${String(index + 1).padStart(2, '0')}`, verdict, activities },
      ...{ keptReason, xp: activities * 25, current: verdict === 'future' ? null : index },
    };
  });
  const count = (verdict: Verdict) => days.filter((day) => day.verdict === verdict).length;
  return {
    ...{ from: `${month}-01`, to: `${month}-${length}`, today: '2026-11-24', days },
    totals: {
      ...{ active: count('active'), frozen: count('frozen'), recovered: count('recovered') },
      ...{ kept: count('kept'), broken: count('broken'), missed: count('missed') },
      ...{ activities: 12, xp: 300 },
    },
  };
}
