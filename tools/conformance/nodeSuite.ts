import { join } from 'node:path';
import { z } from 'zod';
import { firstLine } from './outcome';
import type { SuiteResult } from './outcome';
import type { Suite } from './suites';

const test = z.object({ fullTitle: z.string() });
const failure = test.extend({ err: z.object({ message: z.string().default('') }) });
const resultsSchema = z.object({
  passes: z.array(test),
  failures: z.array(failure),
  pending: z.array(test),
});

/** Features outside of what the embedded server is for. */
const leftOut = 'explain|can (plan|profile)|vector|findNearest|pipeline|partition';

/** The system tests of the official Node client. Explain, vectors, pipelines and partitions are left out. */
export const nodeSuite: Suite = {
  repository: 'googleapis/nodejs-firestore',
  directory: '.',
  nodeOptions: '',
  command: (directory, polyfill, report) => [
    join(directory, 'node_modules', 'mocha', 'bin', 'mocha'),
    '--no-config',
    '--timeout=30000',
    '--exit',
    `--require=${polyfill}`,
    '--reporter=json',
    `--reporter-option=output=${report}`,
    `--grep=${leftOut}`,
    '--invert',
    join('build', 'system-test', 'firestore.js'),
  ],
  parse: parseMocha,
};

function parseMocha(report: unknown): SuiteResult {
  const { passes, failures, pending } = resultsSchema.parse(report);
  return {
    outcomes: [
      ...passes.map(({ fullTitle }) => ({ test: fullTitle, passed: true, message: '' })),
      ...failures.map(({ fullTitle, err }) => ({
        test: fullTitle,
        passed: false,
        message: firstLine(err.message),
      })),
    ],
    skipped: pending.length,
  };
}
