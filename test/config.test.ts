import type * as Config from '../functions/src/config';
import { localSettingsIn } from '../functions/src/localSettings';

const deployed = { K_SERVICE: 'logactivity', PORT: '8080' };

test.each([
  'FIREBASE_DEBUG_MODE',
  'FIREBASE_DEBUG_FEATURES',
  'FIRESTORE_EMULATOR_HOST',
  'FIREBASE_AUTH_EMULATOR_HOST',
  'FIREBASE_STORAGE_EMULATOR_HOST',
  'PUBSUB_EMULATOR_HOST',
  'CLOUD_TASKS_EMULATOR_HOST',
  'FIREBASE_EMULATOR_HUB',
  'FIRESTREAK_CLOCK_FILE',
  'FIRESTREAK_MESSAGES_HOST',
])('functions do not start deployed with %s', (name) => {
  expect(localSettingsIn({ ...deployed, [name]: 'true' })).toEqual([name]);
  expect(() => load({ ...deployed, [name]: 'true' })).toThrow(name);
});

test('they start deployed without, and locally with them', () => {
  expect(() =>
    load({ ...deployed, FIREBASE_CONFIG: '{}', ENFORCE_APP_CHECK: 'true' }),
  ).not.toThrow();
  expect(() =>
    load({ ...deployed, FUNCTIONS_EMULATOR: 'true', FIREBASE_DEBUG_MODE: 'true' }),
  ).not.toThrow();
});

test.each([
  ['', ['https://demo-x.web.app', 'https://demo-x.firebaseapp.com']],
  ['https://a.example, https://b.example', ['https://a.example', 'https://b.example']],
  ['*', true],
])('with ALLOWED_ORIGINS=%j pages of these origins may call', (list, expected) => {
  const origins = load({
    ...deployed,
    ALLOWED_ORIGINS: list,
    FIREBASE_CONFIG: JSON.stringify({ projectId: 'demo-x' }),
  });
  expect(origins).toEqual(expected);
});

test('functions do not start with a retention that would meet people who are on holiday', () => {
  const env = { ...deployed, FIREBASE_CONFIG: '{}' };
  expect(() => load({ ...env, RETENTION_DAYS: '7' })).toThrow(/^RETENTION_DAYS must be 0 .* or/);
  for (const days of ['0', '30']) {
    expect(() => load({ ...env, RETENTION_DAYS: days })).not.toThrow();
  }
});

/** Loads the configuration with this environment alone. @returns the origins that may call */
function load(env: Record<string, string>): unknown {
  const before = process.env;
  process.env = env;
  try {
    const origins: unknown[] = [];
    jest.isolateModules(() => {
      const config = jest.requireActual<typeof Config>('../functions/src/config');
      origins.push(config.allowedOrigins());
    });
    return origins[0];
  } finally {
    process.env = before;
  }
}
