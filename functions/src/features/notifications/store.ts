import type { DocumentData, DocumentSnapshot, Firestore } from 'firebase-admin/firestore';
import { userPath } from '../../contracts/ids';
import {
  type Delivery,
  deliveryId,
  type DeliveryKey,
  deliveryPath,
  deliveryWrite,
  messageDayDocument,
  readDelivery,
} from '../../documents/delivery';
import type { Day } from '../../engine/days';
import type { Channel } from '../../events';
import { runTransaction, stamped, writeInTransaction } from '../../platform/write';
import { type Change, end } from './transitions';
import { known } from '../../contracts/shapes';

/** The events that a user was told of on a streak day, by channel. */
export interface MessageDay extends Readonly<Record<Channel, readonly string[]>> {
  readonly day: Day;
}

/**
 * The day with one more message, or `full`. What is reserved has a place until it is told of. Telling of the
 * same event again, after a failed attempt, does not count twice.
 */
export function withMessage(
  before: MessageDay | undefined,
  { channel, eventId }: { channel: Channel; eventId: string },
  { day, most, reserved }: Cap,
): MessageDay | 'full' {
  const today = before?.day === day ? before : { day, push: [], email: [] };
  const told = today[channel];
  if (told.includes(eventId)) return today;
  const kept = reserved === undefined || told.includes(reserved) ? 0 : 1;
  return told.length + kept >= most ? 'full' : { ...today, [channel]: [...told, eventId] };
}

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
  /** An event of the day whose message keeps a place; undefined: none does. */
  readonly reserved: string | undefined;
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
      const found = told?.data();
      const day = found && messageDayDocument.parse(known('messageDays', found));
      const counted = withMessage(day, { channel, eventId }, cap);
      if (counted === 'full') after = end('capped', 'daily-cap', now)(before) ?? after;
      else if (counted !== day) transaction.set(days, stamped(days.path, counted));
    }
    writeInTransaction(transaction, db, [deliveryWrite(after, now)]);
    return after;
  });
}

function deliveryRef(db: Firestore, key: DeliveryKey) {
  return db.doc(deliveryPath(deliveryId(key)));
}
