import { z } from 'zod';
import { isDocumentId } from '../../shared/documentId';
import { givenInstant } from '../../shared/timeRange';
import { channels } from '../kinds';

/** What a task of `deliverNotification` carries: ids only. */
export const deliveryTask = z.object({
  uid: z.string().refine(isDocumentId),
  eventId: z.string().refine(isDocumentId),
  channel: z.enum(channels),
  /** When it is to run, ISO 8601. */
  at: givenInstant,
  correlationId: z.string(),
});

/** Clocks of servers differ by less. */
const SKEW_MS = 60_000;

/**
 * The instant that a task runs for, in milliseconds since the epoch: its own, when this clock is a
 * little behind; undefined when it comes far too early and must not run.
 */
export function instantOfTask(at: string, now: number): number | undefined {
  const due = Date.parse(at);
  return now >= due - SKEW_MS ? Math.max(now, due) : undefined;
}
