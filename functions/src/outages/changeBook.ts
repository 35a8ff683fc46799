import type { Outage } from './outage';
import type { OutageBook, Sweep } from './stored';
import { touchedDays } from './touchedDays';

/**
 * How long after a change users are gone through once more: those may have been judged meanwhile by
 * an instance with an older list. It lasts longer than the time that an instance keeps the list
 * (1 min) and the longest that a function may run with it (5 min) together.
 */
export const SECOND_SWEEP_AFTER_MS = 10 * 60_000;

/** The book with an outage in force, replacing one of the same id; `now` as elsewhere. */
export function withOutage(
  book: OutageBook,
  outage: Outage,
  now: number,
  correlationId: string,
): OutageBook {
  const outages = [...withoutId(book, outage.id), outage].sort(
    (a, b) => a.from - b.from || a.to - b.to,
  );
  return changed(book, outages, sweepsFor(outage, now, correlationId));
}

/** The book with an outage no longer in force. */
export function withoutOutage(
  book: OutageBook,
  outage: Outage,
  now: number,
  correlationId: string,
): OutageBook {
  return changed(book, withoutId(book, outage.id), sweepsFor(outage, now, correlationId));
}

function withoutId({ outages }: OutageBook, id: string): Outage[] {
  return outages.filter((other) => other.id !== id);
}

function changed(
  { version, sweeps }: OutageBook,
  outages: readonly Outage[],
  added: readonly Sweep[],
): OutageBook {
  return { version: version + 1, outages, sweeps: [...sweeps, ...added] };
}

/** Twice over the same days: at once, and when no instance knows the old list any more. */
function sweepsFor(outage: Outage, now: number, correlationId: string): Sweep[] {
  const days = touchedDays(outage);
  return [now, now + SECOND_SWEEP_AFTER_MS].map((at) => ({ ...days, at, correlationId }));
}
