import { cloud } from '../../functions/src/cloud';
import { callables } from '../../functions/src/functions';
import { answerInWords } from '../../tools/admin/answerInWords';
import { callInProcess } from '../../tools/admin/callInProcess';
import { commands } from '../../tools/admin/commands';
import { parseOptions } from '../../tools/admin/options';
import { type App, startApp } from '../integration/app';

let app: App;

const NOW = '2026-03-05T12:00:00Z';

beforeAll(async () => {
  app = await startApp();
  for (const day of [1, 2, 3]) {
    app.at(`2026-03-0${day}T12:00:00Z`);
    await app.log('ada', { timeZone: 'Europe/Berlin' });
  }
  app.at(NOW);
});

afterAll(() => app.close());

/** As the command does it. */
const run = (...args: string[]) => callInProcess(cloud, parseOptions(args, 'olga'));

const actions = async () => {
  const { docs } = await app.db.collection('operatorActions').get();
  return docs.map((action) => action.data());
};

test('a streak is explained day by day, in words', async () => {
  const answer = await run('explain', 'ada', '--from', '2026-03-03', '--to', '2026-03-04');
  expect(answerInWords('explain', answer).split('\n')).toEqual([
    expect.stringMatching(/^2026-03-03 {2}active .*3rd active day/),
    expect.stringMatching(/^2026-03-04 {2}broken /),
  ]);
  expect(await actions()).toEqual([]);
});

test('what changes something is recorded with who, why and how it ended', async () => {
  await run('repair', 'ada', '--reason', 'asked by mail');
  await expect(run('repair', 'nobody', '--reason', 'a typing error')).rejects.toThrow(
    'Nothing is known of this user.',
  );
  expect(await actions()).toEqual(
    expect.arrayContaining([
      expect.objectContaining({
        command: 'repair',
        operator: 'olga',
        reason: 'asked by mail',
        call: 'repairStreak',
        request: '{"uid":"ada"}',
        outcome: 'done',
      }),
      expect.objectContaining({
        reason: 'a typing error',
        outcome: 'refused',
        refusal: 'unknown-user',
      }),
    ]),
  );
});

test.each([
  [
    ['give-freeze', 'ada', '--day', '2026-03-04', '--reason', 'r'],
    {
      name: 'adjustFreezes',
      data: {
        ...{ uid: 'ada', freezes: 1, day: '2026-03-04', reason: 'r' },
        adjustmentId: expect.any(String) as string,
      },
    },
  ],
  [
    ['take-freeze', 'ada', '--id', 'ticket-4711', '--reason', 'r'],
    {
      name: 'adjustFreezes',
      data: { uid: 'ada', freezes: -1, adjustmentId: 'ticket-4711', reason: 'r' },
    },
  ],
  [
    ['merge', 'ada', 'ben', '--id', 'ticket-4711', '--reason', 'r'],
    {
      name: 'mergeUsers',
      data: { from: 'ada', into: 'ben', reason: 'r', requestId: 'ticket-4711' },
    },
  ],
  [['streak', 'ada'], { name: 'getStreak', data: {}, as: 'ada' }],
  [['letters', '--status', 'replayed'], { name: 'listDeadLetters', data: { status: 'replayed' } }],
  [
    ['replay', 'a.1', 'a.2', '--reason', 'r'],
    { name: 'replayDeadLetters', data: { ids: ['a.1', 'a.2'] } },
  ],
  [
    ['replay', '--endpoint', 'a1b2c3d4e5f6', '--reason', 'r'],
    { name: 'replayDeadLetters', data: { endpoint: 'a1b2c3d4e5f6' } },
  ],
  [['webhooks'], { name: 'listWebhookEndpoints', data: {} }],
  [
    'set-webhook --url https://a.example/ --types streak.broken,streak.started --reason r'.split(
      ' ',
    ),
    {
      name: 'setWebhookEndpoint',
      data: {
        url: 'https://a.example/',
        eventTypes: ['streak.broken', 'streak.started'],
        reason: 'r',
      },
    },
  ],
  [
    'set-webhook a1b2c3d4e5f6 --enabled no --types all --secret rotate --reason r'.split(' '),
    {
      name: 'setWebhookEndpoint',
      data: { id: 'a1b2c3d4e5f6', enabled: false, eventTypes: null, secret: 'rotate', reason: 'r' },
    },
  ],
  [
    ['remove-webhook', 'a1b2c3d4e5f6', '--reason', 'r'],
    { name: 'removeWebhookEndpoint', data: { id: 'a1b2c3d4e5f6', reason: 'r' } },
  ],
  [['test-webhook', 'a1b2c3d4e5f6'], { name: 'testWebhookEndpoint', data: { id: 'a1b2c3d4e5f6' } }],
  [['outages'], { name: 'listOutages', data: {} }],
  [
    ['declare-outage', '--from', 'f', '--to', 't', '--reason', 'r'],
    { name: 'declareOutage', data: { from: 'f', to: 't', reason: 'r' } },
  ],
  [['revoke-outage', 'id', '--reason', 'r'], { name: 'revokeOutage', data: { id: 'id' } }],
  [
    'create-challenge may --title May --goal run --target 7 --from 2026-05-01 --to 2026-05-31 --reason r'.split(
      ' ',
    ),
    {
      name: 'createChallenge',
      data: {
        ...{ challengeId: 'may', title: 'May', goal: { kind: 'run', target: 7 } },
        window: { kind: 'days', first: '2026-05-01', last: '2026-05-31' },
      },
    },
  ],
  [['preview-retention', '--days', '365'], { name: 'previewRetention', data: { days: 365 } }],
  [['publish-boards', '--reason', 'r'], { name: 'rebuildLeaderboards', data: {} }],
  [['maintain', '--reason', 'r'], { name: 'runMaintenance', data: {} }],
])('%j is that call', (args, call) => {
  expect(parseOptions(args).call).toEqual(call);
});

test.each([
  [[], /^Name a command/],
  [['fly'], /^There is no command fly/],
  [['explain'], /^Name one user/],
  [['explain', 'a', 'b'], /^Name one user/],
  [['merge', 'ada', '--reason', 'r'], /^Name two users/],
  [['repair', 'ada'], /^repair changes something: say why with --reason/],
  [['repair', 'ada', '--reason', ' '], /say why with --reason/],
  [['streak', 'ada', '--loud'], /--loud/],
  [['set-webhook', 'a', 'b', '--reason', 'r'], /^Name one endpoint, or none/],
  [['set-webhook', '--enabled', 'maybe', '--reason', 'r'], /^--enabled is yes or no/],
])('%j is refused with what to do', (args, message) => {
  expect(() => parseOptions(args)).toThrow(message);
});

/** The calls of all commands, each given as much as it takes. */
const called = Object.entries(commands).map(([name, { changes, call }]) => {
  const positionals = name === 'merge' ? ['x', 'y'] : ['x'];
  return { changes, name: call({ positionals, options: {} }).name };
});

test('whatever only an administrator may call is a command', () => {
  const forAdmins = Object.entries(callables).filter(([, { access }]) => access.by === 'admin');
  const names = called.map(({ name }) => name);
  expect(names).toEqual(expect.arrayContaining(forAdmins.map(([name]) => name)));
});

test('a command needs a reason where its call is recorded', () => {
  for (const { changes, name } of called) {
    expect([name, callables[name].access.recorded]).toEqual([name, changes]);
  }
});
