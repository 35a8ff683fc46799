import type * as Config from '../functions/src/config/settings';
import type * as Installation from '../functions/src/installation';

/** Asks what is loaded with this environment alone. */
function asked<T>(
  env: Record<string, string>,
  ask: (installation: typeof Installation, config: typeof Config) => T,
): T {
  const before = process.env;
  process.env = { FIREBASE_CONFIG: '{"projectId":"demo-x"}', ...env };
  try {
    const answers: T[] = [];
    jest.isolateModules(() => {
      const installation = jest.requireActual<typeof Installation>('../functions/src/installation');
      const config = jest.requireActual<typeof Config>('../functions/src/config/settings');
      answers.push(ask(installation, config));
    });
    const [answer] = answers;
    if (answer === undefined) throw new Error('Nothing was answered.');
    return answer;
  } finally {
    process.env = before;
  }
}

/** As Cloud Run has a function that the CLI deployed: its own names in lower case. */
const deployedAs = (name: string, target: string, region = 'europe-west1') => ({
  K_SERVICE: name.toLowerCase(),
  FUNCTION_TARGET: target,
  FUNCTION_REGION: region,
  EVENTARC_CLOUD_EVENT_SOURCE: `projects/demo-x/locations/${region}/services/${name}`,
});

/** As the CLI's emulator runs it. */
const emulatedAs = (name: string, target: string) => ({
  ...{ K_SERVICE: name, FUNCTION_TARGET: target, FUNCTIONS_EMULATOR: 'true' },
  LOCATION: 'europe-west1',
});

const kit = { FIREBASE_KIT_INSTANCE_ID: 'reading' };

test.each<[string, Record<string, string>, string]>([
  ['nothing', {}, ''],
  ['its names as they are', deployedAs('logActivity', 'logActivity'), ''],
  ['a kit', { ...kit, ...deployedAs('kit-reading-logActivity', 'logActivity') }, 'kit-reading-'],
  ['a prefix', deployedAs('learning-logActivity', 'logActivity'), 'learning-'],
  ['a group', deployedAs('streaks-logActivity', 'streaks.logActivity'), 'streaks-'],
  [
    'a kit with a group',
    { ...kit, ...deployedAs('kit-reading-Streaks-logActivity', 'Streaks.logActivity') },
    'kit-reading-Streaks-',
  ],
  [
    'a kit in the emulator',
    { ...kit, ...emulatedAs('kit-reading-share', 'share') },
    'kit-reading-',
  ],
  ['a prefix in the emulator', emulatedAs('learning-share', 'share'), 'learning-'],
  ['a kit that is not deployed', kit, 'kit-reading-'],
  ['an instance that is not deployed', { INSTANCE_ID: 'a_1' }, 'kit-a_1-'],
])('a function of %s knows the others by their names', (_, env, prefix) => {
  const { queue, link } = asked(env, ({ deployedName }, { settings }) => ({
    queue: deployedName('finishErasure'),
    link: settings.unsubscribeUrl,
  }));
  expect(queue).toBe(`${prefix}finishErasure`);
  const region = 'FUNCTION_TARGET' in env ? 'europe-west1' : 'us-central1';
  expect(link).toBe(`https://${region}-demo-x.cloudfunctions.net/${prefix}unsubscribe`);
});

test.each<[Record<string, string>, string]>([
  [emulatedAs('share', 'share'), 'europe-west1/unsubscribe'],
  [emulatedAs('learning-share', 'share'), 'europe-west1/learning-unsubscribe'],
  [{ ...kit, ...emulatedAs('kit-reading-share', 'share') }, 'europe-west1/kit-reading-unsubscribe'],
])('in the local suite, mail of %j leads to the emulator’s %s', (env, place) => {
  const local = { ...env, FIRESTREAK_FUNCTIONS_URL: 'http://127.0.0.1:5001' };
  const link = asked(local, (_, { settings }) => settings.unsubscribeUrl);
  expect(link).toBe(`http://127.0.0.1:5001/demo-x/${place}`);
});

test.each<[string, Record<string, string>, string]>([
  ['13.10.0', { ...kit, ...deployedAs('kit-reading-share', 'share') }, 'kit-reading-finishErasure'],
  ['14.1.9', { ...kit, ...deployedAs('kit-reading-share', 'share') }, 'kit-reading-finishErasure'],
  ['14.2.0', { ...kit, ...deployedAs('kit-reading-share', 'share') }, 'finishErasure'],
  ['15.0.0', { ...kit, ...deployedAs('kit-reading-g-share', 'g.share') }, 'g-finishErasure'],
  ['14.2.0', { INSTANCE_ID: 'reading', ...deployedAs('a-share', 'share') }, 'a-finishErasure'],
  ['14.2.0', { INSTANCE_ID: 'reading' }, 'kit-reading-finishErasure'],
])('firebase-admin %s with %j asks for the queue %s', (version, env, name) => {
  expect(asked(env, ({ queueName }) => queueName('finishErasure', version))).toBe(name);
});

test.each<[Record<string, string>, string, string]>([
  [{}, 'streak-maintenance', 'https://demo-x.web.app/s'],
  [kit, 'kit-reading-streak-maintenance', 'https://demo-x.web.app/s-reading'],
  [
    { INSTANCE_ID: 'a_1', SHARE_URL: 'https://a.example' },
    'kit-a_1-streak-maintenance',
    'https://a.example/s-a_1',
  ],
  [
    { ...kit, INSTANCE_ID: 'other' },
    'kit-reading-streak-maintenance',
    'https://demo-x.web.app/s-reading',
  ],
  [{ INSTANCE_ID: '' }, 'streak-maintenance', 'https://demo-x.web.app/s'],
])('with %j messages go to %s and cards are at %s', (env, topic, base) => {
  const named = asked(env, ({ topicId }, { settings }) => [
    topicId('streak-maintenance'),
    settings.shareBase,
  ]);
  expect(named).toEqual([topic, base]);
});
