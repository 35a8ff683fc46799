import { Timestamp } from 'firebase-admin/firestore';
import { shareData, sharePath } from '../../functions/src/documents/share';
import type { CallableName } from '../../functions/src/functions';
import { aChallenge, cardIdOf, requestsOfUser } from '../support/doEverything';
import type { Messaging } from './messaging';

/** A week of activity and its messages, a missed day, everything a user can call, and what goes wrong besides. */
export async function wholeLife(world: Messaging, user: string): Promise<void> {
  const { app } = world;
  await world.user(user);
  for (let day = 2; day <= 8; day += 1) {
    app.at(`2026-03-0${day}T12:00:00Z`);
    await app.log(user, { timeZone: 'Europe/Berlin', type: 'evaluation_high' });
  }
  await app.host.idle();
  app.at('2026-03-10T12:00:00Z'); // the 9th was missed, so that there is a run to win back
  await app.host.call('createChallenge', aChallenge, { uid: 'root', claims: { admin: true } });
  await app.db.doc(sharePath(cardIdOf(user))).set(
    shareData({
      uid: user,
      card: { kind: 'streak', theme: 'light', streak: 7 },
      createdAt: 0,
      expiresAt: 0,
      revokedAt: null,
      expireAt: 0,
    }),
  );
  for (const [name, request] of Object.entries(requestsOfUser)) {
    if (name !== 'deleteMyData') await app.call(user, name as CallableName, request(user));
    if (name === 'undoActivity') await app.log(user, { activityId: `second-of-${user}` });
  }
  await world.report([
    {
      event: 'bounce',
      sg_event_id: `bounce-${user}`,
      delivery: `${user}_milestone.7.2026-03-02_email`,
      email: `${user}@example.com`,
      timestamp: 1_772_000_000,
    },
  ]);
  await app.db.doc(`calendars/${user}_2026-03`).set({ asOf: 0 });
  await app.db.doc(`deadLetters/maintainShard.${user}`).set({
    operation: 'maintainShard',
    payload: { uid: user },
    failedAt: Timestamp.fromMillis(0),
  });
}
