import type { Firestore } from 'firebase-admin/firestore';
import { allows } from '../../functions/src/contracts/preferences';
import { channels } from '../../functions/src/events';
import type { ShownMessage } from '../../local/messages';
import type { Telling } from './population';

/** How a run came out. All but `out`, `capped` and `withdrawn` must be 0. */
export interface Verdict {
  /** Messages that their users have. */
  readonly out: number;
  readonly capped: number;
  readonly withdrawn: number;
  /** Messages that a user has more than once. */
  readonly doubled: number;
  /** Messages that should be out and are not. */
  readonly missing: number;
  /** Messages that should not be out and are. */
  readonly wrong: number;
}

/** Judges a run by what the providers took, and not by what the code believes. */
export async function verdictOf(
  db: Firestore,
  tellings: readonly Telling[],
  shown: readonly ShownMessage[],
): Promise<Verdict> {
  const copies = copiesOf(shown);
  const statuses = await statusesOf(db);
  const verdict = { out: 0, capped: 0, withdrawn: 0, doubled: 0, missing: 0, wrong: 0 };
  const outOf = (uid: string, channel: string) =>
    [...copies.keys()].filter((id) => id.startsWith(`${uid}_`) && id.endsWith(channel)).length;
  for (const { person, eventId, isTrue } of tellings) {
    for (const channel of channels) {
      const id = `${person.uid}_${eventId}_${channel}`;
      const count = copies.get(id) ?? 0;
      const status = statuses.get(id);
      const isWanted = allows(person.preferences, 'challenge_completed', channel);
      if (count > 1) verdict.doubled += 1;
      if (count > 0) verdict.out += 1;
      if (!isTrue || !isWanted) {
        if (count > 0) verdict.wrong += 1;
        if (status === 'withdrawn') verdict.withdrawn += 1;
      } else if (status === 'capped') {
        verdict.capped += 1;
        // The last place of the day is kept for what is pressing, which no challenge is.
        const places = person.preferences.dailyCap - 1;
        if (outOf(person.uid, channel) < places) verdict.missing += 1;
        if (count > 0) verdict.wrong += 1;
      } else if (count === 0) {
        verdict.missing += 1;
      }
    }
  }
  return verdict;
}

/** How often each message is there. On a device a message takes the place of one with its tag. */
export function copiesOf(shown: readonly ShownMessage[]): Map<string, number> {
  const places = new Set<string>();
  const copies = new Map<string, number>();
  for (const message of shown) {
    const isPush = message.channel === 'push';
    const place = isPush ? `${message.token} ${message.tag}` : message.id;
    const id = (isPush ? message.data['deliveryId'] : message.customArgs['delivery']) ?? 'none';
    if (places.has(place)) continue;
    places.add(place);
    copies.set(id, (copies.get(id) ?? 0) + 1);
  }
  return copies;
}

async function statusesOf(db: Firestore): Promise<Map<string, string>> {
  const { docs } = await db.collection('deliveries').select('status').get();
  return new Map(docs.map((delivery) => [delivery.id, String(delivery.get('status'))]));
}
