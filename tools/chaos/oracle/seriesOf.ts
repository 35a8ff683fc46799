import type { Challenge } from '../../../functions/src/engine/challenges';
import { daysLater } from '../../../test/reference/calendar';

const DAY_MS = 86_400_000;

/** A challenge and those that follow it day by day, so many in all, by their ids. */
export function seriesOf(id: string, first: Challenge, times: number): [string, Challenge][] {
  return Array.from({ length: times }, (_, days) => [
    days === 0 ? id : `${id}.${days + 1}`,
    { ...first, window: daysAfter(first.window, days) },
  ]);
}

function daysAfter(window: Challenge['window'], days: number): Challenge['window'] {
  if (window.kind === 'instants') {
    const later = days * DAY_MS;
    return { kind: 'instants', from: window.from + later, to: window.to + later };
  }
  const { first, last } = window;
  return { kind: 'days', first: daysLater(first, days), last: daysLater(last, days) };
}
