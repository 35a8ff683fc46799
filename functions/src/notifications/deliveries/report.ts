import { isDeepStrictEqual } from 'node:util';
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
  /** Whether something else follows from it, which its id must be remembered for. */
  readonly hasEffects?: boolean;
}

/**
 * So many ids of reports are remembered that only repeat what is known: a message that is opened once
 * more is still only opened, also when that report comes twice.
 */
const MAX_REPEATS = 50;

/** So many in all, so that the record stays small. What more could say is known by then. */
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
