import { type Participations, withCounted } from './challenges';
import { type Activity, emptyDay, type FromOtherDay, withActivity } from './dayRecord';
import { addDays, type Day } from './days';
import type { LedgerDay } from './ledger';
import type { Program } from './program';
import { openDay, type StreakState } from './streakState';
import { withReports } from './reports';
import { dayAt, hasOneZone, openDaysAt, type Report, segmentAt, type Timeline } from './timeline';
import { isSameZone, streakDayAt, zoneOffset } from './zones';

/** An activity before it is known which day it counts for. */
export interface UnplacedActivity extends Omit<Activity, 'localHour'> {
  readonly activityId: string;
  /** What its device showed; where that is not known, the zone in force is taken. */
  readonly timeZone?: string | undefined;
}

/** An activity with the day that it counts for. */
export interface PlacedActivity extends UnplacedActivity {
  readonly day: Day;
}

/** A streak with one more activity on the day that it counts for, not settled yet. */
export interface Placed {
  readonly state: StreakState;
  readonly day: Day;
  /** Activities that count for another day than before, with that. */
  readonly moved: readonly PlacedActivity[];
}

/** The zone whose clock an activity goes by: that of its device, unless a zone is fixed. */
function zoneOf(
  timeline: Timeline,
  { occurredAt, timeZone }: Pick<UnplacedActivity, 'occurredAt' | 'timeZone'>,
): string {
  const { zone, fixed } = segmentAt(timeline, occurredAt);
  return fixed ? zone : (timeZone ?? zone);
}

/** The hour, 0–23, of the clock that an activity goes by. */
export function localHourOf(
  timeline: Timeline,
  activity: Pick<UnplacedActivity, 'occurredAt' | 'timeZone'>,
): number {
  const { occurredAt } = activity;
  const offset = zoneOffset(zoneOf(timeline, activity), occurredAt);
  return new Date(occurredAt + offset).getUTCHours();
}

/**
 * The day that an activity counts for: the one that its own zone shows, or if that has activity already the
 * earliest other day that is open and has none. If there is none either, its own.
 *
 * @param isTaken whether a day has activity by what occurred before
 */
function dayOf(
  timeline: Timeline,
  activity: UnplacedActivity,
  isTaken: (day: Day) => boolean,
  { dayStartHour }: Pick<Program, 'dayStartHour'>,
): Day {
  const own = streakDayAt(activity.occurredAt, zoneOf(timeline, activity), dayStartHour);
  if (timeline.length === 1 || !isTaken(own)) return own;
  const { first, last } = openDaysAt(timeline, activity.occurredAt, dayStartHour);
  for (let day = first; day <= last; day = addDays(day, 1)) if (!isTaken(day)) return day;
  return own;
}

/** Whether a day has activity by what occurred before an instant, or is sealed. */
function isTakenBefore({ recent, checkpoint }: StreakState, instant: number) {
  return (day: Day) => day <= checkpoint.through || (recent[day]?.firstAt ?? Infinity) < instant;
}

/** The timeline with the zones that activities were logged in: those known, and one that is heard of now. */
function withZonesOf(
  timeline: Timeline,
  known: readonly UnplacedActivity[],
  heard?: UnplacedActivity,
): Timeline {
  const reports = known.flatMap((each) => reportOf(each) ?? []);
  return withReports(timeline, reports, heard && reportOf(heard));
}

function reportOf({ occurredAt, timeZone }: UnplacedActivity): Report | undefined {
  return timeZone === undefined ? undefined : { at: occurredAt, zone: timeZone };
}

/**
 * Whether an activity may change which days others count for, so that `placed` needs to know them: those
 * that count for days which are not sealed. Never where one zone alone is recent, and never for the latest
 * activity.
 */
export function needsOthers(
  state: StreakState,
  activity: UnplacedActivity,
  program: Pick<Program, 'dayStartHour'>,
): boolean {
  const { occurredAt } = activity;
  const isLatest = Object.values(state.recent).every((day) => (day.lastAt ?? 0) < occurredAt);
  if (isLatest) return false;
  const timeline = withZonesOf(state.timeline, [], activity);
  if (timeline !== state.timeline) return true;
  // Where one zone alone is recent from two days before on, no other day is open at any time since.
  const shown = dayAt(timeline, occurredAt, program.dayStartHour);
  if (hasOneZone(timeline, addDays(shown, -2), program.dayStartHour)) return false;
  const day = dayOf(timeline, activity, isTakenBefore(state, occurredAt), program);
  return (state.recent[day]?.firstAt ?? 0) >= occurredAt;
}

/**
 * The streak with one more activity, and the others on the days that they count for then.
 *
 * @param others all that count for days which are not sealed, where `needsOthers` says so; unless they are
 *   all there, they stay where they are
 */
export function placed(
  state: StreakState,
  activity: UnplacedActivity,
  others: readonly PlacedActivity[],
  program: Program,
): Placed {
  if (!areAll(others, state)) {
    const zoned = { ...state, timeline: withZonesOf(state.timeline, [], activity) };
    const day = dayOf(zoned.timeline, activity, isTakenBefore(state, activity.occurredAt), program);
    return { state: withActivityOn(zoned, { ...activity, day }, program), day, moved: [] };
  }
  const timeline = withZonesOf(state.timeline, others, activity);
  const days = daysInOrder({ ...state, timeline }, [...others, activity], program);
  const { moved, changed, ...refilled } = refilledBy(days, state, timeline, others, program);
  const day = days.get(activity.activityId) ?? '';
  const added = withActivityOn(refilled.state, { ...activity, day }, program);
  return { state: withoutEmpty(added, changed), day, moved };
}

/**
 * The streak with a timeline that was changed after some of its activities, and those on the days that they
 * count for then.
 *
 * @param others all that count for days which are not sealed; unless they are all there, they stay where
 *   they are
 */
export function placedAnew(
  state: StreakState,
  changedTimeline: Timeline,
  others: readonly PlacedActivity[],
  program: Program,
): Omit<Placed, 'day'> {
  if (!areAll(others, state)) return { state: { ...state, timeline: changedTimeline }, moved: [] };
  const timeline = withZonesOf(changedTimeline, others);
  const days = daysInOrder({ ...state, timeline }, others, program);
  const refilled = refilledBy(days, state, timeline, others, program);
  return { state: withoutEmpty(refilled.state, refilled.changed), moved: refilled.moved };
}

/**
 * The streak without an activity, and the others on the days that they count for then. The zones that it
 * alone has shown are gone with it, but one zone is always known.
 *
 * @param known all activities that count for days which are not sealed, with that one
 * @returns undefined where they are not all, so that it is not known what is left of its day
 */
export function unplacedFrom(
  state: StreakState,
  activity: PlacedActivity,
  known: readonly PlacedActivity[],
  program: Program,
): Omit<Placed, 'day'> | undefined {
  if (!areAll(known, state)) return undefined;
  const others = known.filter(({ activityId }) => activityId !== activity.activityId);
  const timeline = withZonesOf(withoutZoneOf(state.timeline, activity, others), others);
  const days = daysInOrder({ ...state, timeline }, others, program);
  const refilled = refilledBy(days, state, timeline, others, program, [activity.day]);
  return { state: withoutEmpty(refilled.state, refilled.changed), moved: refilled.moved };
}

/** The timeline without the zone that an activity has shown, unless it was told besides. */
function withoutZoneOf(
  timeline: Timeline,
  activity: PlacedActivity,
  others: readonly PlacedActivity[],
): Timeline {
  const own = reportOf(activity);
  const isIts = ({ from, zone, fixed, told }: Timeline[number]) =>
    own?.at === from && isSameZone(zone, own.zone) && !fixed && !told;
  const [first, ...rest] = timeline.filter((segment) => !isIts(segment));
  if (first) return [first, ...rest];
  const reports = others.flatMap((each) => reportOf(each) ?? []).sort((a, b) => a.at - b.at);
  const [earliest] = reports;
  return earliest ? [{ from: earliest.at, zone: earliest.zone }] : timeline;
}

/** The streak with another timeline, and activities on other days: those that they count for by it. */
function refilledBy(
  days: ReadonlyMap<string, Day>,
  state: StreakState,
  timeline: Timeline,
  others: readonly PlacedActivity[],
  program: Program,
  emptied: readonly Day[] = [],
) {
  const now = others.map((other) => ({ ...other, day: days.get(other.activityId) ?? other.day }));
  const moved = now.filter(({ day }, index) => day !== others[index]?.day);
  const changed = new Set([
    ...emptied,
    ...now.flatMap((activity, index) => {
      const was = others[index]?.day ?? activity.day;
      const isInZone = zoneOf(state.timeline, activity) === zoneOf(timeline, activity);
      return was === activity.day && isInZone ? [] : [was, activity.day];
    }),
  ]);
  const refilled = now
    .filter(({ day }) => changed.has(day))
    .reduce(
      (filled, each) => withActivityOn(filled, each, program),
      withoutDone({ ...state, timeline }, changed),
    );
  return { state: refilled, moved, changed };
}

/** Whether activities are all that the days which are not sealed have. */
function areAll(activities: readonly PlacedActivity[], { recent }: StreakState): boolean {
  const counts = new Map<Day, number>();
  for (const { day } of activities) counts.set(day, (counts.get(day) ?? 0) + 1);
  const days = new Set([...counts.keys(), ...Object.keys(recent)]);
  return [...days].every((day) => (recent[day]?.count ?? 0) === (counts.get(day) ?? 0));
}

/** The day that each activity counts for, by its id. */
function daysInOrder(
  { timeline, checkpoint }: StreakState,
  activities: readonly (UnplacedActivity & { readonly day?: Day })[],
  program: Program,
): Map<string, Day> {
  const days = new Map<string, Day>();
  const taken = new Set<Day>();
  const isTaken = (day: Day) => day <= checkpoint.through || taken.has(day);
  const inOrder = [...activities].sort(
    (a, b) => a.occurredAt - b.occurredAt || (a.activityId < b.activityId ? -1 : 1),
  );
  for (const activity of inOrder) {
    const day = dayOf(timeline, activity, isTaken, program);
    const isTooLate = day <= checkpoint.through && activity.day !== undefined;
    const counted = isTooLate ? activity.day : day;
    taken.add(counted);
    days.set(activity.activityId, counted);
  }
  return days;
}

/** The streak without anything done on some days. */
function withoutDone(state: StreakState, days: ReadonlySet<Day>): StreakState {
  const recent = Object.entries(state.recent).map(([day, entry]): [Day, LedgerDay] => {
    if (!days.has(day)) return [day, entry];
    const { capped: _, firstAt: __, lastAt: ___, fromOtherDays: ____, ...rest } = entry;
    return [day, { ...rest, ...emptyDay }];
  });
  const enrolments = Object.entries(state.enrolments).map(([id, participation]) => {
    const open = Object.entries(participation.open).filter(([day]) => !days.has(day));
    return [id, { ...participation, open: Object.fromEntries(open) }] as const;
  });
  return {
    ...state,
    recent: Object.fromEntries(recent),
    enrolments: Object.fromEntries(enrolments) satisfies Participations,
  };
}

/** The streak without those days that were never judged and have nothing left. */
function withoutEmpty(state: StreakState, days: ReadonlySet<Day>): StreakState {
  const recent = Object.entries(state.recent).filter(
    ([day, { count, verdict, granted, freezesGiven }]) =>
      !days.has(day) || count > 0 || verdict !== 'open' || (granted ?? freezesGiven),
  );
  return { ...state, recent: Object.fromEntries(recent) };
}

function withOneFrom(known: readonly FromOtherDay[] = [], day: Day, zone: string): FromOtherDay[] {
  const isIt = (each: FromOtherDay) => each.day === day && each.zone === zone;
  const count = 1 + (known.find(isIt)?.count ?? 0);
  const all = [...known.filter((each) => !isIt(each)), { day, zone, count }];
  return all.sort((a, b) => (`${a.day} ${a.zone}` < `${b.day} ${b.zone}` ? -1 : 1));
}

/** The streak with an activity on its day. The order in which they are added does not matter. */
function withActivityOn(
  state: StreakState,
  activity: PlacedActivity,
  program: Program,
): StreakState {
  const { day, occurredAt } = activity;
  const entry = state.recent[day] ?? openDay(segmentAt(state.timeline, occurredAt).zone, program);
  const counted = { ...activity, localHour: localHourOf(state.timeline, activity) };
  const zone = zoneOf(state.timeline, activity);
  const shown = streakDayAt(occurredAt, zone, program.dayStartHour);
  const fromOtherDays = shown !== day && withOneFrom(entry.fromOtherDays, shown, zone);
  const record = {
    ...withActivity(entry, counted, program),
    ...(fromOtherDays && { fromOtherDays }),
  };
  return {
    ...state,
    recent: { ...state.recent, [day]: { ...entry, ...record } },
    enrolments: withCounted(state.enrolments, counted, program),
  };
}
