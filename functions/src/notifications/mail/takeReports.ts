import type { Firestore } from 'firebase-admin/firestore';
import { log } from '../../platform/log';
import { metric } from '../../platform/metric';
import { inParallel } from '../../shared/inParallel';
import { note } from '../deliveries/report';
import type { changeDelivery, findDelivery } from '../deliveries/store';
import type { endMail } from '../preferences/endMail';
import { type MailReport, readMailReport } from './mailReport';
import { suppress } from './store';
import { addressTag } from './suppression';

/** What taking reports needs from outside. */
export interface ReportDeps {
  readonly db: Firestore;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  readonly find: typeof findDelivery;
  readonly change: typeof changeDelivery;
  readonly endMail: typeof endMail;
}

/** Reports that are worked on at once. */
const LANES = 8;

/**
 * Takes what SendGrid reports: notes it at the delivery, once for each event id, and holds later mail
 * back where the address is dead or its owner wants none. Reports about mail that is not ours, and of
 * kinds that mean nothing here, are passed over.
 *
 * @throws when a store failed; SendGrid sends the reports again
 */
export async function takeReports(deps: ReportDeps, events: readonly unknown[]): Promise<void> {
  const reports = events.flatMap((event) => readMailReport(event) ?? []);
  // In the order of the events for each delivery: two of one mail often come together.
  const byDelivery = new Map<string, MailReport[]>();
  for (const report of reports) {
    const { deliveryId } = report;
    byDelivery.set(deliveryId, [...(byDelivery.get(deliveryId) ?? []), report]);
  }
  await inParallel([...byDelivery.values()], LANES, async (ofOne) => {
    for (const report of ofOne) await take(deps, report);
  });
}

async function take(deps: ReportDeps, { deliveryId, report, ...about }: MailReport): Promise<void> {
  const delivery = await deps.find(deps.db, deliveryId);
  if (delivery?.channel !== 'email') return;
  const { uid, kind, channel, correlationId } = delivery;
  const now = deps.now();
  await holdBack(deps, uid, about, now);
  const noted = await deps.change(deps.db, delivery, note(report), now);
  if (!noted) return;
  const context = { operation: 'sendgridEvents', correlationId, userId: uid };
  log.debug('mail_reported', context, { kind, channel, report: report.kind });
  metric('message_report', 1, context, { kind, channel, report: report.kind });
}

async function holdBack(
  { db, endMail: end }: ReportDeps,
  uid: string,
  { holdBack: why, address }: Pick<MailReport, 'holdBack' | 'address'>,
  now: number,
): Promise<void> {
  if (why === 'unsubscribed') await end({ db }, { uid });
  if (why === 'complained') await suppress(db, uid, { reason: why, addressTag: null }, now);
  if (why === 'bounced') {
    const tag = address === undefined ? null : addressTag(uid, address);
    await suppress(db, uid, { reason: why, addressTag: tag }, now);
  }
}
