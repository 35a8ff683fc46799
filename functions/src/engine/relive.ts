import type { StoredActivity } from './audit';
import { newParticipation, type Participations } from './challenges';
import type { Day } from './days';
import type { LedgerDay } from './ledger';
import { moveTo } from './moveTo';
import type { PlacedActivity } from './placement';
import { type Recorded, recordActivity } from './recordActivity';
import { LATE_WINDOW_MS, settle, type Settled } from './settle';
import { newStreak, type StreakState } from './streakState';
import type { Rules } from './streakDays';
import type { ZoneSegment } from './timeline';
import { isSameZone } from './zones';

/** An activity that was accepted, with when, and the zone that the user was in then as far as was known. */
export interface LivedActivity extends StoredActivity {
  readonly activityId: string;
  /** Milliseconds since the epoch. */
  readonly receivedAt: number;
  readonly timeZone: string;
}

/** All that is stored of a user's history, as of one instant. */
export interface Life {
  /** Undefined for a user of whom only settings are known. */
  readonly streak: StreakState | undefined;
  /** Every judged day. */
  readonly ledger: ReadonlyMap<Day, LedgerDay>;
  readonly activities: readonly LivedActivity[];
}

/** A zone that a user reported at an instant (milliseconds since the epoch). */
export interface ZoneStep {
  readonly at: number;
  readonly timeZone: string;
  readonly fixed: boolean | undefined;
}

/**
 * When an activity is heard of in a life that is lived again, in milliseconds since the epoch: as late as a
 * device may send it, where a server has dated it back further. It counts for the same day.
 */
export function heardAt({
  receivedAt,
  occurredAt,
}: Pick<LivedActivity, 'receivedAt' | 'occurredAt'>): number {
  return Math.min(receivedAt, occurredAt + LATE_WINDOW_MS);
}

/** What a user has set: it is there from the beginning of a life that is lived again. */
export type Settings = Pick<
  StreakState,
  'plan' | 'enrolments' | 'attempts' | 'listed' | 'remindHour' | 'outagesVersion'
>;

/** What a life comes to that is lived again. */
export interface Relived {
  /** As of now, with every day that was judged on the way; undefined when nothing was done. */
  readonly settled: Settled | undefined;
  /** Challenges as they stood last. */
  readonly challenges: Participations;
  /** The day that each activity counts for in the end, by its id. */
  readonly dayOf: ReadonlyMap<string, Day>;
}

/** A life that is being lived again, step by step, in the order in which the backend heard of it. */
export interface Reliving {
  readonly move: (step: ZoneStep) => void;
  /**
   * @param at when it was received, in milliseconds since the epoch
   * @throws Refusal for an activity that the rules would refuse today, or StaleOutagesError
   */
  readonly record: (activity: Omit<LivedActivity, 'day' | 'receivedAt'>, at: number) => Recorded;
  /** Judges the days up to an instant (milliseconds since the epoch). @throws StaleOutagesError */
  readonly end: (now: number) => Relived;
}

/** Begins to live a life again. @param settings undefined for a user who has set nothing */
export function reliving(settings: Settings | undefined, { program, outages }: Rules): Reliving {
  const dayOf = new Map<string, Day>();
  let state: StreakState | undefined;
  /** All activities that count for days which may still change. */
  let counted: readonly PlacedActivity[] = [];
  const days: Record<Day, LedgerDay> = {};
  let challenges: Participations = {};
  const noted = (settled: Settled): Settled => {
    Object.assign(days, settled.changedDays);
    challenges = { ...challenges, ...settled.challenges };
    ({ state } = settled);
    return settled;
  };
  const noteMoved = (moved: Recorded['moved']) => {
    for (const [id, day] of Object.entries(moved)) dayOf.set(id, day);
    counted = counted.map((each) => ({ ...each, day: dayOf.get(each.activityId) ?? each.day }));
  };
  return {
    move(step) {
      const before = state ?? beginning(step.timeZone, step.at, settings);
      const moved = moveTo(before, step, step.at, program, counted);
      ({ state } = moved);
      noteMoved(moved.moved);
    },
    record({ activityId, type, quantity, timeZone, occurredAt }, at) {
      const request = { activityId, type, quantity, timeZone };
      const dated = { ...request, occurredAt: new Date(occurredAt).toISOString() };
      const before = state ?? beginning(timeZone, occurredAt, settings);
      const recorded = recordActivity(before, dated, at, program, outages, counted);
      const { checkpoint } = noted(recorded.settled).state;
      const { day } = recorded.response;
      dayOf.set(activityId, day);
      noteMoved(recorded.moved);
      const all = [...counted, { ...request, occurredAt, day }];
      counted = all.filter((each) => each.day > checkpoint.through);
      return recorded;
    },
    end(now) {
      const last = state && noted(settle(state, now, program, outages));
      return { settled: last && { ...last, changedDays: { ...days } }, challenges, dayOf };
    },
  };
}

/** The streak of someone who has done nothing yet, with what they have set. */
function beginning(zone: string, from: number, settings: Settings | undefined): StreakState {
  return { ...newStreak(zone, from), ...settings };
}

/**
 * What somebody has set, for a life that is lived again. Plans and challenges have days and instants of
 * their own from which they count, so they can be there from the beginning.
 */
export function settingsOf(streak: StreakState): Settings {
  const { plan, enrolments, attempts, listed, remindHour, outagesVersion } = streak;
  return {
    plan,
    enrolments: Object.fromEntries(
      Object.entries(enrolments).map(([id, { joinedAt, joinedOn, ...challenge }]) => {
        return [id, newParticipation(challenge, joinedAt, joinedOn)];
      }),
    ),
    attempts: attempts.map((attempt) => ({ ...attempt, done: 0 })),
    ...{ listed, remindHour, outagesVersion },
  };
}

/**
 * The zones that a user was in and that no activity tells of. Of the first one it is only known that it
 * was reported by the time of whatever else is known.
 */
export function zoneSteps({ streak, activities }: Life): ZoneStep[] {
  if (!streak) return [];
  const { timeline, settledAt } = streak;
  const [first, ...others] = timeline;
  const reports = new Set(activities.map(({ occurredAt }) => occurredAt));
  const received = activities.map(({ receivedAt }) => receivedAt);
  const earliest = received.reduce((a, b) => Math.min(a, b), Infinity);
  const by = Math.min(first.from || settledAt, earliest, ...others.map(({ from }) => from));
  const isTold = reports.has(first.from) || activities.some(isIn(first.zone));
  const changes = others.flatMap((segment, index) => {
    const isFreed = timeline[index]?.fixed === true && segment.fixed !== true;
    return reports.has(segment.from) ? [] : [stepTo(segment, isFreed ? false : segment.fixed)];
  });
  return [...(isTold ? [] : [stepTo({ ...first, from: by }, first.fixed)]), ...changes];
}

function stepTo({ from, zone }: ZoneSegment, fixed: boolean | undefined): ZoneStep {
  return { at: from, timeZone: zone, fixed };
}

const isIn =
  (zone: string) =>
  ({ timeZone }: LivedActivity): boolean =>
    isSameZone(timeZone, zone);
