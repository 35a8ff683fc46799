/** Tests run in a zone whose offset is not a whole hour, so that a use of the host's zone shows. */
process.env.TZ = 'Asia/Kathmandu';

const { register } = require('tsx/cjs/api');

// Unregistered at once: it would get in the way of jest's own transform.
const unregister = register();
const { officialInstalled } = require('./test/support/officialEmulators.ts');
unregister();

const setupFiles = ['<rootDir>/test/support/env.ts', '<rootDir>/test/support/quietLogs.ts'];

const common = {
  transform: {
    '^.+\\.ts$': ['@swc/jest', { jsc: { target: 'es2022' }, module: { type: 'commonjs' } }],
  },
};

const embedded = {
  ...common,
  displayName: 'embedded',
  testMatch: ['<rootDir>/test/**/*.test.ts'],
  testPathIgnorePatterns: ['<rootDir>/test/rules/'],
  setupFiles,
};

/**
 * The integration tests once more, on the official emulators: where ours differ, ours are wrong. Only
 * the official Firestore knows security rules.
 */
const official = {
  ...common,
  displayName: 'official',
  testMatch: ['<rootDir>/test/{integration,rules}/**/*.test.ts'],
  setupFiles: [...setupFiles, '<rootDir>/test/support/useOfficial.ts'],
  globalSetup: '<rootDir>/test/support/officialSetup.ts',
  globalTeardown: '<rootDir>/test/support/officialTeardown.ts',
};

const installed = officialInstalled();
if (!installed) {
  process.stderr.write(
    '\n!!! The contract tests did NOT run: the official emulators are not on this machine.\n\n',
  );
}

/** @type {import('jest').Config} */
module.exports = { testTimeout: 60_000, projects: installed ? [embedded, official] : [embedded] };
