import { unusedIndexes } from './usedIndexes';

/** Of jest's global configuration, what leaves tests out. */
interface Run {
  readonly testPathPatterns: { readonly patterns: readonly string[] };
  readonly testNamePattern?: string;
  readonly onlyChanged: boolean;
  readonly onlyFailures: boolean;
  readonly findRelatedTests: boolean;
  readonly shard?: object;
}

/**
 * After all test files on the embedded servers: no index may be deployed that no query needs. One that
 * a query needs and nobody deploys makes its test fail, since the embedded Firestore refuses the query.
 *
 * @throws Error with the indexes that nothing used, when all tests were run
 */
export default function embeddedTeardown(run: Run): void {
  const unused = unusedIndexes();
  if (unused.length === 0 || !isWhole(run)) return;
  const entries = unused.map((index) => JSON.stringify(index)).join('\n');
  throw new Error(`No query of the tests needs these of firestore.indexes.json:\n${entries}`);
}

function isWhole(run: Run): boolean {
  const chosen = [
    run.testPathPatterns.patterns.length > 0,
    run.testNamePattern !== undefined && run.testNamePattern !== '',
    run.onlyChanged,
    run.onlyFailures,
    run.findRelatedTests,
    run.shard !== undefined,
  ];
  return !chosen.includes(true);
}
