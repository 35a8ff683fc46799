import type { DocumentData } from 'firebase-admin/firestore';
import { log } from '../../platform/log';
import { inParallel } from '../../shared/inParallel';
import { type Channel, channels } from '../kinds';
import { readMessage } from '../messages/stored';
import { deliver } from './deliver';
import type { DeliveryDeps } from './deps';

/** An event that was stored. */
export interface StoredEvent {
  readonly uid: string;
  readonly eventId: string;
  readonly data: DocumentData;
  readonly correlationId: string;
}

/**
 * Tells a user of an event on every channel, each for itself. Events of which nobody is told cost no
 * read; one that makes no sense is logged and passed over, since it would make no more sense later.
 *
 * @throws when a channel's store failed, after all channels had their turn; call it again
 */
export async function tellOf(
  deps: DeliveryDeps,
  { uid, eventId, data, correlationId }: StoredEvent,
): Promise<void> {
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
