import { program } from '../../functions/src/program';
import type { Timeline } from '../../functions/src/shared/timeline';
import { changeZone } from '../../functions/src/streaks/changeZone';
import { newStreak } from '../../functions/src/streaks/streakState';
import { type Moment, instantOf } from './person';

export const tokyo = 'Asia/Tokyo';
export const newYork = 'America/New_York';
export const berlin = 'Europe/Berlin';
export const pagoPago = 'Pacific/Pago_Pago'; // 11 h behind UTC
export const kiritimati = 'Pacific/Kiritimati'; // 14 h ahead of UTC

export type Hop = readonly [at: Moment, zone: string];

/** From New York, on the 14th: 09:00 on the 15th in Tokyo. */
export const east: Hop = ['2026-06-14T20:00-04:00', tokyo];
/** From Tokyo: 22:00 on the 15th there. */
export const west: Hop = ['2026-06-15T13:00Z', newYork];

/** The timeline of someone from `home` after some hops. */
export function timelineOf(home: string, hops: readonly Hop[]): Timeline {
  let { timeline } = newStreak(home);
  for (const [at, zone] of hops) {
    timeline = changeZone(timeline, zone, instantOf(at), '1970-01-01', program);
  }
  return timeline;
}
