import type { CallableName } from '../../functions/src/functions';
import { clock } from '../../functions/src/platform/clock';
import { aChallenge, requestsOfUser } from '../support/doEverything';
import type { Messaging } from '../integration/messaging';

/** The users of a world in which everything has been done: `gone` has left. */
export const people = ['Ada', 'Ben'] as const;

/** When it ends. */
export const end = '2026-03-11T12:00:00Z';

const admin = { uid: 'root', claims: { admin: true } };

const schedules = [
  'scheduleMaintenance',
  'scheduleReminders',
  'buildLeaderboards',
  'scheduleInsights',
  'rollUpDeliveries',
  'closeChallenges',
] as const;

/** Ten days in which every function is called that stores anything. */
export async function doEverything(world: Messaging): Promise<void> {
  const { app } = world;
  for (const uid of people) await world.user(uid);
  for (let day = 2; day <= 8; day += 1) {
    app.at(`2026-03-0${day}T12:00:00Z`);
    for (const uid of people) {
      await app.log(uid, { timeZone: 'Europe/Berlin', type: 'evaluation_high' });
    }
    await app.host.idle();
  }
  app.at('2026-03-10T12:00:00Z'); // the 9th was missed, so that there is a run to win back
  await app.host.call('createChallenge', { ...aChallenge, capacity: 50 }, admin);
  for (const uid of people) {
    await app.log(uid, { activityId: `mistake-of-${uid}` });
    await app.call(uid, 'undoActivity', { activityId: `mistake-of-${uid}` });
    for (const [name, request] of Object.entries(requestsOfUser)) {
      const isOfOne = ['deleteMyData', 'trackOpen', 'trackShare', 'revokeShare'].includes(name);
      if (!isOfOne && name !== 'undoActivity')
        await app.call(uid, name as CallableName, request(uid));
    }
    await app.log(uid, { activityId: `counts-of-${uid}` });
    await app.call(uid, 'createShare', { fields: ['streak', 'name'], requestId: 'one' });
    await app.call(uid, 'getCalendar', { month: '2026-02' });
  }
  const outage = { from: '2026-03-09T03:00:00Z', to: '2026-03-10T03:00:00Z', reason: 'A cable' };
  await app.host.call('declareOutage', outage, admin);
  const gift = { uid: 'Ben', adjustmentId: 'one', freezes: 1, reason: 'A test', day: '2026-03-08' };
  await app.host.call('adjustFreezes', gift, admin);
  await world.report([
    {
      ...{ event: 'bounce', sg_event_id: 'bounce', email: 'Ben@example.com' },
      ...{ delivery: 'Ben_milestone.7.2026-03-02_email', timestamp: 1_772_000_000 },
    },
  ]);
  const [share] = (await app.db.collection('shares').where('uid', '==', 'Ben').get()).docs;
  await app.call('Ben', 'trackShare', { shareId: share?.id ?? '', via: 'x' });
  app.at(end);
  for (const name of schedules) {
    await app.host.runSchedule(name, new Date(clock.now()));
    await app.host.idle();
  }
}
