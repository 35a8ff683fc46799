import { weekOf } from './badges';
import { type ParticipationView, viewParticipation } from './challengeProgress';
import { addDays, type Day } from './days';
import type { StreakEvent } from './events';
import type { LedgerDay } from './ledger';
import type { OutageList } from './outages';
import type { Program } from './program';
import { Refusal } from './refusal';
import { LATE_WINDOW_MS, settle, type Settled } from './settle';
import { needsOthers, type PlacedActivity, placed, type UnplacedActivity } from './placement';
import { countInAttempts } from './recovery';
import { knownStreak, newStreak, type StreakState } from './streakState';
import { segmentAt } from './timeline';
import { checkTimeZone, streakDayAt } from './zones';
import { type StreakView, viewStreak } from './streakView';
import { activityXp, withXp } from './xp';

/** How far a device's clock may be ahead. */
const EARLY_WINDOW_MS = 5 * 60_000;

const DAY_MS = 86_400_000;

/** An activity as it is logged: its time, unless it is now, is an instant of the server's clock. */
export interface DatedActivity {
  readonly activityId: string;
  readonly type: string;
  readonly quantity: number;
  /** ISO 8601, with its offset. */
  readonly occurredAt?: string | undefined;
  /** What the clock of the device shows at that time. */
  readonly timeZone?: string | undefined;
}

/** What whoever logged an activity is answered; `contracts/streaks.ts` says what each field means. */
export interface ActivityAnswer {
  activityId: string;
  day: Day;
  xp: number;
  cappedXp: number;
  events: { id: string; kind: StreakEvent['kind']; day: Day }[];
  newBadges: string[];
  streak: StreakView;
  challenges: ParticipationView[];
}

/** A streak with one more activity, and the answer to whoever logged it. */
export interface Recorded {
  readonly settled: Settled;
  readonly occurredAt: number;
  readonly response: ActivityAnswer;
  /** Activities that count for another day now, by their ids. */
  readonly moved: Readonly<Record<string, Day>>;
}

/** How far an activity may be dated back. */
export interface Backdating {
  /** In milliseconds. */
  readonly window: number;
  /** What is stored, where the streak is that with days reopened. */
  readonly stored?: StreakState | undefined;
}

const asDevices: Backdating = { window: LATE_WINDOW_MS };

/**
 * The day after which `recordActivity` needs all activities of the user, since an earlier one in another
 * zone may change which days they count for. Undefined where it needs none, which is as good as always.
 */
export function needsActivitiesAfter(
  state: StreakState | undefined,
  request: DatedActivity,
  now: number,
  program: Program,
  { window } = asDevices,
): Day | undefined {
  const activity = unplaced(request, now);
  if (!state || isTooLate(activity.occurredAt, now, window)) return undefined;
  return needsOthers(state, activity, program) ? state.checkpoint.through : undefined;
}

/** A day may be open while another zone shows one that is two days later, and a third begins. */
const MOST_DAYS_OPEN = 3;

/**
 * The day up to which sealed days stay as they are when an activity is recorded that is dated back further
 * than a device may. Undefined where none has to be opened again.
 *
 * @param window how far an activity may be dated back, in milliseconds
 */
export function reopensAfter(
  state: StreakState | undefined,
  request: DatedActivity,
  now: number,
  { dayStartHour }: Pick<Program, 'dayStartHour'>,
  window: number,
): Day | undefined {
  const { occurredAt, timeZone } = unplaced(request, now);
  const isOfDevices = !isTooLate(occurredAt, now, LATE_WINDOW_MS);
  if (!state || isOfDevices || isTooLate(occurredAt, now, window)) return undefined;
  const zone = timeZone ?? segmentAt(state.timeline, occurredAt).zone;
  const through = addDays(streakDayAt(occurredAt, zone, dayStartHour), -MOST_DAYS_OPEN);
  return through < state.checkpoint.through ? through : undefined;
}

function unplaced({ activityId, type, quantity, ...request }: DatedActivity, now: number) {
  const occurredAt = request.occurredAt === undefined ? now : Date.parse(request.occurredAt);
  const { timeZone } = request;
  const zone = timeZone === undefined ? undefined : checkTimeZone(timeZone);
  return { activityId, type, quantity, occurredAt, timeZone: zone } satisfies UnplacedActivity;
}

/**
 * Puts an activity on the day that it counts for and settles the streak at `now` (milliseconds since the
 * epoch).
 *
 * @param state undefined for a user of whom nothing is known yet; with the days reopened that
 *   `reopensAfter` names
 * @param others what `needsActivitiesAfter` asks for
 * @throws Refusal for what the contract names, or StaleOutagesError
 */
export function recordActivity(
  state: StreakState | undefined,
  request: DatedActivity,
  now: number,
  program: Program,
  outages: OutageList,
  others: readonly PlacedActivity[] = [],
  { window, stored } = asDevices,
): Recorded {
  const activity = unplaced(request, now);
  const { activityId, occurredAt, timeZone } = activity;
  checkActivity(request, occurredAt, now, program, window);

  const known =
    timeZone !== undefined && !state ? newStreak(timeZone, occurredAt) : knownStreak(state);
  const before = settle(known, now, program, outages, stored);
  const { state: counted, day, moved } = placed(known, activity, others, program);
  if (day <= known.checkpoint.through) throw tooLate(occurredAt, window);
  const attempted = countInAttempts(stored ? withSealedSums(counted, stored) : counted, occurredAt);
  const settled = settle(attempted, now, program, outages, stored ?? known);

  const streak = viewStreak(settled, now, program);
  return {
    settled,
    occurredAt,
    response: {
      activityId,
      day,
      ...activityWorth(request, known.recent[day], settled, day, program),
      events: settled.events.map(({ id, kind, day: eventDay }) => ({ id, kind, day: eventDay })),
      newBadges: Object.keys(settled.tally.badges).filter((id) => !(id in before.tally.badges)),
      streak,
      challenges: Object.entries(settled.challenges).map(([id, participation]) =>
        viewParticipation(id, participation, participation),
      ),
    },
    moved: Object.fromEntries(moved.map((each) => [each.activityId, each.day])),
  };
}

/** In challenges sealed days are added up for good: what is logged for them later does not count there. */
function withSealedSums(state: StreakState, { checkpoint }: StreakState): StreakState {
  const enrolments = Object.entries(state.enrolments).map(([id, participation]) => {
    const open = Object.entries(participation.open).filter(([day]) => day > checkpoint.through);
    return [id, { ...participation, open: Object.fromEntries(open) }] as const;
  });
  return { ...state, enrolments: Object.fromEntries(enrolments) };
}

function checkActivity(
  { type, quantity }: DatedActivity,
  occurredAt: number,
  now: number,
  program: Program,
  window: number,
): void {
  if (!Object.hasOwn(program.activities, type)) {
    const known = Object.keys(program.activities).join(', ');
    throw new Refusal('unknown-activity-type', `The type must be one of: ${known}.`);
  }
  if (quantity > program.maxQuantity) {
    const message = `The quantity must be 1 to ${program.maxQuantity}.`;
    throw new Refusal('malformed-request', message);
  }
  if (isTooLate(occurredAt, now, window)) throw tooLate(occurredAt, window);
  if (occurredAt > now + EARLY_WINDOW_MS) {
    const message = 'occurredAt may be at most 5 minutes ahead. Check the clock of the device.';
    throw new Refusal('out-of-range', message);
  }
}

function isTooLate(occurredAt: number, now: number, window: number): boolean {
  return occurredAt < now - window;
}

function tooLate(occurredAt: number, window: number): Refusal {
  const when = new Date(occurredAt).toISOString();
  const most = window > LATE_WINDOW_MS ? `${window / DAY_MS} days` : '48 hours';
  const message = `occurredAt may be at most ${most} ago; ${when} can no longer count.`;
  return new Refusal('out-of-range', message);
}

/** XP of the activity itself, boosted or plain as its week is: what counts, and what exceeds the cap. */
function activityWorth(
  activity: DatedActivity,
  before: LedgerDay | undefined,
  { changedDays, tally }: Settled,
  day: Day,
  program: Program,
): { readonly xp: number; readonly cappedXp: number } {
  const judged = changedDays[day];
  const isBoosted = judged
    ? judged.xp === judged.boostedXp
    : weekOf(tally.week, day, program).boosted; // a day that begins within minutes
  const sum = isBoosted ? 'boosted' : 'plain';
  const xp = withXp(before?.capped, activity, program).counts[sum];
  return { xp, cappedXp: activityXp(activity, program)[sum] - xp };
}

/**
 * The answer to a repeat of an activity of which the first answer is not known, since it was logged in an
 * account that was merged into this one: its XP without bonus and cap, and the streak as it is.
 *
 * @param now milliseconds since the epoch
 */
export function repeated(
  activity: PlacedActivity,
  settled: Settled,
  now: number,
  program: Program,
): ActivityAnswer {
  return {
    activityId: activity.activityId,
    day: activity.day,
    xp: activityXp(activity, program).plain,
    cappedXp: 0,
    streak: viewStreak(settled, now, program),
    ...{ events: [], challenges: [], newBadges: [] },
  };
}
