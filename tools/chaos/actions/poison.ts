import { type Firestore, Timestamp } from 'firebase-admin/firestore';
import { here } from '../cloud/invocation';
import { between } from '../dice';
import { sleep, sleepUntil } from '../virtualTime';
import type { Action, World } from '../world';

const HOUR_MS = 3_600_000;

/** What makes no sense as the document of a user, in fields that a query finds it by. */
const POISON = [
  { streak: 'none' },
  { streak: { timeline: [] }, standing: null },
  { streak: { timeline: [{ from: 'yesterday', zone: 'Mars/Olympus', floor: 1 }] } },
];

/** In some worlds a document makes no sense, until an administrator removes it. */
export const poison: Action = async (world) => {
  const { dice, start, end } = world;
  if (dice('poisoned') > 0.25) return;
  const uid = 'poison';
  await sleepUntil(start + dice('poison at') * (end - start) * 0.8);
  const due = Timestamp.fromMillis(Date.now() - HOUR_MS);
  const what = POISON[Math.floor(dice('poison') * POISON.length)];
  const document = { shard: 3, lapseAt: due, remindAt: due, ...what };
  await write(world, 'poison', (db) => db.doc(`users/${uid}`).set(document));
  await sleepUntil(Math.min(end, Date.now() + HOUR_MS * between(1, 8, dice('mended after'))));
  await write(world, 'mend', (db) => db.doc(`users/${uid}`).delete());
};

/** As an administrator, who tries until it is done. */
async function write(
  { cloud }: World,
  what: string,
  to: (db: Firestore) => Promise<unknown>,
): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      await cloud.call('administrator', `${what} #${attempt}`, {}, () =>
        to(here().instance.ports.db),
      );
      return;
    } catch {
      await sleep(60_000);
    }
  }
}
