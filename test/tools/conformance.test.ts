import { parseOptions } from '../../tools/conformance/options';
import type { Outcome } from '../../tools/conformance/outcome';
import { behind, report } from '../../tools/conformance/report';
import { suites } from '../../tools/conformance/suites';
import { slower, table } from '../../tools/emulatorBench/table';

const passed = (test: string): Outcome => ({ test, passed: true, message: '' });
const failed = (test: string, message: string): Outcome => ({ test, passed: false, message });

test('both servers are tested unless one is named', () => {
  const args = ['--suite', 'rust', '--checkout', '/suite'];
  expect(parseOptions(args)).toMatchObject({
    checkout: '/suite',
    servers: ['embedded', 'official'],
  });
  expect(parseOptions([...args, '--against', 'official']).servers).toEqual(['official']);
});

test.each([
  [[], '--suite is rust or node.'],
  [['--suite', 'java', '--checkout', '/suite'], '--suite is rust or node.'],
  [['--suite', 'node'], '--checkout needs a directory.'],
  [['--suite', 'node', '--checkout', '/suite', '--against', 'x'], '--against is embedded'],
  [['--fast'], "Unknown option '--fast'"],
])('%j is refused: %s', (args, message) => {
  expect(() => parseOptions(args)).toThrow(message);
});

const results = {
  embedded: { outcomes: [passed('a'), failed('b', 'one | two'), failed('c', 'late')], skipped: 2 },
  official: { outcomes: [passed('a'), passed('b')], skipped: 3 },
};

test('the report counts, and names each test that failed anywhere', () => {
  expect(report(results).split('\n')).toEqual([
    '| server | passed | failed | skipped by the suite |',
    '| --- | --- | --- | --- |',
    '| embedded | 1 | 2 | 2 |',
    '| official | 2 | 0 | 3 |',
    '',
    '| failed test | embedded | official |',
    '| --- | --- | --- |',
    '| b | failed: one \\| two | passed |',
    '| c | failed: late | did not run |',
  ]);
});

test('the embedded server is behind where only the official emulator passes', () => {
  expect(behind(results)).toEqual(['b']);
  expect(behind({ embedded: results.embedded })).toEqual([]);
});

test("jest's report is read", () => {
  const assertionResults = [
    { fullName: 'a', status: 'passed', failureMessages: [] },
    { fullName: 'b', status: 'failed', failureMessages: ['\u001b[31m\n wrong\u001b[0m\nat x'] },
    { fullName: 'c', status: 'pending', failureMessages: [] },
  ];
  expect(suites.rust.parse({ testResults: [{ assertionResults }] })).toEqual({
    outcomes: [passed('a'), failed('b', 'wrong')],
    skipped: 1,
  });
});

test("mocha's report is read", () => {
  const reported = {
    passes: [{ fullTitle: 'a' }],
    failures: [{ fullTitle: 'b', err: { message: 'wrong\nat x' } }],
    pending: [{ fullTitle: 'c' }],
  };
  expect(suites.node.parse(reported)).toEqual({
    outcomes: [passed('a'), failed('b', 'wrong')],
    skipped: 1,
  });
});

test('a table of speeds has ratios where both were measured', () => {
  const embedded = new Map([
    ['start', { value: 4, unit: 'ms' }],
    ['memory', { value: 100, unit: 'MiB' }],
    ['large', { value: 2500, unit: 'ms' }],
  ] as const);
  const official = new Map([
    ['start', { value: 3, unit: 'ms' }],
    ['memory', { value: 250, unit: 'MiB' }],
  ] as const);
  expect(table(embedded, official).split('\n').slice(2)).toEqual([
    '| start | 4.0 ms | 3.0 ms | 0.8 × |',
    '| memory | 100 MiB | 250 MiB | 2.5 × |',
    '| large | 2.5 s |  |  |',
  ]);
  expect(slower(embedded, official)).toEqual(['start']);
});
