import { Timestamp } from 'firebase-admin/firestore';
import type { ListDevicesResponse } from '../../functions/src/contracts/notifications';
import { sweepDeliveries } from '../../functions/src/features/notifications/sweepDeliveries';
import { HEADER, type Messaging, startMessaging, token } from './messaging';

let world: Messaging;
let user: string;
let number = 0;

const NOON = '2026-03-02T12:00:00Z';

beforeAll(async () => {
  world = await startMessaging();
});

beforeEach(async () => {
  number += 1;
  user = `person${number}`;
  world.fail();
  world.app.at(NOON);
  await world.user(user);
  await world.app.log(user, { timeZone: 'Europe/Berlin' });
});

afterAll(() => world.close());

const mails = () => world.mails().filter(({ to }) => to === `${user}@example.com`);
const idOf = (n: number, channel = 'email') => `${user}_challenge_completed.c${n}_${channel}`;
const delivery = async (n: number, channel = 'email') =>
  (await world.app.db.doc(`deliveries/${idOf(n, channel)}`).get()).data();
const preferences = () => world.app.call(user, 'getPreferences');

async function challenge(n: number): Promise<void> {
  const completed = { kind: 'challenge_completed', challengeId: `c${n}` };
  const event = { ...completed, title: '<b>Ten</b> & more', day: '2026-03-02' };
  const at = Timestamp.fromMillis(Date.parse(NOON));
  const stored = { ...event, at, correlationId: 'test-correlation' };
  await world.app.db.doc(`users/${user}/events/challenge_completed.c${n}`).set(stored);
  await world.app.host.idle();
}

/** The unsubscribe link of the user's latest mail, on this machine. */
function link(): string {
  const header = mails().at(-1)?.headers['List-Unsubscribe'] ?? '';
  const { search } = new URL(header.slice(1, -1));
  return `${world.app.host.url('unsubscribe')}${search}`;
}

describe('mail', () => {
  test('comes in two forms, from whom it should, and escapes what users have written', async () => {
    await challenge(1);
    const [mail] = mails();
    expect(mail).toMatchObject({ from: 'streak@example.com', customArgs: { delivery: idOf(1) } });
    expect(mail?.headers['List-Unsubscribe-Post']).toBe('List-Unsubscribe=One-Click');
    expect(mail?.text).toContain('“<b>Ten</b> & more”');
    expect(mail?.html).toContain('&lt;b&gt;Ten&lt;/b&gt; &amp; more');
  });

  test('ends with one POST to its link, without signing in, and with no GET', async () => {
    await challenge(1);
    const shown = await fetch(link());
    expect([shown.status, await shown.text()]).toEqual([200, expect.stringContaining('<form')]);
    expect(await preferences()).toMatchObject({ channels: { email: true } });
    const body = new URLSearchParams({ 'List-Unsubscribe': 'One-Click' });
    expect((await fetch(link(), { method: 'POST', body })).status).toBe(200);
    expect(await preferences()).toMatchObject({ channels: { push: true, email: false } });
    await challenge(2);
    expect(mails()).toHaveLength(1);
  });

  test('ends for a user who has left as for any other, and brings nothing of them back', async () => {
    await challenge(1);
    const { db } = world.app;
    const [url, record] = [link(), await delivery(1)];
    const post = async () => (await fetch(url, { method: 'POST' })).text();
    const answer = await post();
    await world.app.call(user, 'deleteMyData');
    await db.doc(`deliveries/${idOf(1)}`).set(record ?? {}); // it was being written
    expect(await post()).toBe(answer);
    const unsubscribed = { event: 'unsubscribe', sg_event_id: 'late', timestamp: 1_772_452_900 };
    const complained = { ...unsubscribed, event: 'spamreport', sg_event_id: 'later' };
    const reported = [unsubscribed, complained].map((each) => ({ ...each, delivery: idOf(1) }));
    expect(await world.report(reported)).toBe(204);
    expect((await db.doc(`suppressions/${user}`).get()).exists).toBe(false);
    expect((await db.doc(`users/${user}`).get()).exists).toBe(false);
  });

  test.each([
    ['no token', ''],
    ['a token that nobody signed', '?token=v1.YWRh.AAAA'],
    ['two tokens', '?token=a&token=b'],
  ])('a link with %s changes nothing', async (_, search) => {
    const url = `${world.app.host.url('unsubscribe')}${search}`;
    expect((await fetch(url, { method: 'POST' })).status).toBe(400);
    expect(await preferences()).toMatchObject({ channels: { email: true } });
  });
});

describe('reports of SendGrid', () => {
  const event = (name: string, more: object = {}) => ({
    event: name,
    sg_event_id: `${name}-${user}`,
    timestamp: Date.parse(NOON) / 1000 + 60,
    email: `${user}@example.com`,
    delivery: idOf(1),
    ...more,
  });

  beforeEach(() => challenge(1));

  test.each(['current', 'previous'] as const)('count with the %s key', async (key) => {
    expect(await world.report([event('delivered'), event('open')], key)).toBe(204);
    expect(await delivery(1)).toMatchObject({ status: 'sent', delivered: true, opened: true });
  });

  test('without a signature of a known key change nothing', async () => {
    expect(await world.report([event('delivered')], 'wrong')).toBe(403);
    const body = JSON.stringify([event('delivered')]);
    const headers = { 'content-type': 'application/json' };
    const url = world.app.host.url('sendgridEvents');
    expect((await fetch(url, { method: 'POST', headers, body })).status).toBe(403);
    expect(await delivery(1)).toMatchObject({ delivered: false });
  });

  test('count once, however often and in whatever order they come', async () => {
    const first = event('open', { sg_event_id: 'first', timestamp: 1_772_452_900 });
    const again = event('open', { sg_event_id: 'again', timestamp: 1_772_459_999 });
    await Promise.all([world.report([first, event('delivered')]), world.report([first])]);
    await world.report([again, first, event('processed')]);
    expect(await delivery(1)).toMatchObject({
      openedAt: Timestamp.fromMillis(1_772_452_900_000),
      reports: expect.arrayContaining(['first', 'again']) as unknown,
    });
    expect((await delivery(1))?.['reports']).toHaveLength(4);
  });

  test.each([
    ['signed ten minutes ago', -600],
    ['signed ten minutes ahead', 600],
  ])('%s change nothing, and are right again when they are signed anew', async (_, seconds) => {
    const body = JSON.stringify([event('delivered')]);
    const at = String(Date.parse(NOON) / 1000 + seconds);
    expect(await world.post(body, { [`${HEADER}timestamp`]: at })).toBe(403);
    expect(await delivery(1)).toMatchObject({ delivered: false });
    expect(await world.post(body)).toBe(204);
    expect(await delivery(1)).toMatchObject({ delivered: true });
  });

  test('that were recorded and are sent again have no effect, whatever the user chose since', async () => {
    const all = [
      event('unsubscribe'),
      event('bounce', { type: 'bounce' }),
      event('open', { sg_event_id: 'opened' }),
    ];
    await Promise.all(Array.from({ length: 8 }, () => world.report(all)));
    expect(await preferences()).toMatchObject({ channels: { email: false } });
    expect((await delivery(1))?.['reports']).toHaveLength(3);
    await world.app.call(user, 'updatePreferences', { channels: { email: true } });
    const suppression = world.app.db.doc(`suppressions/${user}`);
    expect((await suppression.get()).exists).toBe(true);
    await suppression.delete(); // as an operator does who knows that the address works again
    const before = await delivery(1);
    expect(await Promise.all([world.report(all), world.report(all.slice(0, 2))])).toEqual([
      204, 204,
    ]);
    expect(await preferences()).toMatchObject({ channels: { email: true } });
    expect((await suppression.get()).exists).toBe(false);
    expect(await delivery(1)).toEqual(before);
  });

  test('and what follows from them are one commit: neither is there without the other', async () => {
    await world.report([event('spamreport'), event('group_unsubscribe')]);
    const { db } = world.app;
    const paths = [`suppressions/${user}`, `users/${user}`, `deliveries/${idOf(1)}`];
    const found = await db.getAll(...paths.map((path) => db.doc(path)));
    const instants = found.map(({ updateTime }) => updateTime?.valueOf());
    expect(new Set(instants).size).toBe(1);
    expect(instants[0]).toBeDefined();
  });

  test('a bounce that comes after a complaint does not make it less', async () => {
    await world.report([event('spamreport')]);
    await world.report([event('bounce', { type: 'bounce' })]);
    const held = await world.app.db.doc(`suppressions/${user}`).get();
    expect(held.data()).toMatchObject({ reason: 'complained', addressTag: null });
  });

  test.each([
    ['at an instant that is none', { timestamp: 'yesterday' }],
    ['before 1970', { timestamp: -1 }],
    ['in the year 55729', { timestamp: 1_696_000_000_000 }],
    ['at 1e300', { timestamp: 1e300 }],
    ['with an id that is too long', { sg_event_id: 'x'.repeat(101) }],
    ['with an id of half a character', { sg_event_id: '\ud800' }],
    ['of an address that is none', { email: 17 }],
    ['of a delivery with a slash', { delivery: 'a/b' }],
    ['of half a character', { delivery: '\ud800' }],
    ['of no kind', { event: null }],
    ['of a kind that every object has', { event: 'constructor' }],
  ])('of which one lies %s count but for that one', async (_, flaw) => {
    const flawed = { ...event('open'), ...flaw };
    const none = [null, 17, 'text', [[[]]]] as unknown as object[];
    expect(await world.report([flawed, ...none, event('delivered')])).toBe(204);
    expect(await delivery(1)).toMatchObject({ status: 'sent', delivered: true, opened: false });
    expect(world.app.host.failures).toEqual([]);
  });

  test.each([
    ['an object', '{}', 400],
    ['too many', `[${Array(5001).fill('{}').join()}]`, 413],
  ])('that are %s are refused, and not as our fault', async (_, body, status) => {
    expect(await world.post(body)).toBe(status);
  });

  test('of thousands of mails that are not ours are looked up by the page, and begin nothing', async () => {
    const others = Array.from({ length: 4_999 }, (_, n) =>
      event('open', { sg_event_id: `${n}`, delivery: `nobody${n}_milestone.7.2026-03-02_email` }),
    );
    const { db } = world.app;
    const spies = [jest.spyOn(db, 'getAll'), jest.spyOn(db, 'runTransaction')];
    expect(await world.report([...others, event('open')])).toBe(204);
    const [pages, transactions] = spies.map(({ mock }) => mock.calls.length);
    for (const spy of spies) spy.mockRestore();
    expect({ pages, transactions }).toEqual({ pages: 20, transactions: 1 }); // that of ours
    expect(await delivery(1)).toMatchObject({ opened: true });
  });

  test('a bounce holds mail back until the user has another address', async () => {
    await world.report([event('bounce', { type: 'bounce' })]);
    expect(await delivery(1)).toMatchObject({ status: 'failed', reason: 'bounce' });
    await challenge(2);
    expect(mails()).toHaveLength(1);
    world.accounts.set(user, { email: `new-${user}@example.com`, emailVerified: true });
    await challenge(3);
    expect(await delivery(3)).toMatchObject({ status: 'sent' });
  });

  test('a complaint holds mail back for good', async () => {
    await world.report([event('spamreport')]);
    world.accounts.set(user, { email: `new-${user}@example.com`, emailVerified: true });
    await challenge(2);
    expect(await delivery(2)).toBeUndefined();
  });

  test('an address that was unsubscribed at SendGrid is unsubscribed here', async () => {
    await world.report([event('group_unsubscribe')]);
    expect(await preferences()).toMatchObject({ channels: { email: false } });
  });

  test('that make no sense, or are not about mail of ours, are passed over', async () => {
    const strange = [[], {}, { event: 'open' }, event('open', { sg_event_id: 7 })];
    const others = [event('open', { delivery: idOf(1, 'push') }), event('open', { delivery: 'x' })];
    expect(await world.report([...strange, ...others, event('weird')])).toBe(204);
    expect(await delivery(1)).toMatchObject({ opened: false });
  });
});

describe('trackOpen', () => {
  test('notes once that a message was shown and opened', async () => {
    await challenge(1);
    const track = (action: string) =>
      world.app.call(user, 'trackOpen', { deliveryId: idOf(1, 'push'), action });
    expect(await track('shown')).toEqual({ counted: true });
    expect(await Promise.all([track('opened'), track('opened')])).toEqual(
      expect.arrayContaining([{ counted: true }, { counted: false }]),
    );
    expect(await delivery(1, 'push')).toMatchObject({ delivered: true, opened: true });
  });

  test.each(['nothing_here_push', 'of-somebody-else'])('refuses %s', async (id) => {
    await challenge(1);
    const deliveryId = id === 'of-somebody-else' ? idOf(1, 'push') : id;
    await expect(world.app.call('mallory', 'trackOpen', { deliveryId })).rejects.toMatchObject({
      code: 'not-found',
      details: { reason: 'unknown-delivery' },
    });
    expect(await delivery(1, 'push')).toMatchObject({ opened: false });
  });
});

describe('devices', () => {
  const register = (uid: string, of: string) =>
    world.app.call(uid, 'registerDevice', { token: token(of), platform: 'web' });
  const tokensOf = async (uid: string) => {
    const { docs } = await world.app.db.collection(`users/${uid}/devices`).get();
    return docs.map((device) => device.get('token') as string);
  };

  test('a token belongs to whoever registered it last', async () => {
    await register(`${user}b`, user);
    expect([await tokensOf(user), await tokensOf(`${user}b`)]).toEqual([[], [token(user)]]);
  });

  test('two who register one token at once: one has it', async () => {
    await Promise.all([register(`${user}c`, `${user}x`), register(`${user}d`, `${user}x`)]);
    const both = [...(await tokensOf(`${user}c`)), ...(await tokensOf(`${user}d`))];
    expect(both).toEqual([token(`${user}x`)]);
  });

  test('the 20 that were seen last are kept', async () => {
    for (let n = 0; n < 22; n += 1) {
      world.app.at(new Date(Date.parse(NOON) + n * 1000).toISOString());
      await register(user, `${user}-${n}`);
    }
    const tokens = await tokensOf(user);
    expect(tokens).toHaveLength(20);
    expect(tokens).not.toContain(token(`${user}-1`));
    expect(tokens).toContain(token(`${user}-21`));
  });

  test.each([
    ['no token', { platform: 'web' }],
    ['a token with a space', { token: 'a token with spaces in it', platform: 'web' }],
    ['a platform that is none', { token: token('x'), platform: 'toaster' }],
  ])('%s is refused', async (_, request) => {
    await expect(world.app.call(user, 'registerDevice', request)).rejects.toMatchObject({
      details: { reason: 'malformed-request' },
    });
    expect(await tokensOf(user)).toEqual([token(user)]);
  });
});

test('the day is counted by channel, kind and end, and can be counted again', async () => {
  await world.app.backend.clear();
  await world.user(user);
  await world.app.log(user, { timeZone: 'Europe/Berlin' });
  await challenge(1);
  await challenge(2);
  await world.app.call(user, 'trackOpen', { deliveryId: idOf(1, 'push') });
  const stats = async () => {
    await world.app.host.runSchedule('rollUpDeliveries', new Date('2026-03-03T01:25:00Z'));
    return (await world.app.db.doc('deliveryStats/2026-03-02').get()).data();
  };
  await stats();
  expect(await stats()).toMatchObject({
    push: {
      challenge_completed: { sent: 2, delivered: 1, opened: 1, failed: 0, deferred: 0 },
      milestone: { sent: 0 },
    },
    email: { challenge_completed: { sent: 2, delivered: 0 } },
  });
});

test('a delivery whose task was lost is taken up', async () => {
  world.fail(() => ({ does: 'hang-up', accepts: false }));
  await challenge(1);
  world.fail();
  const later = jest.fn(() => Promise.resolve());
  const at = (minutes: number) => Date.parse(NOON) + minutes * 60_000;
  const sweepAt = (minutes: number) =>
    sweepDeliveries({ db: world.app.db, later, now: () => at(minutes) });
  expect(await sweepAt(60)).toBe(0);
  expect(await sweepAt(71)).toBe(2);
  const key = { uid: user, eventId: 'challenge_completed.c1', channel: 'email' };
  expect(later).toHaveBeenCalledWith(key, at(71), 'test-correlation');
});

describe('the list of devices', () => {
  const devices = async () => (await world.app.call(user, 'listDevices')) as ListDevicesResponse;
  const register = (name: string, platform: 'android' | 'ios' | 'web') =>
    world.app.call(user, 'registerDevice', { token: token(`${user}-${name}`), platform });

  test('has those of the caller, the one seen last first, and gives no token away', async () => {
    world.app.at('2026-03-02T12:10:00Z');
    await register('phone', 'ios');
    world.app.at('2026-03-02T12:30:00Z');
    await register('browser', 'web');
    await world.app.call(`${user}-other`, 'registerDevice', {
      ...{ token: token(`${user}-theirs`), platform: 'android' },
    });
    const listed = await devices();
    expect(listed.devices.map(({ platform, seenAt }) => [platform, seenAt]).slice(0, 2)).toEqual([
      ['web', '2026-03-02T12:30:00.000Z'],
      ['ios', '2026-03-02T12:10:00.000Z'],
    ]);
    expect(JSON.stringify(listed)).not.toContain('theirs');
    expect(JSON.stringify(listed)).not.toContain(token(`${user}-phone`));
  });

  test('says by which id a device is removed, also one that is lost, and no other user’s', async () => {
    await register('phone', 'ios');
    const [phone] = (await devices()).devices.filter(({ platform }) => platform === 'ios');
    const { deviceId = '' } = phone ?? {};
    const other = `${user}-other`;
    expect(await world.app.call(other, 'unregisterDevice', { deviceId })).toEqual({
      removed: false,
    });
    const before = (await devices()).devices.length;
    expect(await world.app.call(user, 'unregisterDevice', { deviceId })).toEqual({ removed: true });
    expect(await world.app.call(user, 'unregisterDevice', { deviceId })).toEqual({
      removed: false,
    });
    expect((await devices()).devices).toHaveLength(before - 1);
  });

  test.each([{}, { token: token('a-phone'), deviceId: 'A'.repeat(22) }, { deviceId: '../x' }])(
    'a device is removed by one of both names: %j is refused',
    async (request) => {
      await expect(world.app.call(user, 'unregisterDevice', request)).rejects.toMatchObject({
        details: { reason: 'malformed-request' },
      });
    },
  );
});
