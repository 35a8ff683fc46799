import { Timestamp } from 'firebase-admin/firestore';
import type { Write } from '../platform/write';
import type { Day } from '../shared/day';
import { userPath } from '../streaks/userPath';
import type { AdjustFreezesRequest, RepairStreakResponse } from './contract';

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
