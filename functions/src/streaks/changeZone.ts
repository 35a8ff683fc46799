import type { Day } from '../shared/day';
import type { Program } from '../shared/programSchema';
import { FirestreakError } from '../shared/errors';
import { type Timeline, type ZoneSegment, dayAt, dayBounds, segmentAt } from '../shared/timeline';
import { streakDayAt } from '../shared/streakDay';

/** A change of zone that jumps over days takes effect at once only once in so long. */
const JUMP_INTERVAL_MS = 7 * 86_400_000;

/** Segments kept. Older ones are dropped once every day they reach is sealed. */
const MAX_SEGMENTS = 64;

/**
 * Moves a user to `zone` at `now`. The day they have now goes on in the new zone, or ends at once
 * where the new zone is in a later day. After such a jump, the next one within 7 days waits for the
 * end of the current day. A change still waiting is replaced; going back to the zone in force
 * cancels it.
 *
 * @param now milliseconds since the epoch
 * @param sealedThrough the last day that no activity can be put on any more
 * @throws FirestreakError `too-many-zone-changes` when no more can be remembered for now
 */
export function changeZone(
  timeline: Timeline,
  zone: string,
  now: number,
  sealedThrough: Day,
  program: Program,
): Timeline {
  const startHour = program.dayStartHour;
  const waiting = timeline.find(({ from }) => from > now);
  if (waiting?.zone === zone) return timeline;
  const past = withoutWaiting(timeline, now);
  if (segmentAt(past, now).zone === zone) return past;

  const today = dayAt(past, now, startHour);
  const jumps = streakDayAt(now, zone, startHour) > today;
  const mustWait = jumps && hasJumped(past, now - JUMP_INTERVAL_MS, startHour);
  const from = mustWait ? dayBounds(past, today, startHour).end : now;
  const segment = { from, zone, floor: dayAt(past, from, startHour) };
  return withSegment(past, segment, sealedThrough, startHour);
}

function withoutWaiting([first, ...others]: Timeline, now: number): Timeline {
  return [first, ...others.filter(({ from }) => from <= now)];
}

/** Whether a change since an instant went on to a later day than the one it was. */
function hasJumped(timeline: Timeline, since: number, startHour: number): boolean {
  return timeline.some(
    ({ from, floor }) => from > since && dayAt(timeline, from, startHour) > floor,
  );
}

function withSegment(
  timeline: Timeline,
  segment: ZoneSegment,
  sealedThrough: Day,
  startHour: number,
): Timeline {
  const [, second, ...others] = timeline;
  if (timeline.length < MAX_SEGMENTS || second === undefined) return [...timeline, segment];
  if (dayAt(timeline, second.from, startHour) > sealedThrough) {
    throw new FirestreakError(
      'too-many-zone-changes',
      'The time zone has been changed too often in the last days. Try again tomorrow.',
    );
  }
  return [second, ...others, segment];
}
