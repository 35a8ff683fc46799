import { addDays } from './addDays';
import { daysIntoWeek } from './weekFrom';

/** How a calendar is laid out. */
interface Layout {
  /** The weekday on the left: 1 is Monday. */
  readonly firstWeekday: number;
  readonly isRightToLeft: boolean;
}

/**
 * The day that a key leads to from another: arrows go to the days around it, Home and End to the ends of
 * its week, Page Up and Page Down to the first day of the months around. Undefined for any other key.
 */
export function dayByKey(day: string, key: string, layout: Layout): string | undefined {
  const intoWeek = daysIntoWeek(day, layout.firstWeekday);
  switch (key) {
    case 'ArrowLeft':
      return addDays(day, layout.isRightToLeft ? 1 : -1);
    case 'ArrowRight':
      return addDays(day, layout.isRightToLeft ? -1 : 1);
    case 'ArrowUp':
      return addDays(day, -7);
    case 'ArrowDown':
      return addDays(day, 7);
    case 'Home':
      return addDays(day, -intoWeek);
    case 'End':
      return addDays(day, 6 - intoWeek);
    case 'PageUp':
      return `${monthAfter(day.slice(0, 7), -1)}-01`;
    case 'PageDown':
      return `${monthAfter(day.slice(0, 7), 1)}-01`;
    default:
      return undefined;
  }
}

/** The month (`YYYY-MM`) that is so many months later. */
export function monthAfter(month: string, by: number): string {
  const start = new Date(`${month}-01`);
  start.setUTCMonth(start.getUTCMonth() + by);
  return start.toISOString().slice(0, 7);
}
