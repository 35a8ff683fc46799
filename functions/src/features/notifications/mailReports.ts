import type { DocumentSnapshot, Firestore } from 'firebase-admin/firestore';
import { z } from 'zod';
import { isDocumentId, userPath } from '../../contracts/ids';
import { type Delivery, deliveryPath, deliveryWrite, readDelivery } from '../../documents/delivery';
import {
  addressTag,
  readSuppression,
  type Suppression,
  suppressionPath,
  suppressionWrite,
} from '../../documents/suppression';
import { isInstantInRange } from '../../engine/days';
import type { Program } from '../../engine/program';
import { inParallel } from '../../platform/concurrency';
import { log } from '../../platform/log';
import { metric } from '../../platform/metric';
import type { HttpsRequest, HttpsResponse } from '../../platform/request';
import { runTransaction, type Write, writeInTransaction } from '../../platform/write';
import { note, type Report } from './trackOpen';
import { mailEndedWrite } from './updatePreferences';
import { readWebhook } from './webhookSignature';

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

/** What taking reports needs from outside. */
export interface ReportDeps {
  readonly db: Firestore;
  readonly program: Program;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
}

/** Deliveries that are worked on at once. */
const LANES = 8;

/** Deliveries that are read at once. */
const PAGE = 250;

/** Answers a request of SendGrid's event webhook. @throws as {@link takeReports} does */
export async function sendgridEvents(
  { keys, ...deps }: ReportDeps & { readonly keys: readonly string[] },
  { header, rawBody: body }: HttpsRequest,
  correlationId: string,
): Promise<HttpsResponse> {
  const signature = header('x-twilio-email-event-webhook-signature');
  const timestamp = header('x-twilio-email-event-webhook-timestamp');
  const webhook = readWebhook({ signature, timestamp, body }, keys, deps.now());
  if ('refused' in webhook) {
    const { refused: reason, status } = webhook;
    log.info('refused', { operation: 'sendgridEvents', correlationId }, { reason });
    return { status, body: { error: { reason, correlationId } } };
  }
  await takeReports(deps, webhook.events);
  return { status: 204 };
}

/**
 * Takes what SendGrid reports: notes it at the delivery, once for each event id, and holds later mail
 * back where the address is dead or its owner wants none. Both are one commit, which the ids of what
 * was taken before keep from being made again, whoever sends it again and whatever the user has chosen
 * since. Reports about mail that is not ours, and those that make no sense, are passed over.
 *
 * @throws when a store failed, after all deliveries had their turn; SendGrid sends the reports again
 */
async function takeReports(deps: ReportDeps, events: readonly unknown[]): Promise<void> {
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
  { db, program, now: clock }: ReportDeps,
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
      ...(endsMail ? [mailEndedWrite(uid, user.data(), program)] : []),
      ...(suppression ? [suppressionWrite(uid, suppression, now)] : []),
    ];
    writeInTransaction(transaction, db, writes);
    return fresh;
  });
  const context = { operation: 'sendgridEvents', correlationId, userId: uid };
  for (const { report } of taken) {
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
