import type { TemplateResult } from 'lit';
import type { ResponseOf } from 'firestreak-client';
import { icons } from './icons';
import type { en } from './words/en';

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

/** The keys of what verdicts are called. */
type Label = Extract<keyof typeof en, `verdict.${string}`>;

const verdicts: Readonly<Record<Shown, { label: Label; icon: TemplateResult<2> }>> = {
  active: { label: 'verdict.active', icon: icons.check },
  kept: { label: 'verdict.kept', icon: icons.kept },
  recovered: { label: 'verdict.recovered', icon: icons.kept },
  frozen: { label: 'verdict.frozen', icon: icons.freeze },
  broken: { label: 'verdict.broken', icon: icons.cross },
  missed: { label: 'verdict.missed', icon: icons.none },
  before: { label: 'verdict.before', icon: icons.none },
  open: { label: 'verdict.open', icon: icons.open },
  future: { label: 'verdict.future', icon: icons.none },
  'off-day': { label: 'verdict.off-day', icon: icons.off },
  'off-day-ahead': { label: 'verdict.off-day-ahead', icon: icons.none },
  'pause-ahead': { label: 'verdict.pause-ahead', icon: icons.off },
  'rest-ahead': { label: 'verdict.rest-ahead', icon: icons.off },
};

/** Looks that a calendar tells by their colour alone. */
export const WITHOUT_ICON: readonly string[] = [
  ...['active', 'missed', 'before', 'open', 'future', 'off-day-ahead'],
];

/** A day that is active as soon as the server has what was logged. */
export const PENDING = {
  ...verdicts.active,
  name: 'active',
  label: 'verdict.pending',
} as const;

/** How a day is shown: the name of its look, the key of its verdict in a few words, and a drawing. */
export function shownVerdict(day: JudgedDay): {
  readonly name: Shown;
  readonly label: Label;
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
