import { initializeApp } from 'firebase-admin/app';
import type { Firestore } from 'firebase-admin/firestore';
import { databaseOf } from '../../functions/src/platform/firestore';
import type { ShownMessage } from '../messages';
import type { Ports } from './ports';
import { deliveriesIn, deliveryOf, heldBack, linkOf, localTime, personOf } from './people';

/** How many messages that were held back are listed. */
const MOST_HELD_BACK = 50;

/** What the page of messages says beside them. */
export interface AboutMessages {
  /** Whom a message is for: their time, zone and language; and where it leads. */
  of(message: ShownMessage): Promise<string>;
  /** What was held back and why, the latest first. */
  heldBack(): Promise<readonly string[]>;
}

/** Knows it from the database of a suite, which is asked for at first when the page is. */
export function aboutMessages(projectId: string, ports: Ports): AboutMessages {
  let known: Firestore | undefined;
  const open = () => {
    process.env['FIRESTORE_EMULATOR_HOST'] = `127.0.0.1:${ports.firestore}`;
    process.env['METADATA_SERVER_DETECTION'] = 'none';
    return databaseOf(initializeApp({ projectId }, 'messages'));
  };
  const database = () => (known ??= open());
  return {
    async of(message) {
      const db = database();
      const delivery = (await db.doc(`deliveries/${deliveryOf(message)}`).get()).data();
      const uid = (delivery?.['uid'] ?? '') as string;
      if (uid === '') return linkOf(message);
      const sent = delivery?.['sentAt'] as { toMillis(): number } | null;
      const at = sent?.toMillis() ?? Date.parse(message.at);
      const { zone, language } = await personOf(db, uid, at);
      return `${uid} · ${localTime(at, zone)} in ${zone} · ${language} · ${linkOf(message)}`;
    },
    async heldBack() {
      const db = database();
      const found = [...(await deliveriesIn(db)).values()].sort(
        (a, b) => b.createdAt - a.createdAt,
      );
      const lines = found.slice(0, MOST_HELD_BACK).map(async (delivery) => {
        const { uid, kind, channel, createdAt } = delivery;
        const { zone } = await personOf(db, uid, createdAt);
        const why = heldBack(delivery, zone);
        const when = `${localTime(createdAt, zone)} in ${zone}`;
        return why === undefined ? [] : [`${uid} · ${when} · ${kind} by ${channel} · ${why}`];
      });
      return (await Promise.all(lines)).flat();
    },
  };
}
