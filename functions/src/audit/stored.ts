import { z } from 'zod';
import { instant } from '../platform/instant';
import type { StoredActivity } from './ledgerOfActivities';

/** `users/{uid}/activities/{activityId}`, as far as an audit reads it. */
export const activityDocument = z.object({
  type: z.string(),
  quantity: z.int().min(1),
  occurredAt: instant,
  day: z.string(),
}) satisfies z.ZodType<StoredActivity>;
