import { cloud } from '../../functions/src/cloud';
import { checkProgram } from '../../functions/src/contracts/program';
import { lawStudy } from '../../functions/src/program';
import { type Messaging, startMessaging } from './messaging';

const told = { push: true, email: false };
const program = checkProgram({
  ...lawStudy,
  messages: { badge_earned: told, level_reached: told, weekly_bonus_earned: false },
});

let world: Messaging;

beforeAll(async () => {
  world = await startMessaging(
    Object.create(cloud, { program: { value: program } }) as typeof cloud,
  );
});

afterAll(() => world.close());

const logAt = async (instant: string, activity: object = {}) => {
  await world.until(instant);
  await world.app.log('ada', { timeZone: 'Europe/Berlin', ...activity });
  await world.app.host.idle();
};

test('what an activity brings about is one message: what weighs most leads, the rest is a sentence each', async () => {
  world.app.at('2026-03-02T10:00:00Z');
  await world.user('ada');
  await logAt('2026-03-02T11:00:00Z', { type: 'evaluation_high', quantity: 3 });
  expect(world.pushes()).toHaveLength(1);
  expect(world.pushes()[0]?.title).toBe('New badge: Ignition');
  expect(world.pushes()[0]?.body).toContain('You reached level 2.');
  for (const day of ['03', '04', '05', '06', '07', '08']) await logAt(`2026-03-${day}T11:00:00Z`);
  const last = world.pushes().at(-1);
  expect(last?.title).toBe('A milestone: 7 days');
  expect(last?.body).toContain('You earned the badge Warming Up.');
  expect(last?.body).toContain('You earned the badge Perfect Week.');
});

test('an activity that is taken back before the morning takes its badge and its level back', async () => {
  world.app.at('2026-04-02T10:00:00Z');
  await world.user('eve');
  const before = world.pushes().length;
  await world.until('2026-04-02T22:30:00Z');
  const activity = { activityId: 'late', type: 'evaluation_high', quantity: 3 };
  await world.app.log('eve', { timeZone: 'Europe/Berlin', ...activity });
  await world.app.call('eve', 'undoActivity', { activityId: 'late' });
  await world.until('2026-04-03T12:00:00Z');
  expect(world.pushes().slice(before)).toEqual([]);
  const { docs } = await world.app.db.collection('deliveries').where('uid', '==', 'eve').get();
  expect(docs.map((doc) => doc.get('reason') as string)).toContain('corrected');
});

test('what the program does not tell is neither offered nor sent', async () => {
  const { kinds } = (await world.app.call('ada', 'getPreferences')) as { kinds: object };
  expect(kinds).not.toHaveProperty('weekly_bonus_earned');
  expect(kinds).toHaveProperty('badge_earned', told);
});
