import type { Outcome, SuiteResult } from './outcome';
import type { ServerName } from './servers';

export type Results = Partial<Record<ServerName, SuiteResult>>;

/** Passes and failures of each server, then each test that failed on any, as a Markdown table. */
export function report(results: Results): string {
  const servers = Object.entries(results);
  const counts = servers.map(([server, { outcomes, skipped }]) => {
    const passed = outcomes.filter((outcome) => outcome.passed).length;
    return `| ${server} | ${passed} | ${outcomes.length - passed} | ${skipped} |`;
  });
  const failing = [
    ...new Set(servers.flatMap(([, { outcomes }]) => failures(outcomes).map(({ test }) => test))),
  ];
  const rows = failing.map((test) => {
    const cells = servers.map(([, { outcomes }]) =>
      verdict(outcomes.find((outcome) => outcome.test === test)),
    );
    return `| ${escape(test)} | ${cells.join(' | ')} |`;
  });
  const names = servers.map(([server]) => server);
  return [
    '| server | passed | failed | skipped by the suite |',
    '| --- | --- | --- | --- |',
    ...counts,
    ...(rows.length === 0
      ? []
      : [
          '',
          `| failed test | ${names.join(' | ')} |`,
          `| --- | ${names.map(() => '---').join(' | ')} |`,
        ]),
    ...rows,
  ].join('\n');
}

/** Tests that the official emulator passes and the embedded server does not. */
export function behind({ embedded, official }: Results): string[] {
  const passedThere = new Set(
    official?.outcomes.filter(({ passed }) => passed).map(({ test }) => test),
  );
  return failures(embedded?.outcomes ?? [])
    .map(({ test }) => test)
    .filter((test) => passedThere.has(test));
}

function failures(outcomes: readonly Outcome[]): Outcome[] {
  return outcomes.filter(({ passed }) => !passed);
}

function verdict(outcome: Outcome | undefined): string {
  if (!outcome) return 'did not run';
  return outcome.passed ? 'passed' : `failed: ${escape(outcome.message)}`;
}

function escape(text: string): string {
  return text.replaceAll('|', '\\|').replaceAll('\n', ' ');
}
