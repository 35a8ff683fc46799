import type { Firestore } from 'firebase-admin/firestore';
import { catalogue, eventKinds } from '../../../functions/src/events';
import type { ShownMessage } from '../../messages';
import { deliveriesIn, deliveryOf, heldBack, linkOf, localTime, personOf } from '../people';
import type { Run } from './tick';

/** What a run led to, as a story: what happened to whom and what they were told of it, by their own clocks. */
export class Story {
  /** How each delivery that is known was held back, by its id. */
  private readonly known = new Map<string, string | undefined>();

  constructor(private readonly db: Firestore) {}

  /** Takes what is there already for told. */
  async begin(): Promise<void> {
    for (const [id, delivery] of await deliveriesIn(this.db)) {
      this.known.set(id, heldBack(delivery, 'Etc/UTC'));
    }
  }

  /** The lines of one run; none for one that led to nothing. */
  async after({ name, at, succeeded, created }: Run, messages: readonly ShownMessage[]) {
    if (!succeeded) return [`${new Date(at).toISOString()}  ${name} FAILED`];
    const lines = new Map<string, string[]>();
    const add = (uid: string, line: string) =>
      lines.set(uid, [...(lines.get(uid) ?? []), `    ${line}`]);
    for (const path of created) {
      const [, uid = '', eventId] = /^users\/([^/]+)\/events\/([^/]+)$/.exec(path) ?? [];
      if (eventId === undefined) continue;
      const event = await this.db.doc(path).get();
      const kind = eventKinds.find((each) => each === event.get('kind'));
      if (kind) add(uid, `${catalogue[kind].meaning} (${String(event.get('day'))})`);
    }
    const deliveries = await deliveriesIn(this.db);
    for (const message of messages) {
      const { uid = '?' } = deliveries.get(deliveryOf(message)) ?? {};
      const said =
        message.channel === 'push' ? `${message.title} – ${message.body}` : message.subject;
      add(uid, `told by ${message.channel}: ${said}  → ${linkOf(message)}`);
    }
    for (const [id, delivery] of deliveries) {
      const { uid, kind, channel } = delivery;
      const before = this.known.get(id);
      const now = heldBack(delivery, 'Etc/UTC');
      this.known.set(id, now);
      if (now === undefined || now === before) continue;
      const { zone } = await personOf(this.db, uid, at);
      add(uid, `not told by ${channel} of ${kind}: ${String(heldBack(delivery, zone))}`);
    }
    const told = await Promise.all(
      [...lines].map(async ([uid, said]) => {
        const { zone } = await personOf(this.db, uid, at);
        return [`${localTime(at, zone)} in ${zone}  ${uid}`, ...said];
      }),
    );
    return told.flat();
  }
}
