import type { DocumentData, DocumentSnapshot, Firestore } from 'firebase-admin/firestore';
import { runTransaction } from '../../platform/transaction';
import { writeInTransaction } from '../../platform/write';
import type { Day } from '../../shared/day';
import { userPath } from '../../streaks/userPath';
import { withMessage } from './dailyCap';
import { type Delivery, type DeliveryKey, deliveryId } from './delivery';
import { deliveryPath, deliveryWrite, readDelivery } from './documents';
import { messageDayDocument } from './stored';
import { type Change, end } from './transitions';

/** What is stored about a delivery. */
export interface LoadedDelivery {
  readonly user: DocumentSnapshot;
  readonly event: DocumentData | undefined;
  readonly delivery: Delivery | undefined;
}

/** A delivery with its event and its user. Three reads. */
export async function loadDelivery(db: Firestore, key: DeliveryKey): Promise<LoadedDelivery> {
  const user = db.doc(userPath(key.uid));
  const event = db.doc(`${userPath(key.uid)}/events/${key.eventId}`);
  const [userFound, eventFound, found] = await db.getAll(user, event, deliveryRef(db, key));
  if (!userFound) throw new Error('getAll left a document out'); // unreachable: it answers in order
  return { user: userFound, event: eventFound?.data(), delivery: readDelivery(found?.data()) };
}

/** A delivery by its id. One read. */
export async function findDelivery(db: Firestore, id: string): Promise<Delivery | undefined> {
  const found = await db.doc(deliveryPath(id)).get();
  return readDelivery(found.data());
}

/** How many messages a user may get on a streak day. */
export interface Cap {
  readonly day: Day;
  readonly most: number;
}

/**
 * Changes a delivery in a transaction, by what is stored then. With a cap the message is counted in
 * the same transaction, and the delivery ends as `capped` where the day is full.
 *
 * @param fresh what it starts as where nothing is stored
 * @returns what is stored now, or undefined when the change was not to be made
 */
export function changeDelivery(
  db: Firestore,
  fresh: Delivery,
  change: Change,
  now: number,
  cap?: Cap,
): Promise<Delivery | undefined> {
  const { uid, eventId, channel } = fresh;
  const document = deliveryRef(db, fresh);
  const days = db.doc(`messageDays/${uid}`);
  return runTransaction(db, uid, async (transaction) => {
    const [found, told] = await transaction.getAll(document, ...(cap ? [days] : []));
    const before = readDelivery(found?.data()) ?? fresh;
    let after = change(before);
    if (!after) return undefined;
    if (cap) {
      const known = told?.data();
      const day = known && messageDayDocument.parse(known);
      const counted = withMessage(day, { day: cap.day, channel, eventId }, cap.most);
      if (counted === 'full') after = end('capped', 'daily-cap', now)(before) ?? after;
      else if (counted !== day) transaction.set(days, counted);
    }
    writeInTransaction(transaction, db, [deliveryWrite(after, now)]);
    return after;
  });
}

function deliveryRef(db: Firestore, key: DeliveryKey) {
  return db.doc(deliveryPath(deliveryId(key)));
}
