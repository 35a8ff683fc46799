import type { TemplateResult } from 'lit';
import type { ResponseOf } from 'firestreak-client';
import { icons } from './icons';

type ExplainedDay = ResponseOf<'explainStreak'>['days'][number];
type CalendarDay = ResponseOf<'getCalendar'>['days'][number];

/** A day of which a verdict is shown. */
export interface JudgedDay {
  readonly verdict: (ExplainedDay | CalendarDay)['verdict'];
  readonly keptReason?: ExplainedDay['keptReason'];
}

type KeptReason = NonNullable<ExplainedDay['keptReason']>;

/** What days are shown as: by their verdict, or by why they are kept. */
type Shown = JudgedDay['verdict'] | 'off-day' | 'off-day-ahead' | 'pause-ahead' | 'rest-ahead';

const verdicts: Readonly<Record<Shown, { label: string; icon: TemplateResult<2> }>> = {
  active: { label: 'Active', icon: icons.check },
  kept: { label: 'Kept', icon: icons.kept },
  recovered: { label: 'Recovered', icon: icons.kept },
  frozen: { label: 'Freeze used', icon: icons.freeze },
  broken: { label: 'Streak ended', icon: icons.cross },
  missed: { label: 'No activity', icon: icons.none },
  before: { label: 'Before your first activity', icon: icons.none },
  open: { label: 'Open', icon: icons.open },
  future: { label: 'To come', icon: icons.none },
  'off-day': { label: 'Day off', icon: icons.off },
  'off-day-ahead': { label: 'Day off to come', icon: icons.none },
  'pause-ahead': { label: 'Paused', icon: icons.off },
  'rest-ahead': { label: 'Day of rest', icon: icons.off },
};

/** A day that is active as soon as the server has what was logged. */
export const PENDING = {
  ...verdicts.active,
  name: 'active',
  label: 'Active once it is sent',
} as const;

/** How a day is shown: the name of its look, its verdict in a few words, and a drawing. */
export function shownVerdict(day: JudgedDay): {
  readonly name: Shown;
  readonly label: string;
  readonly icon: TemplateResult<2>;
} {
  const name = nameOf(day);
  return { name, ...verdicts[name] };
}

/** What a kept day is shown as, by its reason. */
const keptAs: Readonly<Record<KeptReason, 'kept' | 'recovered' | 'off-day'>> = {
  paused: 'kept',
  rest: 'kept',
  travel: 'kept',
  'skipped-date': 'kept',
  'off-day': 'off-day',
  outage: 'kept',
  recovered: 'recovered',
};

function nameOf({ verdict, keptReason }: JudgedDay): Shown {
  if (verdict === 'future' && keptReason === 'off-day') return 'off-day-ahead';
  if (verdict === 'future' && keptReason === 'paused') return 'pause-ahead';
  if (verdict === 'future' && keptReason === 'rest') return 'rest-ahead';
  if (verdict !== 'kept') return verdict;
  return keptReason ? keptAs[keptReason] : 'kept';
}
