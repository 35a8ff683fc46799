/** Tests run in a zone whose offset is not a whole hour, so that a use of the host's zone shows. */
process.env.TZ = 'Asia/Kathmandu';

const { register } = require('tsx/cjs/api');

// Unregistered at once: it would get in the way of jest's own transform.
const unregister = register();
const { leftOut, optionalTests } = require('./test/support/leftOut.ts');
const { remarksOnNode } = require('./test/deploy/nodes/productionNodes.ts');
unregister();

for (const remark of remarksOnNode()) process.stderr.write(`\n!!! ${remark}\n\n`);

const optional = optionalTests();
const text = leftOut(Object.values(optional));
if (text !== undefined && process.env.REQUIRE_ALL === '1') throw new Error(text);

const setupFiles = [
  '<rootDir>/test/support/env.ts',
  '<rootDir>/local/suite/quietLogs.ts',
  '<rootDir>/test/support/seed.ts',
];

const common = {
  modulePathIgnorePatterns: ['<rootDir>/.cache/'],
  transform: {
    '^.+\\.ts$': ['@swc/jest', { jsc: { target: 'es2022' }, module: { type: 'commonjs' } }],
  },
};

const embedded = {
  ...common,
  displayName: 'embedded',
  testMatch: ['<rootDir>/test/**/*.test.ts'],
  testPathIgnorePatterns: [
    '<rootDir>/test/(rules|web)/',
    '<rootDir>/test/existingApp/official.test.ts',
    ...(optional.gcloud.isHere ? [] : ['<rootDir>/test/docs/gcloudCommands.test.ts']),
    ...(optional.promtool.isHere ? [] : ['<rootDir>/test/monitoring/alertSeries.test.ts']),
    ...(optional.redis.isHere ? [] : ['<rootDir>/test/calendar/redis/']),
    ...(optional.production.isHere ? [] : ['<rootDir>/test/deploy/production.test.ts']),
  ],
  setupFiles,
  globalSetup: '<rootDir>/test/support/embeddedSetup.ts',
  globalTeardown: '<rootDir>/test/support/embeddedTeardown.ts',
};

/**
 * The integration tests once more, on the official emulators: where ours differ, ours are wrong. Only
 * the official Firestore knows security rules.
 */
const official = {
  ...common,
  displayName: 'official',
  testMatch: [
    '<rootDir>/test/{integration,rules}/**/*.test.ts',
    '<rootDir>/test/existingApp/official.test.ts',
  ],
  // Weeks of lives, which ask nothing of the servers that the others do not.
  testPathIgnorePatterns: [
    '<rootDir>/test/integration/(everyView|features|learning|toldAndTrue|toldLives).test.ts',
  ],
  setupFiles: [...setupFiles, '<rootDir>/test/support/useOfficial.ts'],
  globalSetup: '<rootDir>/test/support/officialSetup.ts',
  globalTeardown: '<rootDir>/test/support/officialTeardown.ts',
};

/** The dashboard in a real browser: its elements one by one, and all of it on the local suite. */
const browser = {
  ...common,
  displayName: 'browser',
  testMatch: ['<rootDir>/test/web/**/*.test.ts'],
  setupFiles,
};

const projects = [
  embedded,
  ...(optional.official.isHere ? [official] : []),
  ...(optional.browser.isHere ? [browser] : []),
];

/** @type {import('jest').Config} */
module.exports = {
  // Only what hangs is ended: how long a test takes says more of the machine than of the code.
  testTimeout: 600_000,
  maxWorkers: '100%',
  projects,
  reporters: ['default', ['<rootDir>/test/support/leftOutReporter.js', { text }]],
};
