/** What became of one test that was run. */
export interface Outcome {
  readonly test: string;
  readonly passed: boolean;
  /** The first line of what went wrong, or ''. */
  readonly message: string;
}

/** A suite's tests on one server; those the suite itself skips are only counted. */
export interface SuiteResult {
  readonly outcomes: readonly Outcome[];
  readonly skipped: number;
}

export function firstLine(text: string): string {
  // eslint-disable-next-line no-control-regex -- test runners colour their messages
  const plain = text.replace(/\u001b\[[0-9;]*m/g, '');
  return (
    plain
      .split('\n')
      .find((line) => line.trim() !== '')
      ?.trim() ?? ''
  );
}
