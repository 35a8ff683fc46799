import { z } from 'zod';

/** An instant as the old service wrote it: a Firestore timestamp or ISO text. In milliseconds since the epoch. */
const instant = z.union([
  z.custom<{ toMillis(): number }>(hasMillis).transform((time) => time.toMillis()),
  // Without an offset it is UTC, as Python's `isoformat` of a naive time.
  z.iso
    .datetime({ offset: true, local: true })
    .transform((text) => Date.parse(/(Z|[+-]\d\d:?\d\d)$/.test(text) ? text : `${text}Z`)),
]);

const count = z.number().int().min(0).catch(0);

/** `user_activities/{activity}`: one thing that a user did. */
export const oldActivity = z.object({
  user_id: z.string().min(1),
  timestamp: instant,
  activity_type: z.string(),
  activity_data: z.record(z.string(), z.unknown()).catch({}),
  xp_awarded: count,
});

/** `user_stats/{user}`: how a user stood, as the old service kept it. */
export const oldStats = z.object({
  total_xp: count,
  streak: z
    .object({ current_count: count, longest_streak: count, freezes_available: count })
    .catch({ current_count: 0, longest_streak: 0, freezes_available: 0 }),
  week7_quest: z.object({ double_xp_earned: count }).catch({ double_xp_earned: 0 }),
});

/** `streak_history/{user}/events/{event}`: what was told of a streak. */
export const oldEvent = z.object({ event_type: z.string().catch('unknown') });

export type OldActivity = z.output<typeof oldActivity>;
export type OldStats = z.output<typeof oldStats>;

function hasMillis(value: unknown): boolean {
  return (
    typeof value === 'object' &&
    value !== null &&
    'toMillis' in value &&
    typeof value.toMillis === 'function'
  );
}
