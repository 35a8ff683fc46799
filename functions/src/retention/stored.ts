import { z } from 'zod';
import { instant } from '../platform/instant';
import type { SignsOfLife } from './silence';

/** `users/{uid}`, as far as it says when somebody last did something. */
export const signsOfLife = z.object({
  seenAt: z.exactOptional(instant),
  standing: z.object({ lastActiveDay: z.string().nullable() }),
  streak: z.exactOptional(
    z.object({
      settledAt: instant,
      plan: z.exactOptional(z.object({ pauses: z.array(z.object({ to: z.string() })) })),
    }),
  ),
}) satisfies z.ZodType<SignsOfLife>;

/** Fields of a user document that hold them. */
export const signFields = [
  'seenAt',
  'standing.lastActiveDay',
  'streak.settledAt',
  'streak.plan',
] as const;
