/** Tests run in a zone whose offset is not a whole hour, so that a use of the host's zone shows. */
process.env.TZ = 'Asia/Kathmandu';

const { register } = require('tsx/cjs/api');

// Unregistered at once: it would get in the way of jest's own transform.
const unregister = register();
const { chromiumPath } = require('./test/support/chromium.ts');
const { officialInstalled } = require('./test/support/officialEmulators.ts');
const { promtoolPath } = require('./test/support/promtool.ts');
const { redisServerPath } = require('./test/support/redisServer.ts');
const { hasProductionNode, remarksOnNode } = require('./test/deploy/nodes/productionNodes.ts');
unregister();

const setupFiles = ['<rootDir>/test/support/env.ts', '<rootDir>/test/support/quietLogs.ts'];

const common = {
  modulePathIgnorePatterns: ['<rootDir>/.cache/'],
  transform: {
    '^.+\\.ts$': ['@swc/jest', { jsc: { target: 'es2022' }, module: { type: 'commonjs' } }],
  },
};

for (const remark of remarksOnNode()) process.stderr.write(`\n!!! ${remark}\n\n`);

const hasRedis = redisServerPath() !== undefined;
if (!hasRedis) {
  process.stderr.write(
    '\n!!! The Redis cache tests did NOT run: there is no redis-server on this machine.\n\n',
  );
}

const hasPromtool = promtoolPath() !== undefined;
if (!hasPromtool) {
  process.stderr.write(
    '\n!!! The alerts were NOT evaluated: there is no promtool on this machine.\n\n',
  );
}

const embedded = {
  ...common,
  displayName: 'embedded',
  testMatch: ['<rootDir>/test/**/*.test.ts'],
  testPathIgnorePatterns: [
    '<rootDir>/test/(rules|web)/',
    '<rootDir>/test/existingApp/official.test.ts',
    ...(hasPromtool ? [] : ['<rootDir>/test/monitoring/alertSeries.test.ts']),
    ...(hasRedis ? [] : ['<rootDir>/test/calendar/redis/']),
    ...(hasProductionNode() ? [] : ['<rootDir>/test/deploy/production.test.ts']),
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

const installed = officialInstalled();
if (!installed) {
  process.stderr.write(
    '\n!!! The contract tests did NOT run: the official emulators are not on this machine.\n\n',
  );
}

const hasBrowser = chromiumPath() !== undefined;
if (!hasBrowser) {
  process.stderr.write(
    '\n!!! The browser tests did NOT run: there is no Chromium on this machine.\n\n',
  );
}

const projects = [embedded, ...(installed ? [official] : []), ...(hasBrowser ? [browser] : [])];

/** @type {import('jest').Config} */
module.exports = { testTimeout: 60_000, maxWorkers: '100%', projects };
