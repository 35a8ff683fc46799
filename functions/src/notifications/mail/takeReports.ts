import type { DocumentSnapshot, Firestore } from 'firebase-admin/firestore';
import { log } from '../../platform/log';
import { metric } from '../../platform/metric';
import { runTransaction } from '../../platform/transaction';
import { type Write, writeInTransaction } from '../../platform/write';
import { inParallel } from '../../shared/inParallel';
import { userPath } from '../../streaks/userPath';
import type { Delivery } from '../deliveries/delivery';
import { deliveryPath, deliveryWrite, readDelivery } from '../deliveries/documents';
import { note } from '../deliveries/report';
import { mailEndedWrite } from '../preferences/endMail';
import { type MailReport, readMailReport } from './mailReport';
import { readSuppression, suppressionPath, suppressionWrite } from './store';
import { type Suppression, addressTag } from './suppression';

/** What taking reports needs from outside. */
export interface ReportDeps {
  readonly db: Firestore;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
}

/** Deliveries that are worked on at once. */
const LANES = 8;

/** Deliveries that are read at once. */
const PAGE = 250;

/**
 * Takes what SendGrid reports: notes it at the delivery, once for each event id, and holds later mail
 * back where the address is dead or its owner wants none. Both are one commit, which the ids of what
 * was taken before keep from being made again, whoever sends it again and whatever the user has chosen
 * since. Reports about mail that is not ours, and those that make no sense, are passed over.
 *
 * @throws when a store failed, after all deliveries had their turn; SendGrid sends the reports again
 */
export async function takeReports(deps: ReportDeps, events: readonly unknown[]): Promise<void> {
  const reports = events.flatMap((event) => readMailReport(event) ?? []);
  // In the order of the events for each delivery: two of one mail often come together.
  const byDelivery = new Map<string, MailReport[]>();
  for (const report of reports) {
    const ofOne = byDelivery.get(report.deliveryId) ?? [];
    ofOne.push(report);
    byDelivery.set(report.deliveryId, ofOne);
  }
  await inParallel(kept(deps.db, [...byDelivery]), LANES, ([found, ofOne]) =>
    takeOfOne(deps, found, ofOne),
  );
}

/** The deliveries that are kept, of those that reports are about. One read each, many at once. */
async function* kept(
  db: Firestore,
  reported: readonly (readonly [id: string, reports: readonly MailReport[]])[],
): AsyncGenerator<readonly [DocumentSnapshot, readonly MailReport[]]> {
  for (let first = 0; first < reported.length; first += PAGE) {
    const page = reported.slice(first, first + PAGE);
    const found = await db.getAll(...page.map(([id]) => db.doc(deliveryPath(id))));
    for (const [index, [, reports]] of page.entries()) {
      const delivery = found[index];
      if (delivery?.exists === true) yield [delivery, reports];
    }
  }
}

async function takeOfOne(
  { db, now: clock }: ReportDeps,
  known: DocumentSnapshot,
  reports: readonly MailReport[],
): Promise<void> {
  const delivery = readDelivery(known.data());
  if (delivery?.channel !== 'email') return;
  const { uid, kind, channel, correlationId } = delivery;
  const now = clock();
  const taken = await runTransaction(db, uid, async (transaction) => {
    const [user, found, held] = await transaction.getAll(
      db.doc(userPath(uid)),
      known.ref,
      db.doc(suppressionPath(uid)),
    );
    const before = readDelivery(found?.data());
    if (!before || !user?.exists) return []; // of a user who has left nothing is written
    const { after, fresh } = noteAll(before, reports);
    const suppression = suppressionAfter(readSuppression(held?.data()), uid, fresh);
    const endsMail = fresh.some(({ holdBack }) => holdBack === 'unsubscribed');
    const writes: Write[] = [
      ...(fresh.length > 0 ? [deliveryWrite(after, now)] : []),
      ...(endsMail ? [mailEndedWrite(uid, user.data())] : []),
      ...(suppression ? [suppressionWrite(uid, suppression, now)] : []),
    ];
    writeInTransaction(transaction, db, writes);
    return fresh;
  });
  const context = { operation: 'sendgridEvents', correlationId, userId: uid };
  for (const { report } of taken) {
    log.debug('mail_reported', context, { kind, channel, report: report.kind });
    metric('message_report', 1, context, { kind, channel, report: report.kind });
  }
}

/** A delivery with reports, and those of them that were not known before. */
function noteAll(before: Delivery, reports: readonly MailReport[]) {
  const fresh: MailReport[] = [];
  let after = before;
  for (const each of reports) {
    const noted = note(each.report)(after);
    if (!noted) continue;
    after = noted;
    fresh.push(each);
  }
  return { after, fresh };
}

/** Why mail is held back from now on; undefined where nothing changes. A complaint is about all mail. */
function suppressionAfter(
  before: Suppression | undefined,
  uid: string,
  reports: readonly MailReport[],
): Suppression | undefined {
  if (before?.reason === 'complained') return undefined;
  if (reports.some(({ holdBack }) => holdBack === 'complained')) {
    return { reason: 'complained', addressTag: null };
  }
  const bounced = reports.findLast(({ holdBack }) => holdBack === 'bounced');
  if (!bounced) return undefined;
  const { address } = bounced;
  return {
    reason: 'bounced',
    addressTag: address === undefined ? null : addressTag(uid, address),
  };
}
