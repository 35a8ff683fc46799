import type { Firestore } from 'firebase-admin/firestore';
import type { Caller } from '../../platform/caller';
import { metric } from '../../platform/metric';
import { FirestreakError } from '../../shared/errors';
import type { TrackOpenRequest, TrackOpenResponse } from './contract';
import { note } from './report';
import { changeDelivery, findDelivery } from './store';

/**
 * Notes that a message was shown or opened. It also shows that the message is out, should whoever sent
 * it never have said so.
 *
 * @throws FirestreakError `unknown-delivery`, also for the message of somebody else
 */
export async function trackOpen(
  { db, now }: { readonly db: Firestore; readonly now: () => number },
  { uid, correlationId }: Caller,
  { deliveryId, action }: TrackOpenRequest,
): Promise<TrackOpenResponse> {
  const delivery = await findDelivery(db, deliveryId);
  if (delivery?.uid !== uid) {
    throw new FirestreakError('unknown-delivery', 'No message of yours has this id.');
  }
  const kind = action === 'opened' ? 'opened' : 'delivered';
  const at = now();
  const noted = await changeDelivery(db, delivery, note({ id: `app-${action}`, kind, at }), at);
  if (noted) {
    const context = { operation: 'trackOpen', correlationId, userId: uid };
    metric('message_report', 1, context, { ...labelsOf(delivery), report: kind });
  }
  return { counted: noted !== undefined };
}

function labelsOf({ kind, channel }: { kind: string; channel: string }) {
  return { kind, channel };
}
