import type { Day } from '../../shared/day';
import type { Channel } from '../kinds';

/** The events that a user was told of on a streak day, by channel. */
export interface MessageDay extends Readonly<Record<Channel, readonly string[]>> {
  readonly day: Day;
}

/**
 * The day with one more message, or `full`. Who is told of the same event again, because the first
 * attempt failed, uses nothing more.
 */
export function withMessage(
  before: MessageDay | undefined,
  { day, channel, eventId }: { day: Day; channel: Channel; eventId: string },
  cap: number,
): MessageDay | 'full' {
  const today = before?.day === day ? before : { day, push: [], email: [] };
  const told = today[channel];
  if (told.includes(eventId)) return today;
  return told.length >= cap ? 'full' : { ...today, [channel]: [...told, eventId] };
}
