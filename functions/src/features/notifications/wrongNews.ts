import type { Firestore } from 'firebase-admin/firestore';
import { userPath } from '../../contracts/ids';
import { type Delivery, deliveryId, type DeliveryKey } from '../../documents/delivery';
import { readMonth } from '../../documents/user';
import { type Day, monthOf } from '../../engine/days';
import type { LedgerDay } from '../../engine/ledger';
import type { Settled } from '../../engine/settle';
import { messages } from '../../events';
import type { Situation } from './decide';
import type { Message } from './message';
import { findDelivery } from './store';
import { toldWith } from './transitions';

/** The day that a message tells of as the ledger has it, where it is sealed: then it is one read. */
export async function sealedDayOf(
  db: Firestore,
  uid: string,
  day: Day,
  { state }: Pick<Settled, 'state'>,
): Promise<LedgerDay | undefined> {
  if (day > state.checkpoint.through) return undefined;
  const month = (await db.doc(`${userPath(uid)}/months/${monthOf(day)}`).get()).data();
  return month && readMonth(month)[day];
}

/** How many changes of a verdict are looked back. More in three days is nobody's day. */
const MOST_CHANGES = 10;

/**
 * What has become of the message that a correction takes back: the last one of its day that went out, if that
 * was not put right since. One read for each change of the verdict, mostly one, and for corrections before; one
 * more for what was told with another.
 *
 * @param latest how often the verdict of the day has changed by now
 */
export async function wrongNewsOf(
  db: Firestore,
  { kind, eventId, day }: Message,
  { uid, channel }: DeliveryKey,
  latest: number,
): Promise<Situation['wrongNews']> {
  const { corrects } = messages[kind];
  if (corrects === null) return null;
  const [correction = '', , number] = eventId.split('.');
  const changes = Number(number);
  const find = (id: string) => findDelivery(db, deliveryId({ uid, eventId: id, channel }));
  const found = async (told: string, change: number) => {
    const own = await find(`${told}.${day}.${change}`);
    const leadId = own && toldWith(own);
    return stateOf(leadId === undefined ? own : await find(leadId));
  };
  for (let change = changes + 1; change <= Math.min(latest, changes + MOST_CHANGES); change += 1) {
    if ((await found(correction, change)) === 'told') return 'untold'; // and the cause that holds
  }
  for (let change = changes - 1; change >= Math.max(0, changes - MOST_CHANGES); change -= 1) {
    const wrong = await found(corrects, change);
    if (wrong !== 'untold') return wrong;
    if (change > 0 && (await found(correction, change)) === 'told') return 'untold';
  }
  return 'untold';
}

function stateOf(delivery: Delivery | undefined): 'told' | 'untold' | 'on-its-way' {
  if (!delivery) return 'untold';
  const { status, sentAt, reached } = delivery;
  if (status === 'sending') return 'on-its-way';
  return sentAt !== null || reached.length > 0 || status === 'unconfirmed' ? 'told' : 'untold';
}
