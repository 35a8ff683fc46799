import type { Participations } from './challenges';
import { addDays, type Day, isoWeekStart } from './days';
import type { Achievement, JudgedDay } from './fold';
import type { KeptReason } from './keptDay';
import type { LedgerDay } from './ledger';
import type { Program } from './program';
import type { RecoveryOffer } from './recovery';
import type { Tally } from './tally';
import { levelOf } from './xp';

/**
 * Why a day is judged otherwise than it was. `activity`: one was heard of late. `freeze`: one covers the day
 * after all. `plan`: it is a day of pause or rest, or a day off. `travel`: a change of zone keeps it or goes
 * on with it. `recovery`: it was won back.
 */
export const causes = ['activity', 'freeze', 'outage', 'plan', 'travel', 'recovery'] as const;

export type Cause = (typeof causes)[number];

/** What has mended a day. `outage`: the reason that was declared, where that is the cause. */
interface Mended {
  readonly cause: Cause;
  readonly outage?: string;
}

/** Something a user may be told. `id` derives from what it says, so it exists once. */
export type StreakEvent = { readonly id: string; readonly day: Day } & (
  | { readonly kind: 'freeze_applied'; readonly freezesLeft: number }
  | ({ readonly kind: 'freeze_refunded'; readonly freezes: number } & Mended)
  | {
      readonly kind: 'streak_broken';
      readonly lost: number;
      /** Activities that would win the run back, where that is offered. */
      readonly winBack?: number;
    }
  | ({ readonly kind: 'streak_restored'; readonly current: number } & Mended)
  | { readonly kind: 'recovered'; readonly current: number }
  | { readonly kind: 'day_kept'; readonly reason: 'outage'; readonly current: number }
  | { readonly kind: 'milestone'; readonly days: number; readonly runStart: Day }
  | { readonly kind: 'weekly_bonus_earned'; readonly monday: Day }
  | { readonly kind: 'personal_record'; readonly days: number; readonly runStart: Day }
  /** `badge` is its id in the program. */
  | { readonly kind: 'badge_earned'; readonly badge: string }
  | { readonly kind: 'level_reached'; readonly level: number; readonly tier: string }
  | {
      readonly kind: 'challenge_completed';
      readonly challengeId: string;
      readonly title: string;
      readonly rewardXp: number;
      readonly rewardFreezes: number;
      /** Id of a badge of the program; empty: none. */
      readonly rewardBadge: string;
    }
);

/** A verdict as far as events depend on it. */
type Judged = Pick<LedgerDay, 'verdict' | 'lost' | 'current' | 'freezes' | 'changes'> & {
  readonly keptReason?: KeptReason;
};

/**
 * What a change of a day's verdict is to be told as: the correction first, then the news.
 *
 * @param offer the one that stands, for this day or another
 * @param outage why the service was down, where that keeps the day
 */
export function verdictEvents(
  day: Day,
  before: Judged | undefined,
  after: Judged,
  offer: RecoveryOffer | null,
  outage?: string,
): StreakEvent[] {
  if (before?.verdict === after.verdict) return [];
  const idOf = (kind: string) => `${kind}.${day}.${after.changes}`;
  const events: StreakEvent[] = [];
  const cause = causeOf(after);
  const mended = { cause, ...(cause === 'outage' && outage !== undefined && { outage }) };
  if (before?.verdict === 'frozen') {
    const kind = 'freeze_refunded';
    events.push({ id: idOf(kind), kind, day, freezes: after.freezes, ...mended });
  }
  if (after.keptReason === 'recovered') {
    events.push({ id: idOf('recovered'), kind: 'recovered', day, current: after.current });
  } else if (before?.verdict === 'broken') {
    const kind = 'streak_restored';
    events.push({ id: idOf(kind), kind, day, current: after.current, ...mended });
  }
  if (after.keptReason === 'outage' && after.current > 0) {
    const kind = 'day_kept';
    events.push({ id: idOf(kind), kind, day, reason: 'outage', current: after.current });
  }
  if (after.verdict === 'frozen') {
    const kind = 'freeze_applied';
    events.push({ id: idOf(kind), kind, day, freezesLeft: after.freezes });
  }
  if (after.verdict === 'broken') {
    const kind = 'streak_broken';
    const winBack = offer?.day === day && { winBack: offer.needed };
    events.push({ id: idOf(kind), kind, day, lost: after.lost ?? 0, ...winBack });
  }
  return events;
}

const keptBy: Readonly<Record<KeptReason, Cause>> = {
  paused: 'plan',
  rest: 'plan',
  'off-day': 'plan',
  travel: 'travel',
  'skipped-date': 'travel',
  outage: 'outage',
  recovered: 'recovery',
};

function causeOf({ verdict, keptReason }: Judged): Cause {
  if (verdict === 'kept') return keptBy[keptReason ?? 'paused'];
  if (verdict === 'frozen') return 'freeze';
  return verdict === 'open' ? 'travel' : 'activity';
}

/** The events of what was achieved on a judged day. */
export function achievementEvents({
  day,
  achievements,
}: Pick<JudgedDay, 'day' | 'achievements'>): StreakEvent[] {
  return achievements.map((achievement) => ({
    ...achievement,
    day,
    id: achievementId(achievement),
  }));
}

function achievementId(achievement: Achievement): string {
  const { kind } = achievement;
  switch (kind) {
    case 'milestone':
      return `${kind}.${achievement.days}.${achievement.runStart}`;
    case 'weekly_bonus_earned':
      return bonusId(achievement.monday);
    case 'personal_record':
      return `${kind}.${achievement.days}.${achievement.runStart}`;
    case 'badge_earned':
      return badgeId(achievement.badge);
    case 'level_reached':
      return `${kind}.${achievement.level}`;
  }
}

/** The first day of the run that a day belongs to; null where there is none. */
export type RunOf = (day: Day) => Day | null;

/** By what was judged, and the tally before the first day of that. */
export function runsOf(days: readonly JudgedDay[], before: Tally): RunOf {
  return (day) => {
    const run = days.findLast((judged) => judged.day <= day)?.after ?? before;
    return run.runStart !== null && run.runStart <= day ? run.runStart : null;
  };
}

/**
 * Whether an event, by its id, tells of an achievement. That of a milestone or a record does so too where the run
 * of which it told has come to begin on an earlier day: each is told once in a run.
 */
export function tellsOf(id: string, achievement: StreakEvent, runOf: RunOf): boolean {
  if (id === achievement.id) return true;
  const { kind } = achievement;
  if (kind !== 'milestone' && kind !== 'personal_record') return false;
  const told = lengthIn(id, kind);
  const isAsLong = kind === 'personal_record' || told?.days === achievement.days;
  return told !== undefined && isAsLong && runOf(told.runStart) === achievement.runStart;
}

/**
 * Whether days that are not sealed may still achieve what an event, by its id, tells of.
 *
 * @param checkpoint the tally after the last sealed day
 */
export function mayBeAchieved(id: string, checkpoint: Tally, program: Program): boolean {
  const { through, runStart, current, badges, xp } = checkpoint;
  const [kind, name = ''] = id.split('.');
  if (kind === 'badge_earned') return !(name in badges);
  if (kind === 'level_reached') return levelOf(xp, program).level < Number(name);
  const run = lengthIn(id, 'milestone') ?? lengthIn(id, 'personal_record');
  if (!run) return id >= bonusId(isoWeekStart(addDays(through, 1)));
  const isOfRun = runStart !== null && runStart <= run.runStart;
  return run.runStart > through || (isOfRun && run.days > current);
}

const bonusId = (monday: Day) => `weekly_bonus_earned.${monday}`;

/** The id of what is told of a milestone that a day would reach. */
export const milestoneNearId = (days: number, day: Day) => `milestone_near.${days}.${day}`;

/** The id of the event that tells of a badge. */
export const badgeId = (badge: string) => `badge_earned.${badge}`;

/** The length of a run, and its first day, that an event, by its id, tells of; undefined for others. */
export function lengthIn(
  id: string,
  expected: 'milestone' | 'personal_record',
): { readonly days: number; readonly runStart: Day } | undefined {
  const [kind, days, runStart] = id.split('.');
  return kind === expected && runStart ? { days: Number(days), runStart } : undefined;
}

/** The id of the event that tells of a challenge's completion. */
export const completionId = (challengeId: string) => `challenge_completed.${challengeId}`;

/** The events of challenges that have been completed since `before`. */
export function completionEvents(before: Participations, after: Participations): StreakEvent[] {
  const kind = 'challenge_completed';
  return Object.entries(after).flatMap(([challengeId, { title, completedOn, reward }]) => {
    const wasCompleted = typeof before[challengeId]?.completedOn === 'string';
    if (completedOn === null || wasCompleted) return [];
    const { xp: rewardXp, freezes: rewardFreezes, badge: rewardBadge = '' } = reward;
    const said = { challengeId, title, rewardXp, rewardFreezes, rewardBadge };
    return { id: completionId(challengeId), kind, day: completedOn, ...said };
  });
}
