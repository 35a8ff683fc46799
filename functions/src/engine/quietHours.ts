import { addDays } from './days';
import { streakDayAt, streakDayStart, zoneOffset } from './zones';

/** A message that is sent just before quiet hours would arrive in them. */
const MARGIN_MS = 60_000;

/** Local hours, 0–23, in which nobody is disturbed; `to` is free again. They may pass midnight. */
export interface QuietHours {
  readonly from: number;
  readonly to: number;
}

/**
 * When the quiet hours end that an instant lies in, or is about to; undefined when it is free. All
 * instants in milliseconds since the epoch.
 */
export function quietUntil(quiet: QuietHours, instant: number, zone: string): number | undefined {
  const disturbed = [instant, instant + MARGIN_MS].find((at) => isQuiet(quiet, at, zone));
  if (disturbed === undefined) return undefined;
  const date = streakDayAt(disturbed, zone, 0);
  const ends = [0, 1, 2].map((days) => streakDayStart(addDays(date, days), zone, quiet.to));
  return ends.find((end) => end > disturbed);
}

function isQuiet({ from, to }: QuietHours, instant: number, zone: string): boolean {
  const hour = new Date(instant + zoneOffset(zone, instant)).getUTCHours();
  return from <= to ? hour >= from && hour < to : hour >= from || hour < to;
}
