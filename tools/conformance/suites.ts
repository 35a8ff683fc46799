import { nodeSuite } from './nodeSuite';
import type { SuiteResult } from './outcome';
import { rustSuite } from './rustSuite';

/** A public suite of tests that runs in a checkout of its repository. */
export interface Suite {
  /** On GitHub. */
  readonly repository: string;
  /** Where the tests lie in the checkout. */
  readonly directory: string;
  readonly nodeOptions: string;
  /** Arguments of `node`, which write a JSON report to a file. */
  readonly command: (directory: string, polyfill: string, report: string) => string[];
  /** Reads the report. */
  readonly parse: (report: unknown) => SuiteResult;
}

export const suites = { rust: rustSuite, node: nodeSuite } as const;

export type SuiteName = keyof typeof suites;
