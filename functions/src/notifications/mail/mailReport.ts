import { z } from 'zod';
import { isDocumentId } from '../../shared/documentId';
import { isInstantInRange } from '../../shared/timeRange';
import type { Report } from '../deliveries/report';

/** https://www.twilio.com/docs/sendgrid/for-developers/tracking-events/event */
const event = z.looseObject({
  event: z.string(),
  /** Unique, and not longer than 100 characters; Firestore keeps no half of one. */
  sg_event_id: z
    .string()
    .min(1)
    .max(100)
    .refine((id) => id.isWellFormed()),
  /** When it happened, in seconds since the epoch. */
  timestamp: z.number().refine((seconds) => isInstantInRange(seconds * 1000)),
  email: z.string().optional(),
  /** Of our custom arguments: the delivery's id. */
  delivery: z.string().refine(isDocumentId),
});

/** What SendGrid reports of one mail. */
export interface MailReport {
  readonly deliveryId: string;
  readonly report: Report;
  /** What follows for later mail. `unsubscribed` was said on a page of SendGrid's. */
  readonly holdBack?: 'bounced' | 'complained' | 'unsubscribed';
  /** The address it is about. */
  readonly address: string | undefined;
}

const meanings: Readonly<Record<string, Pick<MailReport, 'holdBack'> & { as: Report['kind'] }>> = {
  processed: { as: 'accepted' },
  deferred: { as: 'accepted' },
  delivered: { as: 'delivered' },
  open: { as: 'opened' },
  click: { as: 'opened' },
  bounce: { as: 'failed', holdBack: 'bounced' },
  dropped: { as: 'failed' },
  spamreport: { as: 'delivered', holdBack: 'complained' },
  unsubscribe: { as: 'delivered', holdBack: 'unsubscribed' },
  group_unsubscribe: { as: 'delivered', holdBack: 'unsubscribed' },
};

/** Reads one event of the webhook; undefined when it is not about a delivery of ours. */
export function readMailReport(json: unknown): MailReport | undefined {
  const parsed = event.safeParse(json);
  if (!parsed.success) return undefined;
  const { delivery: deliveryId, sg_event_id: id, timestamp, email: address } = parsed.data;
  const { event: name } = parsed.data;
  const meaning = Object.hasOwn(meanings, name) ? meanings[name] : undefined;
  if (!meaning) return undefined;
  const { as: kind, ...rest } = meaning;
  const reason = kind === 'failed' ? reasonOf(parsed.data['type'], name) : undefined;
  const { holdBack } = reason === 'blocked' ? {} : rest;
  const at = Math.round(timestamp * 1000);
  const report = { id, kind, at, reason, hasEffects: holdBack !== undefined };
  return { deliveryId, report, address, ...(holdBack && { holdBack }) };
}

/** `bounce` or `blocked`; a block passes, so it holds nothing back. */
function reasonOf(type: unknown, name: string): string {
  return typeof type === 'string' && /^[a-z]{1,20}$/.test(type) ? type : name;
}
