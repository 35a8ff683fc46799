import type { StreakDeps } from '../streaks/deps';
import type { CalendarCache } from './calendarCache';
import type { SealedMonth } from './sealedMonth';

/** Months by name, `YYYY-MM`. */
export type SealedMonths = ReadonlyMap<string, SealedMonth>;

/** What calendars need from outside. */
export interface CalendarDeps extends StreakDeps {
  readonly cache: CalendarCache;
  /** Joins equal fills of an instance. */
  readonly flight: (key: string, fill: () => Promise<SealedMonths>) => Promise<SealedMonths>;
}
