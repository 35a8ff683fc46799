import type { Program } from '../shared/programSchema';
import { type Timeline, dayAt } from '../shared/timeline';
import type { Window } from './challenge';

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
  const today = dayAt(timeline, now, dayStartHour);
  if (today < window.first) return 'upcoming';
  return today <= window.last ? 'running' : 'over';
}
