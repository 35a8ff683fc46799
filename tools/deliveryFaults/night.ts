import { zoneOffset } from '../../functions/src/engine/zones';

/** Whether it is between 22:00 and 08:00 in a zone. @param instant milliseconds since the epoch */
export function isNight(zone: string, instant: number): boolean {
  const hour = new Date(instant + zoneOffset(zone, instant)).getUTCHours();
  return hour >= 22 || hour < 8;
}
