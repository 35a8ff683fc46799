import type { LogActivityResponse } from '../activity/contract';
import { recordActivity } from '../activity/recordActivity';
import type { Challenge } from '../challenges/challenge';
import { enrol } from '../challenges/enrol';
import type { Enrolments } from '../challenges/enrolment';
import type { OutageList } from '../outages/outage';
import type { Program } from '../shared/programSchema';
import { type Timeline, segmentAt } from '../shared/timeline';
import { type Settled, settle } from '../streaks/settle';
import type { StreakEvent } from '../streaks/events';
import type { StreakState } from '../streaks/streakState';

/** An activity that has been accepted. Instants in milliseconds since the epoch. */
export interface AcceptedActivity {
  readonly activityId: string;
  readonly type: string;
  readonly quantity: number;
  readonly occurredAt: number;
  readonly receivedAt: number;
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
  readonly answers: ReadonlyMap<string, LogActivityResponse>;
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
  const answers = new Map<string, LogActivityResponse>();
  const events = new Map<string, StreakEvent>();
  let changedDays: Settled['changedDays'] = {};
  let progressed: Enrolments = {};
  const noted = (settled: Settled): Settled => {
    for (const event of settled.events) events.set(event.id, event);
    changedDays = { ...changedDays, ...settled.changedDays };
    progressed = { ...progressed, ...settled.challenges };
    return settled;
  };
  let state = start;
  const join = ({ id, challenge, joinedAt }: Joined) => {
    const enrolled = enrol(state, id, challenge, joinedAt, program);
    ({ state } = noted(settle(enrolled, joinedAt, program, outages, state)));
  };
  const record = ({ receivedAt, occurredAt, ...activity }: AcceptedActivity) => {
    const request = { ...activity, occurredAt: new Date(occurredAt).toISOString() };
    const { settled, response } = recordActivity(state, request, receivedAt, program, outages);
    answers.set(activity.activityId, response);
    ({ state } = noted(settled));
  };
  const steps = [
    ...[...activities]
      .sort((a, b) => (a.activityId < b.activityId ? -1 : 1))
      .map((activity) => ({
        at: activity.receivedAt,
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
  };
}

/** The zones of a user from an instant on, as if the one in force then had been that of all time before. */
export function zonesSince(timeline: Timeline, instant: number): Timeline {
  const { zone } = segmentAt(timeline, instant);
  return [{ from: 0, zone, floor: '' }, ...timeline.filter(({ from }) => from > instant)];
}
