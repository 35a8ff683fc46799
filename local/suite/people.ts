import type { Firestore } from 'firebase-admin/firestore';
import { type Delivery, isClosed, readDelivery } from '../../functions/src/documents/delivery';
import { storedStreak } from '../../functions/src/documents/user';
import { segmentAt } from '../../functions/src/engine/timeline';
import type { ShownMessage } from '../messages';

/** Somebody whom something is about: where they are, and what they read. */
export interface Person {
  readonly uid: string;
  readonly zone: string;
  /** A language tag. */
  readonly language: string;
}

/** Who has an id. @param at milliseconds since the epoch: where they are then */
export async function personOf(db: Firestore, uid: string, at: number): Promise<Person> {
  const data = (await db.doc(`users/${uid}`).get()).data();
  const streak = storedStreak(data);
  const zone = streak ? segmentAt(streak.timeline, at).zone : 'Etc/UTC';
  const { language = 'en' } = (data?.['preferences'] ?? {}) as { language?: string };
  return { uid, zone, language };
}

/** An instant (milliseconds since the epoch) by the clock of a zone: `Tue 3 Mar 20:01`. */
export function localTime(at: number, zone: string): string {
  const parts = new Intl.DateTimeFormat('en-GB', {
    ...{ weekday: 'short', day: 'numeric', month: 'short' },
    ...{ hour: '2-digit', minute: '2-digit', timeZone: zone },
  }).formatToParts(at);
  const said = (type: string) => parts.find((part) => part.type === type)?.value ?? '';
  return `${said('weekday')} ${said('day')} ${said('month')} ${said('hour')}:${said('minute')}`;
}

/** The id of the delivery that a message is of. */
export function deliveryOf(message: ShownMessage): string {
  const { channel } = message;
  const id = channel === 'push' ? message.data['deliveryId'] : message.customArgs['delivery'];
  return id ?? '';
}

/** Where a message leads; empty: nowhere. */
export function linkOf(message: ShownMessage): string {
  if (message.channel === 'push') return message.data['link'] ?? '';
  return /https?:\/\/\S*[?&]open=\S*/.exec(message.text)?.[0] ?? '';
}

/** Every delivery that there is, by its id. */
export async function deliveriesIn(db: Firestore): Promise<Map<string, Delivery>> {
  const { docs } = await db.collection('deliveries').get();
  return new Map(
    docs.flatMap((doc) => {
      const delivery = readDelivery(doc.data());
      return delivery ? [[doc.id, delivery]] : [];
    }),
  );
}

/** Why a message is not out, in words; undefined where it is, or is about to be. */
export function heldBack(delivery: Delivery, zone: string): string | undefined {
  const { status, reason, dueAt } = delivery;
  if (status === 'sent' || status === 'sending') return undefined;
  if (isClosed(delivery)) return reason === null ? status : `${status}: ${reason}`;
  return dueAt === null ? status : `${status} until ${localTime(dueAt, zone)}`;
}
