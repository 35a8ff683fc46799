import { join } from 'node:path';
import { z } from 'zod';
import { firstLine } from './outcome';
import type { SuiteResult } from './outcome';
import type { Suite } from './suites';

const resultsSchema = z.object({
  testResults: z.array(
    z.object({
      assertionResults: z.array(
        z.object({
          fullName: z.string(),
          status: z.string(),
          failureMessages: z.array(z.string()),
        }),
      ),
    }),
  ),
});

/**
 * The tests of skunkteam/rust-firestore-emulator, written against production: its authors mark what the official
 * emulator gets wrong. Pipelines are left out.
 */
export const rustSuite: Suite = {
  repository: 'skunkteam/rust-firestore-emulator',
  directory: 'test-suite',
  nodeOptions: '--experimental-vm-modules',
  command: (directory, polyfill, report) => [
    join(directory, 'node_modules', 'jest', 'bin', 'jest.js'),
    `--setupFiles=${polyfill}`,
    '--testPathIgnorePatterns=pipeline',
    '--json',
    `--outputFile=${report}`,
    '--forceExit',
  ],
  parse: parseJest,
};

function parseJest(report: unknown): SuiteResult {
  const { testResults } = resultsSchema.parse(report);
  const tests = testResults.flatMap(({ assertionResults }) => assertionResults);
  const ran = tests.filter(({ status }) => status === 'passed' || status === 'failed');
  return {
    outcomes: ran.map(({ fullName, status, failureMessages: [message = ''] }) => ({
      test: fullName,
      passed: status === 'passed',
      message: firstLine(message),
    })),
    skipped: tests.length - ran.length,
  };
}
