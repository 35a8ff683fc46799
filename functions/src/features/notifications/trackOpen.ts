import type { Firestore } from 'firebase-admin/firestore';
import { isDeepStrictEqual } from 'node:util';
import { FirestreakError } from '../../contracts/errors';
import type { TrackOpenRequest, TrackOpenResponse } from '../../contracts/notifications';
import type { Delivery } from '../../documents/delivery';
import { metric } from '../../platform/metric';
import type { Caller } from '../../platform/request';
import { changeDelivery, findDelivery } from './store';
import type { Change } from './transitions';

/** What a provider, or the app on a device, reports of a message that is out. */
export interface Report {
  /** Names the report, so that it counts once. */
  readonly id: string;
  readonly kind: 'accepted' | 'delivered' | 'opened' | 'failed';
  /** Milliseconds since the epoch. */
  readonly at: number;
  /** Why it failed, in the provider's word. */
  readonly reason?: string | undefined;
  /** Whether it has effects of its own, so that its id must always be kept. */
  readonly hasEffects?: boolean;
}

/** Ids kept of reports that add nothing: a message opened again is still just opened. */
const MAX_REPEATS = 50;

/** Ids kept in all, so that the document stays small. */
const MAX_REPORTS = 500;

/**
 * Notes a report, once: its id is kept with the delivery for as long as that is, and none is forgotten
 * before. Any report shows that the message is out, also when the sender never said so.
 */
export function note(report: Report): Change {
  const { id, hasEffects = false } = report;
  return (delivery) => {
    if (delivery.reports.includes(id)) return undefined;
    const after = withReport(delivery, report);
    const says = hasEffects || !isDeepStrictEqual(after, delivery);
    if (delivery.reports.length >= (says ? MAX_REPORTS : MAX_REPEATS)) return undefined;
    return { ...after, reports: [...delivery.reports, id] };
  };
}

function withReport(delivery: Delivery, { kind, at, reason }: Report): Delivery {
  if (kind === 'failed') {
    return delivery.deliveredAt !== null
      ? delivery
      : { ...delivery, status: 'failed', reason: reason ?? 'provider', dueAt: null };
  }
  const out: Delivery = {
    ...delivery,
    status: delivery.status === 'failed' ? 'failed' : 'sent',
    reason: delivery.status === 'failed' ? delivery.reason : null,
    dueAt: null,
    sentAt: delivery.sentAt ?? at,
  };
  if (kind === 'accepted') return out;
  const deliveredAt = delivery.deliveredAt ?? at;
  if (kind === 'delivered') return { ...out, status: 'sent', deliveredAt };
  return { ...out, status: 'sent', deliveredAt, openedAt: delivery.openedAt ?? at };
}

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
