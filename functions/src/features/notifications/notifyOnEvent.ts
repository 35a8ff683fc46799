import type { DocumentData } from 'firebase-admin/firestore';
import { type Channel, channels } from '../../events';
import { inParallel } from '../../platform/concurrency';
import { log } from '../../platform/log';
import { deliver, type DeliveryDeps } from './deliver';
import { readMessage } from './message';

/** An event that was stored. */
export interface CreatedEvent {
  readonly uid: string;
  readonly eventId: string;
  readonly data: DocumentData;
  readonly correlationId: string;
}

/**
 * Tells a user of an event on each channel independently, unless it is history. Events that nobody is told of cost no read; a
 * malformed one is logged and skipped, since a retry would not help.
 *
 * @throws when a channel's store failed, after all channels had their turn; call it again
 */
export async function notifyOnEvent(
  deps: DeliveryDeps,
  { uid, eventId, data, correlationId }: CreatedEvent,
): Promise<void> {
  if (data['backdated'] === true) return; // history, from a server that dates back
  try {
    if (!readMessage(eventId, data)) return;
  } catch (error) {
    log.error('malformed_event', { operation: 'onStreakEvent', correlationId, userId: uid }, error);
    return;
  }
  await inParallel<Channel>(channels, channels.length, (channel) =>
    deliver(deps, { key: { uid, eventId, channel }, correlationId }),
  );
}
