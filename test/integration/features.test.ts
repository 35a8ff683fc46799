import { cloud } from '../../functions/src/cloud';
import { type FeatureName, features, featuresNamed } from '../../functions/src/contracts/features';
import { featureOf } from '../../functions/src/featureOf';
import {
  type CallableName,
  callables,
  type FunctionName,
  functions,
} from '../../functions/src/functions';
import type { Ports } from '../../functions/src/ports';
import { aChallenge, requestsOfUser } from '../support/doEverything';
import { everyDocument } from '../support/everyDocument';
import { startAccounts, type AccountsServer } from '../support/accountsServer';
import { type Backend, startBackend } from '../support/backend';
import { startHost } from '../../local/host/index';
import { type Messages, startMessages } from '../../local/messages';
import { deploy } from '../../functions/src/deploy';
import { clock } from '../../functions/src/platform/clock';
import { database } from '../../functions/src/platform/firestore';

/** What administrators do, where its feature is deployed. */
const requestsOfAdmin = {
  createChallenge: aChallenge,
  declareOutage: {
    from: '2026-03-09T10:00:00Z',
    to: '2026-03-09T20:00:00Z',
    reason: 'Tried by a test',
  },
  listOutages: {},
  listWebhookEndpoints: {},
  removeWebhookEndpoint: { id: 'a1b2c3d4e5f6', reason: 'Tried by a test' },
  rebuildLeaderboards: {},
  previewRetention: { days: 90 },
  runMaintenance: {},
  listDeadLetters: {},
  replayDeadLetters: { ids: ['maintainShard.none'] },
} satisfies Partial<Record<CallableName, object>>;

/** The collections that a feature may write to, besides those of `streaks`. */
const collectionsOf: Readonly<Record<FeatureName, readonly string[]>> = {
  streaks: ['users', 'rateLimits', 'settings'],
  plans: [],
  calendar: ['calendars'],
  notifications: ['deliveries', 'messageDays', 'deliveryStats'],
  email: ['suppressions'],
  leaderboards: ['leaderboards', 'boardRecords', 'operatorActions'],
  insights: ['insights'],
  challenges: ['challenges', 'operatorActions'],
  sharing: ['shares', 'shareCounters'],
  outages: ['outages', 'settings', 'operatorActions'],
  events: ['operatorActions'],
  retention: [],
  operators: ['operatorActions', 'settings'],
};

/** Refusals that are right where nothing came before; a function that is there gives no other. */
const expected = [
  'no-recovery-offered',
  'unknown-delivery',
  'unknown-share',
  'not-joined',
  'private-user',
];

const isOf = (chosen: ReadonlySet<FeatureName>) => (name: string) =>
  chosen.has(featureOf[name as FunctionName]);

/** The deployed ports with some features; what is handed to other functions is noted. */
function portsWith(chosen: ReadonlySet<FeatureName>) {
  const handedTo = new Set<string>();
  const ports = Object.create(cloud, {
    features: { value: chosen },
    publish: {
      value: (...message: Parameters<Ports['publish']>) => {
        handedTo.add(message[0]);
        return cloud.publish(...message);
      },
    },
    enqueue: {
      value: (...task: Parameters<Ports['enqueue']>) => {
        handedTo.add(task[0]);
        return cloud.enqueue(...task);
      },
    },
  }) as Ports;
  return { ports, handedTo };
}

/** The topics and queues that functions of some features listen to. */
function listenedTo(isDeployed: (name: string) => boolean): string[] {
  return Object.entries(functions).flatMap(([name, row]) => {
    if (!isDeployed(name)) return [];
    return row.kind === 'worker' ? [row.topic] : row.kind === 'task' ? [row.queue] : [];
  });
}

let backend: Backend;
let accounts: AccountsServer;
let messages: Messages;
const time = jest.spyOn(clock, 'now');

beforeAll(async () => {
  [backend, accounts, messages] = await Promise.all([
    startBackend(),
    startAccounts(),
    startMessages({}),
  ]);
  Object.assign(process.env, {
    FIREBASE_AUTH_EMULATOR_HOST: accounts.host,
    FIRESTREAK_MESSAGES_HOST: messages.host,
    UNSUBSCRIBE_URL: 'https://app.example.com/unsubscribe',
    MAIL_FROM: 'Streaks <streak@example.com>',
    APP_URL: 'https://app.example.com',
    SENDGRID_API_KEY: 'SG.test',
    SENDGRID_WEBHOOK_KEYS: 'none',
    UNSUBSCRIBE_SIGNING_KEYS: 'key',
  });
  accounts.accounts.set('ada', { email: 'ada@example.com', emailVerified: true });
});

afterAll(async () => {
  await database().terminate();
  await Promise.all([backend.close(), accounts.close(), messages.close()]);
});

/** The functions of some features, as they are deployed. */
async function startWith(chosen: ReadonlySet<FeatureName>) {
  process.env['RETENTION_DAYS'] = chosen.has('retention') ? '90' : '0';
  process.env['EMAIL_ENABLED'] = String(chosen.has('email'));
  await backend.clear();
  const { ports, handedTo } = portsWith(chosen);
  const { functionsPort: port, ...rest } = backend;
  const host = await startHost({
    ...{ ...rest, port, functions: { ...deploy(ports) } },
    now: () => clock.now(),
  });
  const at = (instant: string) => time.mockReturnValue(Date.parse(instant));
  const until = async (instant: string) => {
    await host.idle();
    for (;;) {
      const [next] = host.tasks.scheduled;
      if (!next || next.time > new Date(instant)) break;
      at(next.time.toISOString());
      await host.tasks.runUntil(next.time);
      await host.idle();
    }
    at(instant);
  };
  const call = (uid: string, name: string, data: object = {}) =>
    host.call(name, data, { uid, ...(uid === 'root' && { claims: { admin: true } }) });
  return { host, handedTo, at, until, call };
}

test.each(Object.keys(features) as FeatureName[])(
  'with %s and what it needs alone, everything that can be done works, and nothing is left over',
  async (feature) => {
    const chosen = featuresNamed([feature, ...features[feature].needs]);
    const isDeployed = isOf(chosen);
    const { host, handedTo, at, until, call } = await startWith(chosen);
    const db = database();
    try {
      const schedules = Object.entries(functions)
        .filter(([name, { kind }]) => kind === 'schedule' && isDeployed(name))
        .map(([name]) => name);
      for (const day of ['02', '03', '04', '05', '06', '07', '08', '10']) {
        at(`2026-03-${day}T12:00:00Z`);
        for (const name of schedules) await host.runSchedule(name, new Date(clock.now()));
        await host.idle();
        const activity = { type: 'quiz_easy_passed', timeZone: 'Europe/Berlin' };
        if (day !== '10')
          await call('ada', 'logActivity', { activityId: `on-${day}`, ...activity });
        await host.idle();
      }
      for (const [name, request] of Object.entries(requestsOfAdmin).filter(([each]) =>
        isDeployed(each),
      )) {
        await call('root', name, request);
      }
      for (const [name, request] of Object.entries(requestsOfUser)) {
        if (!isDeployed(name) || name === 'deleteMyData') continue;
        await call('ada', name, request('ada')).catch((error: unknown) => {
          const { details } = error as { details?: { reason?: string } };
          expect({ name, reason: details?.reason }).toEqual({
            name,
            reason: expect.stringMatching(new RegExp(`^(${expected.join('|')})$`)) as string,
          });
        });
      }
      for (const name of schedules) await host.runSchedule(name, new Date(clock.now()));
      await until('2026-03-12T12:00:00Z');

      expect(host.failures).toEqual([]);
      const heard = listenedTo(isDeployed);
      expect([...handedTo].filter((each) => !heard.includes(each))).toEqual([]);
      const allowed = [...chosen].flatMap((each) => collectionsOf[each]);
      const written = (await db.listCollections()).map(({ id }) => id);
      expect(written.filter((each) => !allowed.includes(each))).toEqual([]);

      const { about } = (await call('ada', 'getStreak', { about: true })) as {
        about: { features: string[]; callables: string[] };
      };
      expect(about.features).toEqual([...chosen]);
      expect(about.callables).toEqual(Object.keys(callables).filter(isDeployed).sort());

      await call('ada', 'deleteMyData');
      await until('2026-03-14T12:00:00Z');
      const left = [...(await everyDocument(db))].filter(
        ([path]) => !path.startsWith('rateLimits'),
      );
      expect(left.filter(([path, data]) => (path + data).includes('ada'))).toEqual([]);
      expect(host.failures).toEqual([]);
    } finally {
      await host.close();
    }
  },
);

test('a function whose feature is not deployed is not there', async () => {
  const { host, call } = await startWith(featuresNamed(['plans']));
  await expect(call('ada', 'getCalendar', { month: '2026-03' })).rejects.toThrow();
  await expect(call('ada', 'setRestDays', { weekdays: [] })).rejects.toMatchObject({
    details: { reason: 'time-zone-unset' },
  });
  await host.close();
});

test('where there are no leaderboards to choose a name on, a card is shared without one', async () => {
  const { host, call } = await startWith(featuresNamed(['sharing']));
  await call('ada', 'setTimeZone', { timeZone: 'Europe/Berlin' });
  await expect(call('ada', 'createShare', { fields: ['streak'] })).resolves.toMatchObject({
    fields: ['streak'],
  });
  await expect(call('ada', 'createShare', { fields: ['streak', 'name'] })).rejects.toMatchObject({
    details: { reason: 'private-user' },
  });
  await host.close();
});
