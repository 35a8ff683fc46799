import type { Challenge, Participations } from './challenges';
import { participationOf } from './challengeWindows';
import type { Day } from './days';
import type { StreakEvent } from './events';
import type { OutageList } from './outages';
import type { Program } from './program';
import type { PlacedActivity } from './placement';
import { type ActivityAnswer, recordActivity } from './recordActivity';
import { settle, type Settled } from './settle';
import { heardAt } from './relive';
import type { StreakState } from './streakState';
import { segmentAt, type Timeline } from './timeline';

/** An activity that has been accepted. Instants in milliseconds since the epoch. */
export interface AcceptedActivity {
  readonly activityId: string;
  readonly type: string;
  readonly quantity: number;
  readonly occurredAt: number;
  readonly receivedAt: number;
  readonly timeZone?: string | undefined;
}

/** A challenge that was joined. */
export interface Joined {
  readonly id: string;
  readonly challenge: Challenge;
  /** Milliseconds since the epoch. */
  readonly joinedAt: number;
}

/** What some activities lead to when nothing was before them. */
export interface Beginning {
  /** As of now, with all days that have changed, all events and all progress since the beginning. */
  readonly settled: Settled;
  /** What each activity would have been answered, by its id. */
  readonly answers: ReadonlyMap<string, ActivityAnswer>;
  /** The day that each activity counts for in the end, by its id. */
  readonly dayOf: ReadonlyMap<string, Day>;
}

/**
 * Records activities again, and joins challenges, in the order in which that happened, on a streak that
 * nothing has happened in.
 *
 * @param start with its zones and its plan
 * @throws FirestreakError for an activity that the program no longer knows, or StaleOutagesError
 */
export function beginAgain(
  start: StreakState,
  { activities, joined }: { activities: readonly AcceptedActivity[]; joined: readonly Joined[] },
  now: number,
  program: Program,
  outages: OutageList,
): Beginning {
  const answers = new Map<string, ActivityAnswer>();
  const dayOf = new Map<string, Day>();
  const events = new Map<string, StreakEvent>();
  let changedDays: Settled['changedDays'] = {};
  let progressed: Participations = {};
  const noted = (settled: Settled): Settled => {
    for (const event of settled.events) events.set(event.id, event);
    changedDays = { ...changedDays, ...settled.changedDays };
    progressed = { ...progressed, ...settled.challenges };
    return settled;
  };
  let state = start;
  let counted: readonly PlacedActivity[] = [];
  const join = ({ id, challenge, joinedAt }: Joined) => {
    const joined = participationOf(state, id, challenge, joinedAt, program);
    ({ state } = noted(settle(joined, joinedAt, program, outages, state)));
  };
  const record = ({ receivedAt, ...accepted }: AcceptedActivity) => {
    const { occurredAt, ...activity } = accepted;
    const request = { ...activity, occurredAt: new Date(occurredAt).toISOString() };
    const { settled, response, moved } = recordActivity(
      state,
      request,
      heardAt({ receivedAt, occurredAt }),
      program,
      outages,
      counted,
    );
    dayOf.set(activity.activityId, response.day);
    for (const [id, day] of Object.entries(moved)) dayOf.set(id, day);
    counted = [
      ...counted.map((each) => ({ ...each, day: dayOf.get(each.activityId) ?? each.day })),
      { ...activity, occurredAt, day: response.day },
    ].filter(({ day }) => day > settled.state.checkpoint.through);
    answers.set(activity.activityId, response);
    ({ state } = noted(settled));
  };
  const steps = [
    ...[...activities]
      .sort((a, b) => (a.activityId < b.activityId ? -1 : 1))
      .map((activity) => ({
        at: heardAt(activity),
        act: () => {
          record(activity);
        },
      })),
    ...joined.map((each) => ({
      at: each.joinedAt,
      act: () => {
        join(each);
      },
    })),
  ];
  for (const { act } of steps.sort((a, b) => a.at - b.at)) act();
  const settled = noted(settle(state, now, program, outages));
  return {
    settled: { ...settled, changedDays, progressed, events: [...events.values()] },
    answers,
    dayOf,
  };
}

/** The zones of a user from an instant on, as if the one in force then had been the first. */
export function zonesSince(timeline: Timeline, instant: number): Timeline {
  const before = segmentAt(timeline, instant);
  return [{ ...before, from: instant }, ...timeline.filter(({ from }) => from > instant)];
}
