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
import { type Message, readMessage } from './message';
import { type Change, defer, end, join } from './transitions';
import { known } from '../../contracts/shapes';

/** The events that a user was told of on a streak day, by channel. */
export interface MessageDay extends Readonly<Record<Channel, readonly string[]>> {
  readonly day: Day;
}

/** The day with one more message, or `full`. Telling of the same event again, after a failed attempt, does not count twice. */
export function withMessage(
  before: MessageDay | undefined,
  { channel, eventId }: { channel: Channel; eventId: string },
  { day, most }: Cap,
): MessageDay | 'full' {
  const today = before?.day === day ? before : { day, push: [], email: [] };
  const told = today[channel];
  if (told.includes(eventId)) return today;
  return told.length >= most ? 'full' : { ...today, [channel]: [...told, eventId] };
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

/** Events of a user that are told of, with their deliveries on a channel. Two reads for each. */
export async function loadMoment(
  db: Firestore,
  { uid, channel }: Pick<DeliveryKey, 'uid' | 'channel'>,
  eventIds: readonly string[],
): Promise<{ readonly message: Message; readonly delivery: Delivery | undefined }[]> {
  const events = eventIds.map((eventId) => db.doc(`${userPath(uid)}/events/${eventId}`));
  const deliveries = eventIds.map((eventId) => deliveryRef(db, { uid, channel, eventId }));
  const found = await db.getAll(...events, ...deliveries);
  return eventIds.flatMap((eventId, index) => {
    const data = found[index]?.data();
    const message = data && readMessage(eventId, data);
    const delivery = readDelivery(found[eventIds.length + index]?.data());
    return message ? [{ message, delivery }] : [];
  });
}

/** A delivery by its id. One read. */
export async function findDelivery(db: Firestore, id: string): Promise<Delivery | undefined> {
  const found = await db.doc(deliveryPath(id)).get();
  return readDelivery(found.data());
}

/** How many messages a user may have got on a streak day before one more is too many. */
export interface Cap {
  readonly day: Day;
  readonly most: number;
  /** When a message that finds the day full has its turn (milliseconds since the epoch); null: never. */
  readonly orElse: number | null;
}

/**
 * Changes a delivery in a transaction, by what is stored then. With a cap the message is counted in
 * the same transaction; where the day is full, the delivery ends as `capped` or is put off.
 *
 * @param fresh what it starts as where nothing is stored
 * @param joined what is told with it, closed in the same transaction once it is claimed; where one of them is
 *   closed or held by another, nothing is changed
 * @returns what is stored now, or undefined when the change was not to be made
 */
export function changeDelivery(
  db: Firestore,
  fresh: Delivery,
  change: Change,
  now: number,
  cap?: Cap,
  joined: readonly Delivery[] = [],
): Promise<Delivery | undefined> {
  const { uid, eventId, channel } = fresh;
  const document = deliveryRef(db, fresh);
  const days = db.doc(`messageDays/${uid}`);
  return runTransaction(db, uid, async (transaction) => {
    const refs = joined.map((each) => deliveryRef(db, each));
    const [found, ...others] = await transaction.getAll(document, ...refs, ...(cap ? [days] : []));
    const told = others[joined.length];
    const before = readDelivery(found?.data()) ?? fresh;
    let after = change(before);
    if (!after) return undefined;
    const ended = joined.map((each, index) =>
      join(readDelivery(others[index]?.data()) ?? each, eventId, now),
    );
    if (ended.includes(undefined)) return undefined;
    if (cap) {
      const found = told?.data();
      const day = found && messageDayDocument.parse(known('messageDays', found));
      const counted = withMessage(day, { channel, eventId }, cap);
      if (counted === 'full') after = tooMany(cap, now)(before) ?? after;
      else if (counted !== day) transaction.set(days, stamped(days.path, counted));
    }
    const withIt = after.status === 'sending' ? ended.filter((each) => each !== undefined) : [];
    const writes = [after, ...withIt].map((each) => deliveryWrite(each, now));
    writeInTransaction(transaction, db, writes);
    return after;
  });
}

function tooMany({ orElse }: Cap, now: number): Change {
  return orElse === null ? end('capped', 'daily-cap', now) : defer(orElse, now);
}

function deliveryRef(db: Firestore, key: DeliveryKey) {
  return db.doc(deliveryPath(deliveryId(key)));
}
