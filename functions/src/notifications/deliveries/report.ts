import type { Delivery } from './delivery';
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
}

/** So many are remembered; a message that is opened more often is still only opened. */
const MAX_REPORTS = 50;

/** Notes a report. Any report shows that the message is out, also when the sender never said so. */
export function note({ id, kind, at, reason }: Report): Change {
  return (delivery) => {
    if (delivery.reports.includes(id)) return undefined;
    const reports = [...delivery.reports, id].slice(-MAX_REPORTS);
    const known = { ...delivery, reports };
    if (kind === 'failed') {
      return delivery.deliveredAt !== null
        ? known
        : { ...known, status: 'failed', reason: reason ?? 'provider', dueAt: null };
    }
    const out: Delivery = {
      ...known,
      status: delivery.status === 'failed' ? 'failed' : 'sent',
      reason: delivery.status === 'failed' ? delivery.reason : null,
      dueAt: null,
      sentAt: delivery.sentAt ?? at,
    };
    if (kind === 'accepted') return out;
    const deliveredAt = delivery.deliveredAt ?? at;
    if (kind === 'delivered') return { ...out, status: 'sent', deliveredAt };
    return { ...out, status: 'sent', deliveredAt, openedAt: delivery.openedAt ?? at };
  };
}
