import type { Day } from './days';
import type { StreakEvent } from './events';
import type { Tally } from './tally';

/** How somebody stands, as far as apps are told of it. */
export interface Standing extends Pick<
  Tally,
  'current' | 'longest' | 'runStart' | 'lastActiveDay' | 'freezes' | 'xp' | 'badges'
> {
  readonly level: number;
}

/** What has become of a standing beside what events tell. `day`: the day that it is about. */
export type Change = { readonly day: Day | null } & (
  | { readonly kind: 'started' }
  | { readonly kind: 'extended'; readonly by: number }
  | {
      readonly kind: 'corrected';
      /** Active days of the run, and the level, as they were told before. */
      readonly before: { readonly current: number; readonly level: number };
      readonly badgesLost: readonly string[];
    }
  | { readonly kind: 'badge'; readonly badge: string }
  | { readonly kind: 'level'; readonly level: number; readonly from: number }
);

const runBack: readonly StreakEvent['kind'][] = ['streak_restored', 'recovered'];

/**
 * What has changed from one standing to the next, and no event says: whoever follows events and changes
 * always knows the run, the badges and the level. A run that comes back, or ends, is told by its event, with
 * all that it is now; so is one that a late activity has made longer on the way.
 *
 * @param events those that come of the same change
 */
export function changesBetween(
  before: Standing,
  after: Standing,
  events: readonly Pick<StreakEvent, 'kind'>[],
): Change[] {
  return [
    ...runChange(before, after, events),
    ...correction(before, after, events),
    ...Object.entries(after.badges)
      .filter(([badge]) => !Object.hasOwn(before.badges, badge))
      .map(([badge, day]): Change => ({ kind: 'badge', badge, day })),
    ...(after.level > before.level
      ? [
          {
            kind: 'level',
            level: after.level,
            from: before.level,
            day: after.lastActiveDay,
          } as const,
        ]
      : []),
  ];
}

function runChange(
  before: Standing,
  after: Standing,
  events: readonly Pick<StreakEvent, 'kind'>[],
): Change[] {
  const { current, runStart, lastActiveDay: day } = after;
  if (current === 0 || runStart === null) return [];
  if (events.some(({ kind }) => runBack.includes(kind))) return [];
  const isNew =
    before.current === 0 ||
    (before.lastActiveDay !== null &&
      runStart > before.lastActiveDay &&
      runStart !== before.runStart);
  if (!isNew) {
    const by = current - before.current;
    return by > 0 ? [{ kind: 'extended', by, day }] : [];
  }
  const started: Change = { kind: 'started', day: runStart };
  return current > 1 ? [started, { kind: 'extended', by: current - 1, day }] : [started];
}

/** What was told, and no longer holds: an activity was taken back, or days were judged again. */
function correction(
  before: Standing,
  after: Standing,
  events: readonly Pick<StreakEvent, 'kind'>[],
): Change[] {
  const isTold = events.some(({ kind }) => kind === 'streak_broken' || runBack.includes(kind));
  const badgesLost = Object.keys(before.badges).filter((id) => !Object.hasOwn(after.badges, id));
  const isShorter = after.current < before.current && !isTold;
  if (!isShorter && badgesLost.length === 0 && after.level >= before.level) return [];
  const { current, level } = before;
  return [{ kind: 'corrected', before: { current, level }, badgesLost, day: after.lastActiveDay }];
}
