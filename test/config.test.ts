import { localSettingsIn } from '../functions/src/config/environment';
import type * as Parameters from '../functions/src/config/parameters';
import { firestoreDatabase } from '../functions/src/config/parameters';
import type * as Settings from '../functions/src/config/settings';

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

test.each([
  [{}, 'firestreak'],
  [{ FIRESTORE_DATABASE_ID: '' }, 'firestreak'],
  [{ FIRESTORE_DATABASE_ID: 'streaks' }, 'streaks'],
  [{ FIRESTORE_DATABASE_ID: '(default)' }, '(default)'],
])('with %j documents are in the database %s', (env: Record<string, string>, id) => {
  expect(
    load({ ...deployed, FIREBASE_CONFIG: '{}', ...env }, (config) => config.databaseId()),
  ).toBe(id);
});

test.each(['firestreak', '(default)', 'a-12', `a${'b'.repeat(62)}`])(
  'a database may be %s',
  (id) => {
    expect(isDatabaseId(id)).toBe(true);
  },
);

test.each(['', '(other)', 'abc', 'Streaks', '1streak', 'streaks-', `a${'b'.repeat(63)}`])(
  'no deployment may ask for the database %j',
  (id) => {
    expect(isDatabaseId(id)).toBe(false);
  },
);

/** What the Firebase CLI checks an answer by. */
function isDatabaseId(id: string): boolean {
  const { input } = firestoreDatabase.options;
  const pattern = input && 'text' in input ? input.text.validationRegex : undefined;
  return new RegExp(pattern ?? 'none').test(id);
}

/** Loads the configuration with this environment alone. @returns what is asked of it; the origins that may call */
function load(
  env: Record<string, string>,
  ask = (config: typeof Parameters & typeof Settings): unknown => config.allowedOrigins(),
): unknown {
  const before = process.env;
  process.env = env;
  try {
    const answers: unknown[] = [];
    jest.isolateModules(() => {
      const settings = jest.requireActual<typeof Settings>('../functions/src/config/settings');
      const parameters = jest.requireActual<typeof Parameters>(
        '../functions/src/config/parameters',
      );
      answers.push(ask({ ...parameters, ...settings }));
    });
    return answers[0];
  } finally {
    process.env = before;
  }
}
