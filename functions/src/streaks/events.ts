import type { Day } from '../shared/day';
import type { KeptReason } from './dayRecord';
import type { JudgedDay } from './fold';
import type { LedgerDay } from './ledgerDay';

/** Something a user may be told. `id` derives from what it says, so it exists once. */
export type StreakEvent = { readonly id: string; readonly day: Day } & (
  | { readonly kind: 'freeze_applied'; readonly freezesLeft: number }
  | { readonly kind: 'freeze_refunded'; readonly freezes: number }
  | { readonly kind: 'streak_broken'; readonly lost: number }
  | { readonly kind: 'streak_restored'; readonly current: number }
  | { readonly kind: 'milestone'; readonly days: number; readonly runStart: Day }
  | { readonly kind: 'weekly_bonus_earned'; readonly monday: Day }
);

/** A verdict as far as events depend on it. */
type Judged = Pick<LedgerDay, 'verdict' | 'lost' | 'current' | 'freezes' | 'changes'> & {
  readonly keptReason?: KeptReason;
};

/** What a change of a day's verdict is to be told as: the correction first, then the news. */
export function verdictEvents(day: Day, before: Judged | undefined, after: Judged): StreakEvent[] {
  if (before?.verdict === after.verdict) return [];
  const idOf = (kind: string) => `${kind}.${day}.${after.changes}`;
  const events: StreakEvent[] = [];
  if (before?.verdict === 'frozen') {
    const kind = 'freeze_refunded';
    events.push({ id: idOf(kind), kind, day, freezes: after.freezes });
  }
  if (before?.verdict === 'broken') {
    const kind = 'streak_restored';
    events.push({ id: idOf(kind), kind, day, current: after.current });
  }
  if (after.verdict === 'frozen') {
    const kind = 'freeze_applied';
    events.push({ id: idOf(kind), kind, day, freezesLeft: after.freezes });
  }
  if (after.verdict === 'broken') {
    const kind = 'streak_broken';
    events.push({ id: idOf(kind), kind, day, lost: after.lost ?? 0 });
  }
  return events;
}

/** The events of what was achieved on a judged day. */
export function achievementEvents({ day, achievements }: JudgedDay): StreakEvent[] {
  return achievements.map((achievement) =>
    achievement.kind === 'milestone'
      ? { ...achievement, day, id: `milestone.${achievement.days}.${achievement.runStart}` }
      : { ...achievement, day, id: `weekly_bonus_earned.${achievement.monday}` },
  );
}
