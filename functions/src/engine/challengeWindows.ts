import {
  type Challenge,
  counted,
  type Counted,
  countsDay,
  newParticipation,
  type Window,
} from './challenges';
import { addDays, type Day, HOUR_MS } from './days';
import type { Program } from './program';
import { LATE_WINDOW_MS } from './settle';
import type { StreakState } from './streakState';
import { dayAt, openDaysAt, type Timeline } from './timeline';

/** No zone is further ahead of, or behind, UTC. */
const MOST_AHEAD_MS = 14 * HOUR_MS;
const MOST_BEHIND_MS = 12 * HOUR_MS;

/** Clocks of instances and devices may differ by so much. */
const MARGIN_MS = HOUR_MS;

/** Instants of a challenge, in milliseconds since the epoch. */
export interface Schedule {
  /** When the window opens for the first user. */
  readonly opensAt: number;
  /** When it is over for the last user. */
  readonly endsAt: number;
  /** When no activity in it can arrive any more. */
  readonly closesAt: number;
}

/** When a window opens and ends, whatever zone a user is in. */
export function scheduleOf(window: Window, dayStartHour: number): Schedule {
  const startHour = dayStartHour * HOUR_MS;
  const [opensAt, endsAt] =
    window.kind === 'instants'
      ? [window.from, window.to]
      : [
          Date.parse(window.first) + startHour - MOST_AHEAD_MS,
          Date.parse(addDays(window.last, 1)) + startHour + MOST_BEHIND_MS,
        ];
  return { opensAt, endsAt, closesAt: endsAt + LATE_WINDOW_MS + MARGIN_MS };
}

/** How a window stands for a user at an instant (milliseconds since the epoch). */
export function stateOfWindow(
  window: Window,
  timeline: Timeline,
  now: number,
  { dayStartHour }: Pick<Program, 'dayStartHour'>,
): 'upcoming' | 'running' | 'over' {
  if (window.kind === 'instants') {
    if (now < window.from) return 'upcoming';
    return now < window.to ? 'running' : 'over';
  }
  const open = openDaysAt(timeline, now, dayStartHour);
  if (open.last < window.first) return 'upcoming';
  return open.first <= window.last ? 'running' : 'over';
}

/**
 * The streak of someone who joins a challenge at `now` (milliseconds since the epoch), not settled
 * yet. Where whole days count, that of joining does too, with what was done on it before.
 */
export function participationOf(
  state: StreakState,
  id: string,
  challenge: Challenge,
  now: number,
  program: Program,
): StreakState {
  const at = Math.max(now, state.settledAt);
  const participation = newParticipation(
    challenge,
    at,
    dayAt(state.timeline, at, program.dayStartHour),
  );
  const open: Record<Day, Counted> = {};
  for (const [day, record] of Object.entries(state.recent)) {
    if (record.count > 0 && countsDay(participation, day)) open[day] = counted(record);
  }
  return { ...state, enrolments: { ...state.enrolments, [id]: { ...participation, open } } };
}

/** Places that one slot holds: joining contends only with those who want a place in the same slot. */
const PLACES_PER_SLOT = 25;
const MAX_SLOTS = 40;

/**
 * Whether somebody must have an account before they can join: where places are counted, and the app
 * demands it. Anyone can make as many anonymous users as there are places.
 */
export function needsAccount(
  { capacity }: { readonly capacity: number | null },
  { isAnonymous = false }: { readonly isAnonymous?: boolean },
  { placesNeedAccount }: { readonly placesNeedAccount: boolean },
): boolean {
  return placesNeedAccount && isAnonymous && capacity !== null;
}

/** How a challenge's places are shared out, so that no one document counts them all. */
export function placesOfSlots(capacity: number): number[] {
  const slots = Math.min(MAX_SLOTS, Math.ceil(capacity / PLACES_PER_SLOT));
  const each = Math.floor(capacity / slots);
  return Array.from({ length: slots }, (_, slot) => each + (slot < capacity % slots ? 1 : 0));
}

/**
 * The slot that somebody should try: one with a free place, from their own on, so that those who come
 * together spread out. Undefined where none is free.
 *
 * @param taken by slot
 * @param lot any whole number, the same each time for the same person
 */
export function freeSlot(
  places: readonly number[],
  taken: readonly number[],
  lot: number,
): number | undefined {
  const order = places.map((_, index) => (index + lot) % places.length);
  return order.find((slot) => (taken[slot] ?? 0) < (places[slot] ?? 0));
}
