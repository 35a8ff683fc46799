import { newStreak } from '../../functions/src/engine/streakState';
import { type Timeline, withZone } from '../../functions/src/engine/timeline';
import { instantOf, type Moment } from './person';

export const tokyo = 'Asia/Tokyo';
export const newYork = 'America/New_York';
export const berlin = 'Europe/Berlin';
export const pagoPago = 'Pacific/Pago_Pago'; // 11 h behind UTC
export const kiritimati = 'Pacific/Kiritimati'; // 14 h ahead of UTC

export type Hop = readonly [at: Moment, zone: string];

/** From New York, on the 14th: 09:00 on the 15th in Tokyo. */
export const east: Hop = ['2026-06-14T20:00-04:00', tokyo];
/** The timeline of someone from `home` after some hops. */
export function timelineOf(home: string, hops: readonly Hop[]): Timeline {
  let { timeline } = newStreak(home);
  for (const [at, zone] of hops) {
    timeline = withZone(timeline, { at: instantOf(at), zone }, undefined);
  }
  return timeline;
}
