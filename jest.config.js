/** Tests run in a zone whose offset is not a whole hour, so that a use of the host's zone shows. */
process.env.TZ = 'Asia/Kathmandu';

/** @type {import('jest').Config} */
module.exports = {
  testMatch: ['<rootDir>/test/**/*.test.ts'],
  transform: { '^.+\\.ts$': ['@swc/jest', { jsc: { target: 'es2022' }, module: { type: 'commonjs' } }] },
  setupFiles: ['<rootDir>/test/support/env.ts', '<rootDir>/test/support/quietLogs.ts'],
  testTimeout: 60_000,
};
