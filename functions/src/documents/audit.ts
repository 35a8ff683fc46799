import { Timestamp } from 'firebase-admin/firestore';
import { z } from 'zod';
import { userPath } from '../contracts/ids';
import type {
  AdjustFreezesRequest,
  MergeUsersRequest,
  RepairStreakResponse,
} from '../contracts/operators';
import type { StoredActivity } from '../engine/audit';
import type { Day } from '../engine/days';
import type { Merge } from './merged';
import { instant, type Write } from '../platform/write';

/** `users/{uid}/activities/{activityId}`, as far as an audit reads it. */
export const activityDocument = z.object({
  type: z.string(),
  quantity: z.int().min(1),
  occurredAt: instant,
  day: z.string(),
  timeZone: z.exactOptional(z.string()),
}) satisfies z.ZodType<StoredActivity>;

/** The record of a repair: what was changed, when, and in which call. */
export function repairWrite(
  uid: string,
  repairId: string,
  changes: RepairStreakResponse['changes'],
  context: { readonly now: number; readonly correlationId: string },
): Write {
  const { now, correlationId } = context;
  return {
    path: `${userPath(uid)}/repairs/${repairId}`,
    data: { changes, at: Timestamp.fromMillis(now), correlationId },
    precondition: 'absent',
  };
}

/** The record of freezes that were given or taken: how many, as of which day, and why. */
export function adjustmentWrite(
  { uid, adjustmentId, freezes, reason }: AdjustFreezesRequest,
  day: Day,
  { now, correlationId }: { readonly now: number; readonly correlationId: string },
): Write {
  return {
    path: adjustmentPath(uid, adjustmentId),
    data: { freezes, day, reason, at: Timestamp.fromMillis(now), correlationId },
    precondition: 'absent',
  };
}

/** Where an adjustment is kept, among the repairs, whose ids are instants. */
export function adjustmentPath(uid: string, adjustmentId: string): string {
  return `${userPath(uid)}/repairs/freezes.${adjustmentId}`;
}

/** The record of an account that was merged into a user's: which, how many activities it brought, and why. */
export function mergeRecordWrite(
  { from, into, reason, requestId }: MergeUsersRequest,
  { mergedAt, mergedActivities }: Merge,
  { correlationId }: { readonly correlationId: string },
): Write {
  return {
    path: `${userPath(into)}/repairs/merge.${from}`,
    data: {
      ...{ from, reason, activities: mergedActivities },
      ...(requestId !== undefined && { requestId }),
      ...{ at: Timestamp.fromMillis(mergedAt), correlationId },
    },
  };
}
