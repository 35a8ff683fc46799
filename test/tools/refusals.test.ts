import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { repository } from '../../local/suite/repository';

const folder = mkdtempSync(join(tmpdir(), 'refusals-'));
const log = join(folder, 'log.tsv');
const brokenProgram = join(folder, 'program.json');

beforeAll(() => {
  const row = 'ada\tEurope/Berlin\t2026-03-10T12:00:00Z\tquiz_easy_passed';
  writeFileSync(log, `user\ttimeZone\toccurredAt\ttype\n${row}\n`);
  writeFileSync(brokenProgram, '{ "version": ');
});

afterAll(() => {
  rmSync(folder, { recursive: true });
});

const until = ['--until', '2026-03-11T12:00:00Z'];

test.each([
  ['chaos', ['--seeds', 'many'], '--seeds needs a whole number, 1 or more.'],
  ['chaos', ['--faults', '2'], '--faults needs a number from 0 to 0.3.'],
  ['fuzz', ['--runs', 'many'], '--runs needs a whole number, 1 or more.'],
  ['deliveryFaults', ['--events', 'many'], '--events needs a whole number, 1 or more.'],
  ['boardBench', ['--users', '10,many'], '--users needs a whole number, 1 or more.'],
  ['challengeBench', ['--users', '0'], '--users needs a whole number, 1 or more.'],
  ['replayReads', [log, '--seed', 'x'], '--seed needs a whole number, 0 or more.'],
  ['screenshots', ['--quick'], "Unknown option '--quick'"],
  ['previewTemplates', ['a', 'b'], 'Name one directory.'],
  ['replay', [log, ...until, '--out', join(folder, 'none/out.json')], 'no such file or directory'],
  ['replay', [log, ...until, '--program', brokenProgram], 'program.json is not JSON'],
  ['evaluatePrediction', [log], 'The log is too short'],
  ['conformance', ['--suite', 'rust', '--checkout', folder], "install the suite's dependencies"],
] as const)('%s %j is refused with what to do and exit code 2', (tool, args, message) => {
  const command = ['--require', 'tsx/cjs', join(repository, 'tools', tool, 'main.ts'), ...args];
  const { status, stdout, stderr } = spawnSync(process.execPath, command, {
    cwd: repository,
    encoding: 'utf8',
  });
  expect(stderr).toContain(message);
  expect([status, stdout]).toEqual([2, '']);
});
