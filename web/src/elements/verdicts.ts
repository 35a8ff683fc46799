import type { TemplateResult } from 'lit';
import type { ResponseOf } from '../../../client/src';
import { icons } from './icons';

type ExplainedDay = ResponseOf<'explainStreak'>['days'][number];
type CalendarDay = ResponseOf<'getCalendar'>['days'][number];

/** A day of which a verdict is shown. */
export interface JudgedDay {
  readonly verdict: (ExplainedDay | CalendarDay)['verdict'];
  readonly keptReason?: ExplainedDay['keptReason'];
}

/** What days are shown as: by their verdict, or by why they are kept. */
type Shown = JudgedDay['verdict'] | 'off-day' | 'off-day-ahead';

const verdicts: Readonly<Record<Shown, { label: string; icon: TemplateResult<2> }>> = {
  active: { label: 'Active', icon: icons.check },
  kept: { label: 'Kept', icon: icons.kept },
  recovered: { label: 'Recovered', icon: icons.kept },
  frozen: { label: 'Freeze used', icon: icons.freeze },
  broken: { label: 'Streak ended', icon: icons.cross },
  missed: { label: 'No activity', icon: icons.none },
  open: { label: 'Open', icon: icons.open },
  future: { label: 'To come', icon: icons.none },
  'off-day': { label: 'Day off', icon: icons.off },
  'off-day-ahead': { label: 'Day off to come', icon: icons.none },
};

/** How a day is shown: the name of its look, its verdict in a few words, and a drawing. */
export function shownVerdict(day: JudgedDay): {
  readonly name: Shown;
  readonly label: string;
  readonly icon: TemplateResult<2>;
} {
  const name = nameOf(day);
  return { name, ...verdicts[name] };
}

function nameOf({ verdict, keptReason }: JudgedDay): Shown {
  const isOff = keptReason === 'off-day';
  if (verdict === 'future' && isOff) return 'off-day-ahead';
  if (verdict !== 'kept') return verdict;
  return isOff || keptReason === 'recovered' ? keptReason : 'kept';
}
