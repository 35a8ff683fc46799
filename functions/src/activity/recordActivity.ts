import type { Day } from '../shared/day';
import { viewPart } from '../challenges/viewChallenge';
import { FirestreakError } from '../shared/errors';
import type { Program } from '../shared/programSchema';
import type { OutageList } from '../outages/outage';
import type { LedgerDay } from '../streaks/ledgerDay';
import { moveTo } from '../streaks/moveTo';
import { LATE_WINDOW_MS, type Settled, settle } from '../streaks/settle';
import { type StreakState, addActivity, dayOfActivity } from '../streaks/streakState';
import { viewStreak } from '../streaks/viewStreak';
import { weekOf } from '../streaks/week';
import { activityXp, withXp } from '../streaks/xp';
import type { DatedActivity, LogActivityResponse } from './contract';

/** How far a device's clock may be ahead. */
const EARLY_WINDOW_MS = 5 * 60_000;

/** A streak with one more activity, and the answer to whoever logged it. */
export interface Recorded {
  readonly settled: Settled;
  readonly occurredAt: number;
  readonly response: LogActivityResponse;
}

/**
 * Puts an activity on its own day and settles the streak at `now` (milliseconds since the epoch).
 *
 * @param state undefined for a user of whom nothing is known yet
 * @throws FirestreakError for what the contract names, or StaleOutagesError
 */
export function recordActivity(
  state: StreakState | undefined,
  request: DatedActivity,
  now: number,
  program: Program,
  outages: OutageList,
): Recorded {
  const { activityId, type, quantity } = request;
  const occurredAt = request.occurredAt === undefined ? now : Date.parse(request.occurredAt);
  checkActivity(request, occurredAt, now, program);

  const zoned = moveTo(state, request.timeZone, now, program);
  const before = settle(zoned, now, program, outages);
  const day = dayOfActivity(zoned, occurredAt, program);
  if (day <= zoned.checkpoint.through) throw tooLate(occurredAt);
  const settled = settle(
    addActivity(zoned, { type, quantity, occurredAt }, program),
    now,
    program,
    outages,
    zoned,
  );

  const streak = viewStreak(settled, now, program);
  return {
    settled,
    occurredAt,
    response: {
      activityId,
      day,
      ...activityWorth(request, zoned.recent[day], settled, day, program),
      streak,
      events: settled.events.map(({ id, kind, day: eventDay }) => ({ id, kind, day: eventDay })),
      challenges: Object.entries(settled.challenges).map(([id, enrolment]) =>
        viewPart(id, enrolment, enrolment),
      ),
      newBadges: Object.keys(settled.standing.badges).filter(
        (id) => !(id in before.standing.badges),
      ),
    },
  };
}

function checkActivity(
  { type, quantity }: DatedActivity,
  occurredAt: number,
  now: number,
  program: Program,
): void {
  if (!Object.hasOwn(program.activities, type)) {
    const known = Object.keys(program.activities).join(', ');
    throw new FirestreakError('unknown-activity-type', `The type must be one of: ${known}.`);
  }
  if (quantity > program.maxQuantity) {
    const message = `The quantity must be 1 to ${program.maxQuantity}.`;
    throw new FirestreakError('malformed-request', message);
  }
  if (occurredAt < now - LATE_WINDOW_MS) throw tooLate(occurredAt);
  if (occurredAt > now + EARLY_WINDOW_MS) {
    const message = 'occurredAt may be at most 5 minutes ahead. Check the clock of the device.';
    throw new FirestreakError('out-of-range', message);
  }
}

function tooLate(occurredAt: number): FirestreakError {
  const when = new Date(occurredAt).toISOString();
  const message = `occurredAt may be at most 48 hours ago; ${when} can no longer count.`;
  return new FirestreakError('out-of-range', message);
}

/** XP of the activity itself, by the standing of its week: what counts, and what is over the cap. */
function activityWorth(
  activity: DatedActivity,
  before: LedgerDay | undefined,
  { changedDays, standing }: Settled,
  day: Day,
  program: Program,
): { readonly xp: number; readonly cappedXp: number } {
  const judged = changedDays[day];
  const isBoosted = judged
    ? judged.xp === judged.boostedXp
    : weekOf(standing.week, day, program).boosted; // a day that begins within minutes
  const sum = isBoosted ? 'boosted' : 'plain';
  const xp = withXp(before?.capped, activity, program).counts[sum];
  return { xp, cappedXp: activityXp(activity, program)[sum] - xp };
}
